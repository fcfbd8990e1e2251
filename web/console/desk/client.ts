/** Joins lists, the open conversation and what people do into one console. */
import { follow, type Following } from "../../shared/following";
import { dataOf, type Frame } from "../../shared/sse";
import type { Problem } from "../../shared/wire";
import { API, get, post, problemOf } from "./calls";
import { Conversations } from "./conversations";
import { sorted } from "./lists";
import { Session } from "./session";
import type { Place, Store } from "./state";
import type { Colleague, Line, Mode, Refund, Switched, Ticket } from "./wire";
import { Work } from "./work";

const TICK_MS = 10_000; // waiting times are told in minutes
const SEARCH_MS = 200; // after the last key

export class Client {
  readonly session: Session;
  readonly conversations: Conversations;
  readonly work: Work;
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
  }

  start(): void {
    void this.session.begin();
    setInterval(() => {
      const now = Date.now();
      const { open } = this.store.now();
      this.store.change({ now, ...(open && { open: { ...open, typing: open.typing.filter(({ until }) => until > now) } }) });
    }, TICK_MS);
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.wake();
    });
  }

  go(place: Place): void {
    this.store.change({ place, found: undefined });
    if (place === "tickets") void this.loadTickets();
    if (place === "refunds") void this.loadRefunds();
  }

  open(id: string): void {
    this.conversations.open(id);
  }

  /** The next conversation of the list that is shown, or the one before. */
  step(by: 1 | -1): void {
    const lines = this.shown();
    const at = lines.findIndex(({ conversation }) => conversation === this.store.now().open?.id);
    const next = at < 0 ? lines[by > 0 ? 0 : lines.length - 1] : lines[at + by];
    if (next) this.open(next.conversation);
  }

  shown(): readonly Line[] {
    const { found, place, lines, me, now } = this.store.now();
    if (found) return found;
    return place === "tickets" ? [] : sorted(lines.values(), me?.user ?? "", now)[place];
  }

  search(text: string): void {
    clearTimeout(this.searching);
    if (!text.trim()) {
      this.store.change({ found: undefined });
      return;
    }
    this.searching = setTimeout(() => {
      void get(`/conversations?search=${encodeURIComponent(text.trim())}`).then((answer) => {
        if (answer.kind === "done") this.store.change({ found: (answer.value as { lines: Line[] }).lines });
      });
    }, SEARCH_MS);
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
    const { open } = this.store.now();
    if (open) this.open(open.id);
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
      ...(found && { found: found.map((each) => (each.conversation === line.conversation ? line : each)) }),
      ...(open?.id === line.conversation &&
        open.conversation && { open: { ...open, conversation: { ...open.conversation, line } } }),
    });
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

  private async loadTickets(): Promise<void> {
    const answer = await get("/tickets");
    if (answer.kind === "done") this.store.change({ tickets: (answer.value as { tickets: Ticket[] }).tickets });
  }
}
