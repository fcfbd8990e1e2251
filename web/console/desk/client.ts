/** Joins lists, the open conversation and what people do into one console. */
import { follow, type Following } from "../../shared/following";
import { dataOf, type Frame } from "../../shared/sse";
import type { Problem } from "../../shared/wire";
import { API, get, post, problemOf } from "./calls";
import { Calling } from "./calling";
import { Conversations } from "./conversations";
import { sorted } from "./lists";
import { Session } from "./session";
import type { Place, Store } from "./state";
import { Tickets } from "./tickets";
import type { Colleague, FoundLine, Line, Mode, Refund, Switched } from "./wire";
import { Work } from "./work";

const TICK_MS = 10_000; // waiting times are told in minutes
const SEARCH_MS = 200; // after the last key

export class Client {
  readonly session: Session;
  readonly conversations: Conversations;
  readonly work: Work;
  readonly tickets: Tickets;
  readonly calling: Calling;
  private following: Following | undefined;
  private revision = 0;
  private stale = true;
  private searching: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: Store) {
    this.session = new Session(
      store,
      () => this.listen(),
      () => this.stop(),
    );
    this.conversations = new Conversations(store, () => this.session.end());
    this.work = new Work(store, () => this.session.end());
    this.tickets = new Tickets(store, this.work);
    this.calling = new Calling(store, (id) => this.open(id));
  }

  start(): void {
    void this.session.begin();
    let before = Date.now();
    setInterval(() => {
      const now = Date.now();
      const { open } = this.store.now();
      this.store.change({ now, ...(open && { open: { ...open, typing: open.typing.filter(({ until }) => until > now) } }) });
      this.calling.pass(before);
      before = now;
      this.lookAtTickets();
    }, TICK_MS);
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.wake();
    });
  }

  go(place: Place): void {
    this.search("");
    this.store.change({ place });
    if (place === "tickets") void this.tickets.load();
    if (place === "refunds") void this.loadRefunds();
  }

  /** `at`: the number of the event to show; the end without one. */
  open(id: string, at?: number): void {
    this.tickets.leave();
    this.conversations.open(id, at);
  }

  openTicket(number: string): void {
    this.conversations.leave();
    this.tickets.open(number);
  }

  /** Neither a conversation nor a ticket is open any more. */
  leave(): void {
    this.conversations.leave();
    this.tickets.leave();
  }

  /** Into the reply that is being written. */
  insert(text: string): void {
    this.store.change({ insert: text });
  }

  /** The next conversation of the list that is shown, or the one before. */
  step(by: 1 | -1): void {
    const { place, search, open, ticket } = this.store.now();
    if (place === "tickets" && !search) {
      const next = beside(this.tickets.shown(), ({ number }) => number === ticket?.number, by);
      if (next) this.openTicket(next.number);
      return;
    }
    const next = beside(this.shown(), ({ conversation }) => conversation === open?.id, by);
    if (next) this.openFound(next.conversation);
  }

  /** Where the search found it, if there is one. */
  openFound(id: string): void {
    this.open(id, this.store.now().found?.quotes.get(id)?.number);
  }

  shown(): readonly Line[] {
    const { found, search, place, lines, me, now } = this.store.now();
    if (search) return found?.lines ?? [];
    return place === "tickets" ? [] : sorted(lines.values(), me?.user ?? "", now)[place];
  }

  search(text: string): void {
    clearTimeout(this.searching);
    this.store.change(text.trim() ? { search: text } : { search: "", found: undefined });
    if (text.trim()) this.searching = setTimeout(() => void this.find(text), SEARCH_MS);
  }

  private async find(text: string): Promise<void> {
    const answer = await get(`/conversations?search=${encodeURIComponent(text.trim())}`);
    if (this.store.now().search !== text) return;
    if (answer.kind !== "done") {
      this.work.refused(answer);
      return;
    }
    const { lines, found } = answer.value as { lines: Line[]; found: FoundLine[] };
    this.store.change({ found: { text, lines, quotes: new Map(found.map((each) => [each.conversation, each])) } });
  }

  private lookAtTickets(): void {
    if (this.store.now().place !== "tickets" || document.hidden) return;
    void this.tickets.load();
    void this.tickets.refresh();
  }

  /** What stood in the way, if anything did. */
  async turnSwitch(mode: Mode): Promise<Problem | undefined> {
    const answer = await post("/mode", { mode });
    if (answer.kind === "done") this.store.change({ mode: answer.value as Switched });
    return problemOf(answer);
  }

  private wake(): void {
    this.following?.wake();
    this.conversations.wake();
  }

  private listen(): void {
    this.stale = true;
    void this.loadPeople();
    void this.loadRefunds();
    this.following = follow({
      token: "",
      address: () => `${API}/events?after=${this.revision}`,
      after: () => this.revision,
      prepare: () => this.load(),
      take: (frame) => this.take(frame),
      connected: (connected, failures) => this.store.change({ failures: connected ? 0 : failures }),
      lost: () => this.session.end(),
    });
    const unsent = this.work.restore();
    const { open } = this.store.now();
    if (open) this.open(open.id, open.at);
    else if (unsent) this.open(unsent);
    void this.tickets.refresh();
  }

  private stop(): void {
    this.following?.stop();
    this.following = undefined;
    this.conversations.close();
  }

  private async load(): Promise<"ready" | "failed" | "lost"> {
    if (!this.stale) return "ready";
    const answer = await get("/conversations");
    if (answer.kind === "refused" && answer.status === 401) return "lost";
    if (answer.kind !== "done") return "failed";
    const { lines, revision } = answer.value as { lines: Line[]; revision: number };
    this.stale = false;
    this.revision = revision;
    this.store.change({ lines: new Map(lines.map((line) => [line.conversation, line])), loaded: true, now: Date.now() });
    return "ready";
  }

  private take(frame: Frame): boolean {
    if (frame.event === "mode") this.store.change({ mode: dataOf(frame) as Switched });
    const line = dataOf(frame) as Line | undefined;
    if (frame.event !== "line" || !line) return true;
    this.revision = line.revision;
    const before = this.store.now().lines.get(line.conversation);
    const lines = new Map(this.store.now().lines).set(line.conversation, line);
    const { found, open } = this.store.now();
    this.store.change({
      lines,
      now: Date.now(),
      ...(found && { found: { ...found, lines: found.lines.map((each) => (each.conversation === line.conversation ? line : each)) } }),
      ...(open?.id === line.conversation &&
        open.conversation && { open: { ...open, conversation: { ...open.conversation, line } } }),
    });
    this.calling.hear(before, line);
    if (before?.refunds.join() !== line.refunds.join()) void this.loadRefunds();
    return true;
  }

  async loadPeople(): Promise<void> {
    const answer = await get("/people");
    if (answer.kind === "done") this.store.change({ people: (answer.value as { people: Colleague[] }).people });
  }

  private async loadRefunds(): Promise<void> {
    const answer = await get("/refunds");
    if (answer.kind === "done") this.store.change({ refunds: (answer.value as { refunds: Refund[] }).refunds });
  }
}

/** The one after, or before, the one that is open; the first, or last, if none is. */
function beside<Each>(list: readonly Each[], isOpen: (each: Each) => boolean, by: 1 | -1): Each | undefined {
  const at = list.findIndex(isOpen);
  return at < 0 ? list[by > 0 ? 0 : list.length - 1] : list[at + by];
}
