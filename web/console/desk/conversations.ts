/** The conversation that is open: read whole once, then followed. */
import { follow, type Following } from "../../shared/following";
import { dataOf, type Frame } from "../../shared/sse";
import { API, at, get } from "./calls";
import type { Open, Store } from "./state";
import type { CannedReplies, Conversation, Event, Orders } from "./wire";

const TYPING_MS = 5_000;

export class Conversations {
  private following: Following | undefined;

  constructor(
    private readonly store: Store,
    private readonly signedOut: () => void,
  ) {}

  open(id: string, shown?: number): void {
    this.close();
    const held = this.store.now().open;
    const kept = held?.id === id ? held.conversation : undefined;
    this.store.change({
      insert: "",
      open: { id, at: shown, state: kept ? "ready" : "loading", conversation: kept, orders: undefined, canned: undefined, typing: [], failures: 0 },
    });
    let stale = true;
    this.following = follow({
      token: "",
      address: (after) => `${API}${at(id, "events")}?after=${after}`,
      after: () => this.store.now().open?.conversation?.last ?? 0,
      prepare: async () => {
        if (!stale) return "ready";
        const outcome = await this.load(id);
        stale = outcome !== "ready";
        return outcome;
      },
      take: (frame) => this.take(id, frame),
      connected: (connected, failures) => this.change(id, { failures: connected ? 0 : failures }),
      lost: () => void this.lose(id),
    });
  }

  close(): void {
    this.following?.stop();
    this.following = undefined;
  }

  /** Nothing is open any more. */
  leave(): void {
    this.close();
    this.store.change({ open: undefined });
  }

  wake(): void {
    this.following?.wake();
  }

  private async load(id: string): Promise<"ready" | "failed" | "lost"> {
    const answer = await get(at(id));
    if (answer.kind === "refused") return answer.status === 401 || answer.status === 404 ? "lost" : "failed";
    if (answer.kind !== "done") return "failed";
    this.change(id, { state: "ready", conversation: answer.value as Conversation });
    void this.loadOrders(id);
    void this.loadCanned(id);
    return "ready";
  }

  /** As they are filled now. */
  async loadCanned(id: string): Promise<void> {
    const answer = await get(at(id, "canned-replies"));
    if (answer.kind === "done") this.change(id, { canned: answer.value as CannedReplies });
  }

  private async loadOrders(id: string): Promise<void> {
    const answer = await get(at(id, "orders"));
    if (answer.kind === "done") this.change(id, { orders: answer.value as Orders });
  }

  private take(id: string, frame: Frame): boolean {
    const { open } = this.store.now();
    if (open?.id !== id || !open.conversation) return true;
    if (frame.event === "activity") {
      const { kind, by, name } = dataOf(frame) as { kind: string; by: string; name: string };
      if (kind === "typing" || by === "bot") this.typing(open, by, name);
      return true;
    }
    const event = { event: frame.event, data: dataOf(frame) } as Event;
    const { conversation } = open;
    if (event.data.number <= conversation.last) return true;
    const typing = open.typing.filter(({ by }) => !event.event.startsWith(by));
    this.change(id, {
      typing,
      conversation: { ...conversation, last: event.data.number, events: [...conversation.events, event] },
    });
    if (event.event === "customer.bound") this.open(id, open.at); // the customer's panel is another now
    return true;
  }

  private typing(open: Open, by: string, name: string): void {
    const until = Date.now() + TYPING_MS;
    const others = open.typing.filter((each) => each.by !== by || each.name !== name);
    this.change(open.id, { typing: [...others, { by, name, until }] });
    setTimeout(() => {
      const now = this.store.now().open;
      if (now?.id === open.id) this.change(open.id, { typing: now.typing.filter((each) => each.until > Date.now()) });
    }, TYPING_MS + 50);
  }

  /** 401 and 404 both end a stream: only asking again tells which it was. */
  private async lose(id: string): Promise<void> {
    const answer = await get("/session");
    if (answer.kind === "refused") this.signedOut();
    else this.change(id, { state: "missing" });
  }

  private change(id: string, part: Partial<Open>): void {
    const { open } = this.store.now();
    if (open?.id === id) this.store.change({ open: { ...open, ...part } });
  }
}
