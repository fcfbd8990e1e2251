/** Where the customer writes. The text is kept with every key, and sent with Enter. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { strings } from "../strings";
import { Arrow } from "./icons";

interface Props {
  draft: string;
  /** The longest message the desk takes, in characters. */
  limit: number;
  type: (text: string) => void;
  send: (text: string) => void;
}

const NEAR = 500;

export function Composer({ draft, limit, type, send }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const length = lengthOf(draft.trim(), limit);
  const sendable = length > 0 && length <= limit;
  const submit = (): void => {
    if (sendable) send(draft);
    field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  useLayoutEffect(() => fit(field.current), [draft]);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={strings.message}
          aria-invalid={length > limit}
          placeholder={strings.placeholder}
          enterkeyhint="send"
          value={draft}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
        <button type="submit" class="send" aria-label={strings.send} disabled={!sendable}>
          <Arrow />
        </button>
      </div>
      <Room length={length} limit={limit} />
    </form>
  );
}

/** Counts characters as the desk does: by code points. */
function lengthOf(text: string, limit: number): number {
  return text.length < limit - NEAR ? text.length : Array.from(text).length;
}

function Room({ length, limit }: { length: number; limit: number }) {
  if (length < limit - NEAR) return null;
  if (length > limit) {
    return (
      <p class="room over" role="alert">
        {strings.tooLong(length - limit)}
      </p>
    );
  }
  return <p class="room">{strings.used(length, limit)}</p>;
}

/** Grows with the text; the style sheet sets how far. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
