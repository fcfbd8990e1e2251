/** Where people answer or make notes; what is typed stays until it is sent. */
import { useEffect, useRef, useState } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import { draftOf, keepDraft, type Kind } from "../desk/drafts";
import type { Desk } from "../desk/state";
import type { Draft } from "../desk/talk";
import type { Line } from "../desk/wire";

const LIMIT = 4000; // as the desk takes them

interface Props {
  desk: Desk;
  client: Client;
  line: Line;
  draft: Draft | undefined;
}

export function Composer({ desk, client, line, draft }: Props) {
  const id = line.conversation;
  const [kind, setKind] = useState<Kind>("reply");
  const [texts, setTexts] = useState({ reply: draftOf(id, "reply"), note: draftOf(id, "note") });
  const field = useRef<HTMLTextAreaElement>(null);
  const prefilled = useRef(0);
  const type = (text: string, of: Kind = kind): void => {
    keepDraft(id, of, text);
    setTexts((before) => ({ ...before, [of]: text }));
  };
  useEffect(() => {
    if (!draft || prefilled.current === draft.turn) return;
    prefilled.current = draft.turn;
    if (!texts.reply) type(draft.text, "reply");
  }, [draft]);
  const text = texts[kind];
  const send = (): void => {
    if (!text.trim() || text.length > LIMIT) return;
    const used = kind === "reply" && draft ? (text.trim() === draft.text.trim() ? "sent" : "edited") : "";
    client.work.send({ conversation: id, kind, text: text.trim(), draft: used });
    type("");
  };
  const choose = (of: Kind): void => {
    setKind(of);
    field.current?.focus();
  };
  const why = kind === "reply" ? hindrance(desk, line) : "";
  return (
    <form
      class={`composer ${kind}`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {draft && kind === "reply" && <DraftNote draft={draft} discard={() => discard(client, id, draft, () => type("", "reply"))} />}
      <div class="tabs" role="group" aria-label="What to write">
        <Tab of="reply" kind={kind} choose={choose} label="Reply" hint="R" />
        <Tab of="note" kind={kind} choose={choose} label="Note" hint="N" />
        <span class="faint hint">{hint(line, kind)}</span>
      </div>
      {why ? (
        <p class="hindered">{why}</p>
      ) : (
        <Field kind={kind} text={text} field={field} type={type} send={send} typing={() => kind === "reply" && client.work.typing(id)} />
      )}
    </form>
  );
}

/** Why nobody can answer here now. */
function hindrance({ me }: Desk, line: Line): string {
  if (line.holder === "closed") return "This conversation is closed. Open it again to answer, or leave a note.";
  if (line.holder === "person" && line.user !== me?.user) return `${clean(line.person) || "A colleague"} has this conversation. Take it over to answer, or leave a note.`;
  return "";
}

function hint({ holder }: Line, kind: Kind): string {
  if (kind === "note") return "Only colleagues read notes.";
  if (holder === "bot") return "Sending takes it over from the assistant.";
  return holder === "queue" ? "Sending takes it." : "";
}

async function discard(client: Client, id: string, draft: Draft, clear: () => void): Promise<void> {
  if (await client.work.does(id, "draft/discard", { turn: draft.turn })) clear();
}

function DraftNote({ draft, discard }: { draft: Draft; discard: () => Promise<void> }) {
  const reasons = draft.signals.map(({ reason }) => reason).filter(Boolean);
  return (
    <div class="draft-note">
      <p>
        <strong>The assistant's draft, scored {draft.score.toFixed(2)}.</strong> {reasons.map(clean).join(" · ")}
      </p>
      <button type="button" class="link" onClick={() => void discard()}>
        Discard
      </button>
    </div>
  );
}

interface TabProps {
  of: Kind;
  kind: Kind;
  label: string;
  hint: string;
  choose: (of: Kind) => void;
}

function Tab({ of, kind, label, hint, choose }: TabProps) {
  return (
    <button type="button" class="tab" data-kind={of} aria-pressed={kind === of} onClick={() => choose(of)}>
      {label} <kbd>{hint}</kbd>
    </button>
  );
}

interface FieldProps {
  kind: Kind;
  text: string;
  field: { current: HTMLTextAreaElement | null };
  type: (text: string) => void;
  send: () => void;
  typing: () => void;
}

function Field({ kind, text, field, type, send, typing }: FieldProps) {
  useEffect(() => fit(field.current), [text]);
  const over = text.length - LIMIT;
  return (
    <div class="field">
      <textarea
        ref={field}
        rows={2}
        dir="auto"
        aria-label={kind === "reply" ? "Reply" : "Note"}
        placeholder={kind === "reply" ? "Write to the customer…" : "Write to your colleagues…"}
        value={text}
        onInput={(event) => {
          type(event.currentTarget.value);
          typing();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="send-row">
        {over > 0 && <span class="bad">{over} characters too long</span>}
        <span class="faint hint">Ctrl Enter</span>
        <button type="submit" class="strong" disabled={!text.trim() || over > 0}>
          {kind === "reply" ? "Send" : "Add note"}
        </button>
      </div>
    </div>
  );
}

/** Grows with the text; the style sheet sets how far. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
