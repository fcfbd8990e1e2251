/** The conversations of one list. */
import { memo } from "../../shared/memo";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk } from "../desk/state";
import type { Line } from "../desk/wire";
import { words } from "../words";
import { Face, Icon } from "./icons";
import { nameOf } from "./Sidebar";
import { Tickets } from "./Tickets";
import { ago } from "./time";

export function List({ desk, client }: { desk: Desk; client: Client }) {
  const { place, found, loaded, failures } = desk;
  const lines = client.shown();
  const title = found ? "Found" : nameOf(place);
  return (
    <section class="list" aria-label={title}>
      <header class="list-head">
        <h2>{title}</h2>
        {lines.length > 0 && <span class="faint">{lines.length}</span>}
        {found && (
          <button type="button" class="link" onClick={() => client.search("")}>
            Clear
          </button>
        )}
      </header>
      {failures > 0 && (
        <p class="away" role="status">
          <Icon of="warn" /> The connection is interrupted. Trying again…
        </p>
      )}
      {place === "tickets" && !found ? (
        <Tickets tickets={desk.tickets} open={(id) => client.open(id)} now={desk.now} />
      ) : (
        <Lines desk={desk} client={client} lines={lines} loaded={loaded} />
      )}
    </section>
  );
}

function Lines({ desk, client, lines, loaded }: { desk: Desk; client: Client; lines: readonly Line[]; loaded: boolean }) {
  if (!loaded) return <Loading />;
  if (lines.length === 0) return <Nothing desk={desk} />;
  return (
    <ul class="lines">
      {lines.map((line) => (
        <li key={line.conversation}>
          <Row
            line={line}
            minute={Math.floor(desk.now / 60_000)}
            isOpen={desk.open?.id === line.conversation}
            isMine={desk.me !== undefined && desk.me.user === (line.user || line.assigned?.user)}
            open={client}
          />
        </li>
      ))}
    </ul>
  );
}

function Loading() {
  return (
    <ul class="lines" aria-label="Loading">
      {[0, 1, 2, 3].map((each) => (
        <li key={each} class="ghost" />
      ))}
    </ul>
  );
}

function Nothing({ desk }: { desk: Desk }) {
  const { found, place } = desk;
  const { title, detail } =
    found || place === "tickets"
      ? { title: "Nothing found", detail: "Try a name, a word of the last message, or a customer's id." }
      : words.empty[place];
  return (
    <div class="nothing">
      {place !== "tickets" && <Icon of={place} />}
      <strong>{title}</strong>
      <p>{detail}</p>
    </div>
  );
}

interface RowProps {
  line: Line;
  /** Since 1970: a row is drawn again when it changes, and each minute. */
  minute: number;
  isOpen: boolean;
  isMine: boolean;
  open: Client;
}

const Row = memo(({ line, minute, isOpen, isMine, open }: RowProps) => {
  const now = (minute + 1) * 60_000 - 1;
  const name = clean(line.name) || words.visitor;
  return (
    <button
      type="button"
      class={`row${isOpen ? " open" : ""}${line.awaits ? " awaits" : ""}`}
      aria-current={isOpen ? "true" : undefined}
      onClick={() => open.open(line.conversation)}
    >
      <Face name={line.name} />
      <span class="row-body">
        <span class="row-top">
          <span class="row-name">{name}</span>
          <span class="faint">{ago(line.at ?? line.since, now)}</span>
        </span>
        <span class="row-text">
          {line.by === "person" && <b>{isMine ? "You: " : `${clean(line.person) || "Colleague"}: `}</b>}
          {clean(line.text) || "No message yet"}
        </span>
        <Chips line={line} now={now} isTheirs={isMine} />
      </span>
    </button>
  );
});

function Chips({ line, now, isTheirs }: { line: Line; now: number; isTheirs: boolean }) {
  const { priority, awaits, holder, person, assigned, reason, refunds, has_draft } = line;
  return (
    <span class="chips">
      {priority !== "normal" && <span class={`chip ${priority}`}>{words.priorities[priority]}</span>}
      {awaits && <span class="chip waits">waits {ago(awaits, now, "")}</span>}
      {refunds.length > 0 && <span class="chip money">refund</span>}
      {has_draft && <span class="chip">draft</span>}
      {holder === "person" && person && <span class="chip quiet">{clean(person)}</span>}
      {assigned && <span class="chip quiet">for {isTheirs ? "you" : clean(assigned.name)}</span>}
      {holder === "queue" && reason && <span class="chip-text">{clean(reason)}</span>}
    </span>
  );
}
