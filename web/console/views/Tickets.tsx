/** Tickets that are not closed; each leads to the conversation it was opened in. */
import { clean } from "../../shared/markdown";
import type { Ticket } from "../desk/wire";
import { ago } from "./time";

interface Props {
  tickets: readonly Ticket[] | undefined;
  open: (conversation: string) => void;
  now: number;
}

export function Tickets({ tickets, open, now }: Props) {
  if (!tickets) return <ul class="lines" aria-label="Loading" />;
  if (tickets.length === 0) {
    return (
      <div class="nothing">
        <strong>No open ticket</strong>
        <p>What the assistant or colleagues leave for later is listed here.</p>
      </div>
    );
  }
  return (
    <ul class="lines">
      {tickets.map((ticket) => (
        <li key={ticket.number}>
          <button type="button" class="row ticket" disabled={!ticket.conversation} onClick={() => open(ticket.conversation)}>
            <span class="row-body">
              <span class="row-top">
                <span class="row-name">{clean(ticket.subject)}</span>
                <span class="faint">{ago(ticket.opened, now)}</span>
              </span>
              <span class="row-text">{clean(ticket.description)}</span>
              <span class="chips">
                <span class="chip quiet">{ticket.number}</span>
                <span class="chip">{ticket.state}</span>
                {(ticket.priority === "high" || ticket.priority === "urgent") && (
                  <span class={`chip ${ticket.priority}`}>{ticket.priority}</span>
                )}
                {ticket.owner && <span class="chip quiet">{clean(ticket.owner)}</span>}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
