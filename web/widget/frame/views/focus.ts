/** Where the keyboard's focus goes. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * For buttons that go away when pressed: the focus stays in the chat.
 * On a touch screen it goes to the conversation, so that no keyboard pops up.
 */
export function keepFocus(): void {
  const next = matchMedia("(hover: hover)").matches ? "textarea" : ".log";
  document.querySelector<HTMLElement>(next)?.focus();
}

/** Escape works wherever the focus is, from the moment something is seen that it closes. */
export function useEscape(press: () => void): void {
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) press();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  });
}

/** What is open takes the focus and gives it back where it came from; `what` is what it shows. */
export function useFocusWithin(what: unknown) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const own = place.current;
    const before = document.activeElement as HTMLElement | null;
    own?.focus();
    before?.scrollIntoView({ block: "nearest" });
    return () => {
      const now = document.activeElement;
      if (now === document.body || own?.contains(now)) before?.focus();
    };
  }, [what]);
  return place;
}
