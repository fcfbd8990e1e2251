/** The conversations of one list. */
import { money } from "../../shared/cards";
import { memo } from "../../shared/memo";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk } from "../desk/state";
import type { FoundLine, Line } from "../desk/wire";
import { words } from "../words";
import { Face, Icon } from "./icons";
import { Marked } from "./Marked";
import { nameOf } from "./Sidebar";
import { Tickets } from "./Tickets";
import { ago } from "./time";

export function List({ desk, client }: { desk: Desk; client: Client }) {
  const { place, search, loaded, failures } = desk;
  const lines = client.shown();
  const title = search ? "Found" : nameOf(place);
  return (
    <section class="list" aria-label={title}>
      <header class="list-head">
        <h2>{title}</h2>
        {lines.length > 0 && <span class="faint">{lines.length}</span>}
        <SearchField desk={desk} client={client} />
      </header>
      {failures > 0 && (
        <p class="away" role="status">
          <Icon of="warn" /> The connection is interrupted. Trying again…
        </p>
      )}
      {place === "tickets" && !search ? (
        <Tickets desk={desk} client={client} />
      ) : (
        <Lines desk={desk} client={client} lines={lines} loaded={loaded} />
      )}
    </section>
  );
}

/** Everything that was ever said, by words; the lists come back once it is empty. */
function SearchField({ desk, client }: { desk: Desk; client: Client }) {
  return (
    <input
      type="search"
      class="search-field"
      aria-label="Search all conversations"
      placeholder="Search  /"
      value={desk.search}
      onInput={(event) => client.search(event.currentTarget.value)}
      onKeyDown={(event) => {
        const { found, search } = desk;
        const first = found?.text === search ? found.lines[0] : undefined;
        if (event.key === "Escape") client.search("");
        else if (event.key === "Enter" && first) client.openFound(first.conversation);
      }}
    />
  );
}

function Lines({ desk, client, lines, loaded }: { desk: Desk; client: Client; lines: readonly Line[]; loaded: boolean }) {
  if (!loaded || (desk.search && !desk.found)) return <Loading />;
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
            amounts={amountsOf(desk, line)}
            quote={desk.found?.quotes.get(line.conversation)}
            search={desk.search}
            open={client}
          />
        </li>
      ))}
    </ul>
  );
}

function amountsOf({ refunds }: Desk, { conversation }: Line): string {
  return refunds.flatMap((each) => (each.conversation === conversation ? [money(each.amount)] : [])).join(" + ");
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
  const { search, place } = desk;
  const { title, detail } =
    search || place === "tickets"
      ? { title: "Nothing found", detail: "Words are found by how they begin. Try fewer of them, a name, or the number of an order or a ticket." }
      : words.empty[place];
  return (
    <div class="nothing">
      {place !== "tickets" && <Icon of={place} />}
      <strong>{title}</strong>
      <p>{detail}</p>
    </div>
  );
}

const SOON_MS = 15 * 60_000;

interface RowProps {
  line: Line;
  /** Since 1970: a row is drawn again when it changes, and each minute. */
  minute: number;
  isOpen: boolean;
  isMine: boolean;
  /** Of its refunds that wait. */
  amounts: string;
  quote: FoundLine | undefined;
  search: string;
  open: Client;
}

const Row = memo(({ line, minute, isOpen, isMine, amounts, quote, search, open }: RowProps) => {
  const now = (minute + 1) * 60_000 - 1;
  const name = clean(line.name) || words.visitor;
  return (
    <button
      type="button"
      class={`row${isOpen ? " open" : ""}${line.awaits ? " awaits" : ""}`}
      aria-current={isOpen ? "true" : undefined}
      onClick={() => open.openFound(line.conversation)}
    >
      <Face name={line.name} />
      <span class="row-body">
        <span class="row-top">
          <span class="row-name">{name}</span>
          <span class="faint">{ago(line.at ?? line.since, now)}</span>
        </span>
        {quote ? (
          <span class="row-text">
            <b>{words.writers[quote.by]}</b>
            <Marked text={quote.text} search={search} />
          </span>
        ) : (
          <span class="row-text">
            {line.by === "person" && <b>{isMine ? "You: " : `${clean(line.person) || "Colleague"}: `}</b>}
            {clean(line.text) || "No message yet"}
          </span>
        )}
        <Chips line={line} now={now} isTheirs={isMine} amounts={amounts} />
      </span>
    </button>
  );
});

/** Red once it is missed, plain while there is time. */
function Due({ due, now }: { due: NonNullable<Line["due"]>; now: number }) {
  const left = Date.parse(due.at) - now;
  const tone = left < 0 ? "urgent" : left < SOON_MS ? "waits" : "quiet";
  return (
    <span class={`chip ${tone}`} title={`${words.targets[due.target]} was to be by ${new Date(due.at).toLocaleString()}`}>
      {words.due(due.target, left)}
    </span>
  );
}

function Chips({ line, now, isTheirs, amounts }: { line: Line; now: number; isTheirs: boolean; amounts: string }) {
  const { priority, awaits, due, refunds, has_draft } = line;
  return (
    <span class="chips">
      {priority !== "normal" && <span class={`chip ${priority}`}>{words.priorities[priority]}</span>}
      {due && <Due due={due} now={now} />}
      {awaits && !due && <span class="chip waits">waits {ago(awaits, now, "")}</span>}
      {refunds.length > 0 && <span class="chip money">refund {amounts}</span>}
      {has_draft && <span class="chip">draft</span>}
      <Whose line={line} isTheirs={isTheirs} />
    </span>
  );
}

/** Who has it or is to take it, and why people were asked for. */
function Whose({ line: { holder, person, assigned, reason }, isTheirs }: { line: Line; isTheirs: boolean }) {
  if (holder === "person") return person ? <span class="chip quiet">{clean(person)}</span> : null;
  if (holder !== "queue") return null;
  return (
    <>
      {assigned && <span class="chip quiet">for {isTheirs ? "you" : clean(assigned.name)}</span>}
      {reason && <span class="chip-text">{clean(reason)}</span>}
    </>
  );
}
