/** The list of tickets, by state or owner. */
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk } from "../desk/state";
import type { TicketFilter } from "../desk/tickets";
import type { Ticket } from "../desk/wire";
import { words } from "../words";
import { ago } from "./time";

interface Props {
  desk: Desk;
  client: Client;
}

const FILTERS = Object.entries(words.ticketFilters) as [TicketFilter, string][];

export function Tickets({ desk, client }: Props) {
  return (
    <>
      <div class="filter">
        <select aria-label="Which tickets" value={desk.filter} onChange={(event) => client.tickets.choose(event.currentTarget.value as TicketFilter)}>
          {FILTERS.map(([filter, name]) => (
            <option key={filter} value={filter}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Listed desk={desk} client={client} />
    </>
  );
}

function Listed({ desk, client }: Props) {
  if (!desk.tickets) return <ul class="lines" aria-label="Loading" />;
  const shown = client.tickets.shown();
  if (shown.length === 0) {
    return (
      <div class="nothing">
        <strong>No ticket here</strong>
        <p>What the assistant or colleagues leave for later is listed here.</p>
      </div>
    );
  }
  return (
    <ul class="lines">
      {shown.map((ticket) => (
        <li key={ticket.number}>
          <Row ticket={ticket} now={desk.now} isOpen={desk.ticket?.number === ticket.number} open={() => client.openTicket(ticket.number)} />
        </li>
      ))}
    </ul>
  );
}

function Row({ ticket, now, isOpen, open }: { ticket: Ticket; now: number; isOpen: boolean; open: () => void }) {
  const { number, subject, description, state, priority, owner, opened } = ticket;
  return (
    <button type="button" class={isOpen ? "row open" : "row"} aria-current={isOpen ? "true" : undefined} onClick={open}>
      <span class="row-body">
        <span class="row-top">
          <span class="row-name">{clean(subject)}</span>
          <span class="faint">{ago(opened, now)}</span>
        </span>
        <span class="row-text">{clean(description)}</span>
        <span class="chips">
          <span class="chip quiet">{number}</span>
          <span class="chip">{state}</span>
          {(priority === "high" || priority === "urgent") && <span class={`chip ${priority}`}>{priority}</span>}
          <span class="chip quiet">{clean(owner) || "nobody's"}</span>
        </span>
      </span>
    </button>
  );
}
