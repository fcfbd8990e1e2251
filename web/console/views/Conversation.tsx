/** The open conversation: who it is, what was said, and where to answer. */
import { useMemo } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk, Dialog, Open } from "../desk/state";
import { talkOf, type Talk } from "../desk/talk";
import type { Line } from "../desk/wire";
import { words } from "../words";
import { Composer } from "./Composer";
import { Face, Icon } from "./icons";
import { Transcript } from "./Transcript";
import { ago } from "./time";

interface Props {
  desk: Desk;
  client: Client;
  show: (dialog: Dialog) => void;
  togglePanel: () => void;
}

const NOTHING: Talk = { items: [], draft: undefined, said: new Set(), sources: [], summary: undefined, mood: undefined, tickets: [] };

export function useTalk(open: Open | undefined): Talk {
  const events = open?.conversation?.events;
  return useMemo(() => (events ? talkOf(events) : NOTHING), [events]);
}

export function Conversation({ desk, client, show, togglePanel, talk }: Props & { talk: Talk }) {
  const { open } = desk;
  if (!open) return <Welcome />;
  if (open.state === "missing") return <Missing />;
  const line = open.conversation?.line ?? desk.lines.get(open.id);
  return (
    <main class="conversation" aria-label="Conversation">
      {line && <Head desk={desk} line={line} client={client} show={show} togglePanel={togglePanel} />}
      {open.failures > 0 && (
        <p class="away" role="status">
          <Icon of="warn" /> What you see may be old: the connection is interrupted. Trying again…
        </p>
      )}
      <Transcript desk={desk} open={open} talk={talk} client={client} />
      {line && <Composer key={open.id} desk={desk} client={client} line={line} draft={talk.draft} show={show} />}
    </main>
  );
}

function Welcome() {
  return (
    <main class="conversation empty" aria-label="Conversation">
      <div class="nothing">
        <Icon of="waiting" />
        <strong>No conversation is open</strong>
        <p>
          Choose one in the list, or press <kbd>Alt J</kbd> for the first. <kbd>?</kbd> shows all keys.
        </p>
      </div>
    </main>
  );
}

function Missing() {
  return (
    <main class="conversation empty" aria-label="Conversation">
      <div class="nothing">
        <Icon of="warn" />
        <strong>This conversation is not here</strong>
        <p>It may belong to another desk. Choose another in the list.</p>
      </div>
    </main>
  );
}

type HeadProps = Omit<Props, "desk"> & { desk: Desk; line: Line };

function Head({ desk, line, client, show, togglePanel }: HeadProps) {
  const name = clean(line.name) || words.visitor;
  const decides = desk.me?.decides_refunds && line.refunds.length > 0;
  return (
    <header class="head">
      <button type="button" class="icon to-list" aria-label="Back to the list" onClick={() => client.conversations.leave()}>
        <Icon of="back" />
      </button>
      <Face name={line.name} />
      <div class="head-who">
        <h2>{name}</h2>
        <p class="faint">{standing(desk, line)}</p>
      </div>
      <Deeds desk={desk} line={line} client={client} show={show} />
      <button type="button" class={`to-panel ${decides ? "soft" : "icon"}`} aria-label={decides ? undefined : "Customer and details"} onClick={togglePanel}>
        {decides ? "Refund to decide" : <Icon of="panel" />}
      </button>
    </header>
  );
}

function standing({ me, now }: Desk, line: Line): string {
  const since = ago(line.since, now);
  const facts = [words.levels[line.level], line.language.toUpperCase()].filter(Boolean);
  switch (line.holder) {
    case "queue":
      return [`${waitingFor(me?.user ?? "", line)} · ${since}`, ...facts].join(" · ");
    case "person":
      return [line.user === me?.user ? `Yours · ${since}` : `With ${line.person} · ${since}`, ...facts].join(" · ");
    case "closed":
      return [`Closed · ${since}`, words.resolutions[line.resolved], ...facts].filter(Boolean).join(" · ");
    default:
      return [`The assistant has it · ${since}`, ...facts].join(" · ");
  }
}

function waitingFor(me: string, { assigned }: Line): string {
  if (!assigned) return "Waiting for a person";
  return assigned.user === me ? "Waiting for you" : `Waiting for ${clean(assigned.name)}`;
}

/** What can be done now, the most likely first. */
function Deeds({ desk, line, client, show }: Omit<HeadProps, "togglePanel">) {
  const { me, busy } = desk;
  const id = line.conversation;
  const isMine = line.holder === "person" && line.user === me?.user;
  const does = (what: string): void => void client.work.does(id, what);
  if (line.holder === "closed") {
    return (
      <div class="deeds">
        <button type="button" class="soft" disabled={busy !== ""} onClick={() => does("reopen")}>
          Open again
        </button>
      </div>
    );
  }
  if (!isMine) {
    return (
      <div class="deeds">
        {line.holder === "person" ? (
          <button type="button" class="soft" onClick={() => void takeOver(client, line, me?.user ?? "")}>
            Take over from {clean(line.person) || "colleague"}
          </button>
        ) : (
          <button type="button" class="strong" disabled={busy !== ""} onClick={() => does("take")}>
            {line.holder === "bot" ? "Take over" : "Take"} <kbd>T</kbd>
          </button>
        )}
        {line.holder === "queue" && <More show={show} isMine={false} />}
      </div>
    );
  }
  return (
    <div class="deeds">
      <button type="button" class="soft" onClick={() => show("hand-back")}>
        Hand back <kbd>H</kbd>
      </button>
      <button type="button" class="strong" disabled={busy !== ""} onClick={() => does("close")}>
        Resolve <kbd>E</kbd>
      </button>
      <More show={show} isMine />
    </div>
  );
}

export function takeOver(client: Client, line: Line, me: string): Promise<boolean> {
  return client.work.does(line.conversation, "transfer", { to: me, had: line.user });
}

function More({ show, isMine }: { show: (dialog: Dialog) => void; isMine: boolean }) {
  return (
    <>
      <button type="button" class="icon" aria-label="Snooze" title="Snooze (S)" onClick={() => show("snooze")}>
        <Icon of="snoozed" />
      </button>
      {isMine && (
        <button type="button" class="icon" aria-label="Pass on" title="Pass on (A)" onClick={() => show("transfer")}>
          <Icon of="team" />
        </button>
      )}
    </>
  );
}
