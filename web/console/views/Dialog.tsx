/** Something that has to be answered first; Escape leaves it, and the focus goes back where it was. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons";

interface Props {
  title: string;
  close: () => void;
  children: ComponentChildren;
  wide?: boolean;
}

export function Dialog({ title, close, children, wide }: Props) {
  const own = useRef<HTMLDialogElement>(null);
  // At once: the next keys are for it.
  useLayoutEffect(() => {
    const dialog = own.current;
    dialog?.showModal();
    return () => dialog?.close(); // gives the focus back
  }, []);
  return (
    <dialog
      ref={own}
      class={wide ? "dialog wide" : "dialog"}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // A browser tells of it later, when another may be shown by now.
      onClose={() => own.current && close()}
      onClick={(event) => {
        if (event.target === own.current) close();
      }}
    >
      <div class="dialog-body">
        <header>
          <h2>{title}</h2>
          <button type="button" class="icon" aria-label="Close" onClick={close}>
            <Icon of="cross" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
