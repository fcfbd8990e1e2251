/** Where people answer or make notes; what is typed stays until it is sent. */
import { useEffect } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import { blanksIn } from "../desk/blanks";
import type { Kind } from "../desk/drafts";
import { answersHere } from "../desk/lists";
import type { Desk, Dialog } from "../desk/state";
import type { Draft } from "../desk/talk";
import type { Line } from "../desk/wire";
import { useWriting, type Written } from "./writing";

const LIMIT = 4000; // as the desk takes them

interface Props extends Written {
  show: (dialog: Dialog) => void;
}

export function Composer({ desk, client, line, draft, show }: Props) {
  const id = line.conversation;
  const { kind, setKind, text, type, field, select } = useWriting({ desk, client, line, draft });
  const blanks = kind === "reply" ? blanksIn(text, desk.open?.canned) : [];
  const why = kind === "reply" ? hindrance(desk, line) : "";
  const send = (): void => {
    if (!text.trim() || text.length > LIMIT || blanks.length > 0) return;
    const used = kind === "reply" && draft ? (text.trim() === draft.text.trim() ? "sent" : "edited") : "";
    client.work.send({ conversation: id, kind, text: text.trim(), draft: used });
    type("");
  };
  const choose = (of: Kind): void => {
    setKind(of);
    field.current?.focus();
  };
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
        {!why && kind === "reply" && (
          <button type="button" class="tab" aria-haspopup="dialog" onClick={() => show("canned")}>
            Canned reply <kbd>/</kbd>
          </button>
        )}
        <span class="faint hint">{hint(line, kind)}</span>
      </div>
      {blanks.length > 0 && <Blanks blanks={blanks} choose={(blank) => select(text.indexOf(blank), text.indexOf(blank) + blank.length)} />}
      {why ? (
        <p class="hindered">{why}</p>
      ) : (
        <Field
          kind={kind}
          text={text}
          field={field}
          blanks={blanks.length}
          type={type}
          send={send}
          typing={() => kind === "reply" && client.work.typing(id)}
          pick={() => show("canned")}
        />
      )}
    </form>
  );
}

/** Why nobody can answer here now. */
function hindrance({ me }: Desk, line: Line): string {
  if (answersHere(line, me?.user ?? "")) return "";
  if (line.holder === "closed") return "This conversation is closed. Open it again to answer, or leave a note.";
  return `${clean(line.person) || "A colleague"} has this conversation. Take it over to answer, or leave a note.`;
}

function hint({ holder }: Line, kind: Kind): string {
  if (kind === "note") return "Only colleagues read notes.";
  if (holder === "bot") return "Sending takes it over.";
  return holder === "queue" ? "Sending takes it." : "";
}

async function discard(client: Client, id: string, draft: Draft, clear: () => void): Promise<void> {
  if (await client.work.does(id, "draft/discard", { turn: draft.turn })) clear();
}

function DraftNote({ draft, discard }: { draft: Draft; discard: () => Promise<void> }) {
  const { score, signals, sources } = draft;
  const doubts = signals.filter(({ value, reason }) => value < 1 && reason).map(({ reason }) => clean(reason));
  return (
    <div class="draft-note">
      <details>
        <summary>
          <strong>The assistant's draft, scored {score.toFixed(2)}.</strong> {doubts.join(" · ")}
        </summary>
        <dl>
          {signals.map(({ name, value, reason }) => (
            <div key={name}>
              <dt>{name.replaceAll("_", " ")}</dt>
              <dd>
                {value.toFixed(2)} <span class="faint">{clean(reason)}</span>
              </dd>
            </div>
          ))}
          <div>
            <dt>rests on</dt>
            <dd>{sources.map(clean).join(" · ") || "nothing that was found"}</dd>
          </div>
        </dl>
      </details>
      <button type="button" class="link" onClick={() => void discard()}>
        Discard
      </button>
    </div>
  );
}

/** What the desk did not know. */
function Blanks({ blanks, choose }: { blanks: readonly string[]; choose: (blank: string) => void }) {
  return (
    <p class="blanks" role="status">
      <strong>Fill in before sending:</strong>
      {blanks.map((blank) => (
        <button key={blank} type="button" class="chip" onClick={() => choose(blank)}>
          {blank}
        </button>
      ))}
    </p>
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
  /** How many are left to fill in. */
  blanks: number;
  type: (text: string) => void;
  send: () => void;
  typing: () => void;
  pick: () => void;
}

function Field({ kind, text, field, blanks, type, send, typing, pick }: FieldProps) {
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
          if (event.isComposing) return;
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
          else if (event.key === "/" && kind === "reply" && beginsLine(event.currentTarget)) pick();
          else return;
          event.preventDefault();
        }}
      />
      <div class="send-row">
        {over > 0 && <span class="bad">{over} characters too long</span>}
        <span class="faint hint">Ctrl Enter</span>
        <button type="submit" class="strong" disabled={!text.trim() || over > 0 || blanks > 0}>
          {kind === "reply" ? "Send" : "Add note"}
        </button>
      </div>
    </div>
  );
}

function beginsLine({ value, selectionStart }: HTMLTextAreaElement): boolean {
  return selectionStart === 0 || value[selectionStart - 1] === "\n";
}

/** Grows with the text; the style sheet sets how far. */
function fit(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
