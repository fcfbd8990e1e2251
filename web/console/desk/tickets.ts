/** Tickets: the list, the one that is open, and what is done with it. */
import { get, post } from "./calls";
import type { Store } from "./state";
import type { Ticket, TicketState, WholeTicket } from "./wire";
import type { Work } from "./work";
import type { Answer } from "../../shared/calls";

export type TicketFilter = TicketState | "all" | "mine" | "nobodys";

export class Tickets {
  constructor(
    private readonly store: Store,
    private readonly work: Work,
  ) {}

  /** Those of the filter that is set; what is shown stays until they are here. */
  async load(): Promise<void> {
    const { filter } = this.store.now();
    const isState = filter === "solved" || filter === "closed" || filter === "open" || filter === "waiting";
    const answer = await get(isState ? `/tickets?state=${filter}` : "/tickets");
    if (answer.kind === "done" && this.store.now().filter === filter) {
      this.store.change({ tickets: (answer.value as { tickets: Ticket[] }).tickets });
    }
  }

  choose(filter: TicketFilter): void {
    this.store.change({ filter });
    void this.load();
  }

  shown(): readonly Ticket[] {
    const { tickets = [], filter, me } = this.store.now();
    if (filter === "mine") return tickets.filter(({ owner }) => owner !== "" && owner === me?.name);
    if (filter === "nobodys") return tickets.filter(({ owner }) => owner === "");
    return tickets;
  }

  open(number: string): void {
    const known = this.store.now().ticket;
    if (known?.number !== number) this.store.change({ ticket: { number, state: "loading", ticket: undefined } });
    void this.refresh();
  }

  leave(): void {
    this.store.change({ ticket: undefined });
  }

  /** The open one as it is now. */
  async refresh(): Promise<void> {
    const { ticket } = this.store.now();
    if (!ticket) return;
    const answer = await get(at(ticket.number));
    if (answer.kind === "done") this.take(ticket.number, answer);
    else if (answer.kind === "refused" && answer.status === 404) this.put(ticket.number, { state: "missing" });
  }

  /** Whether the desk has it. Sent again it is kept once: `seen` says what the writer had read. */
  async reply(ticket: WholeTicket, text: string): Promise<boolean> {
    const done = await this.does(ticket, "reply", { text, seen: ticket.history.length });
    if (!done) void this.refresh();
    return done;
  }

  /** To a colleague by account, or to nobody. */
  assign(ticket: WholeTicket, to: string): Promise<boolean> {
    return this.does(ticket, "assign", { to });
  }

  change(ticket: WholeTicket, state: TicketState): Promise<boolean> {
    return this.does(ticket, "state", { state });
  }

  private async does(ticket: WholeTicket, what: string, body: object): Promise<boolean> {
    this.store.change({ busy: ticket.number });
    const answer = await post(at(ticket.number, what), body);
    this.store.change({ busy: "" });
    if (answer.kind !== "done") {
      this.work.refused(answer);
      return false;
    }
    this.take(ticket.number, answer);
    void this.load();
    return true;
  }

  private take(number: string, answer: Answer): void {
    if (answer.kind === "done") this.put(number, { state: "ready", ticket: answer.value as WholeTicket });
  }

  private put(number: string, part: { state: "ready" | "missing"; ticket?: WholeTicket }): void {
    const { ticket } = this.store.now();
    if (ticket?.number === number) this.store.change({ ticket: { ...ticket, ...part } });
  }
}

function at(number: string, what = ""): string {
  return `/tickets/${encodeURIComponent(number)}${what && `/${what}`}`;
}
