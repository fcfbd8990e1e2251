/** The keyboard: every deed without the mouse. */
import { useLayoutEffect } from "preact/hooks";
import type { Client } from "../desk/client";
import type { Desk, Dialog, Store } from "../desk/state";
import { deeds } from "./deeds";

export function useKeys(store: Store, client: Client): void {
  useLayoutEffect(() => {
    const show = (dialog: Dialog): void => store.change({ dialog });
    const listen = (event: KeyboardEvent): void => {
      const desk = store.now(); // as it is now: keys come faster than views are drawn
      if (desk.entry !== "in" || event.defaultPrevented || event.isComposing) return;
      if (withModifier(event, desk, client, show) || alone(event, desk, client, show)) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [store, client]);
}

function withModifier(event: KeyboardEvent, desk: Desk, client: Client, show: (dialog: Dialog) => void): boolean {
  const dialog = event.ctrlKey || event.metaKey ? dialogOf(event, desk) : undefined;
  if (dialog !== undefined) {
    show(dialog);
    return true;
  }
  if (desk.dialog || !event.altKey || (event.code !== "KeyJ" && event.code !== "KeyK")) return false;
  client.step(event.code === "KeyJ" ? 1 : -1);
  return true;
}

/** What Ctrl or Cmd with this key opens, or closes. */
function dialogOf({ code, key }: KeyboardEvent, { dialog, open }: Desk): Dialog | undefined {
  if (code === "KeyK") return dialog === "palette" ? "" : "palette";
  return key === ";" && open && !dialog ? "canned" : undefined;
}

function alone(event: KeyboardEvent, desk: Desk, client: Client, show: (dialog: Dialog) => void): boolean {
  if (desk.dialog || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (isText(event.target)) {
    if (event.key === "Escape") (event.target as HTMLElement).blur();
    return false;
  }
  const deed = deeds(desk, client, show).find(({ key }) => key !== "" && key === event.key.toLowerCase());
  deed?.run();
  return deed !== undefined;
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
