/** Joins what is kept, sent and followed into one chat. */
import { call, isUnknown, type Answer } from "../../../shared/calls";
import type { Decision } from "../../../shared/cards";
import { follow, type Following } from "../../../shared/following";
import { dataOf, type Frame } from "../../../shared/sse";
import { readActivity, readConversation, readEvent, readOpened, type Opened, type VisibleEvent } from "../../../shared/wire";
import { posting } from "./bodies";
import { apply, EMPTY, fromRead, place } from "./fold";
import { greet } from "./greeting";
import { Identity } from "./identity";
import type { Keeping, Outgoing } from "./keeping";
import type { Line } from "./lines";
import { Opinions } from "./opinions";
import { Outbox } from "./outbox";
import { pressCard } from "./pressing";
import { linkHosts } from "./reply";
import { sending, type Sending } from "./sending";
import { newlySaid } from "./speaking";
import { speaking, UNASKED, wishForPerson, type Store } from "./state";
import { typing, type Typing } from "./typing";
import { strings } from "../strings";

export class ChatClient {
  readonly identity: Identity;
  readonly opinions: Opinions;
  readonly typing: Typing;
  private readonly post: Sending;
  private readonly outbox: Outbox;
  private following: Following | undefined;
  private opened: Opened | undefined;
  private stale = false;
  /** The event that sent us to read everything again; if it still does not fit, it is taken as it is. */
  private doubted = 0;

  constructor(
    private readonly api: string,
    private readonly keep: Keeping,
    private readonly store: Store,
    private readonly told: (event: VisibleEvent) => void,
  ) {
    this.identity = new Identity(api, keep, this);
    this.outbox = new Outbox(keep, store);
    this.opinions = new Opinions(store, (where, body) => this.tell(where, body));
    this.typing = typing(store, () => this.tell("typing", {}));
    this.post = sending({
      next: () => this.outbox.next(),
      deliver: (message) => this.deliver(message),
      accepted: (message, value) => this.accepted(message, value),
      refused: (message, problem) => this.outbox.mark(message.client_id, "refused", problem),
      waiting: (failures) => this.store.change({ failures }),
    });
  }

  start(): void {
    void greet(this.api, this.store);
    this.resume();
    this.post.go();
  }

  /** Keeps the message before anything is asked of the network. */
  send(text: string, more: Pick<Outgoing, "choice" | "handover"> = {}): void {
    this.outbox.add(text, more);
    this.post.go();
  }

  /** Asks for a person, once however often it is pressed. */
  askForPerson(): void {
    const wish = wishForPerson(this.store.now());
    if (wish) this.retry(wish.client_id);
    else this.send("", { handover: true });
  }

  /** Settles a card; while a press is on its way another does nothing. */
  press(id: string, decision: Decision): void {
    const { presses } = this.store.now();
    if (!this.opened || presses[id]?.state === "busy") return;
    void pressCard(
      decision,
      () => this.tell(`confirmations/${encodeURIComponent(id)}`, { decision }),
      (press) => this.store.change({ presses: { ...this.store.now().presses, [id]: press } }),
    );
  }

  orders(): Promise<Answer> {
    return this.tell("orders");
  }

  private tell(where: string, body?: object): Promise<Answer> {
    const { conversation = "", token = "" } = this.opened ?? {};
    return call(`${this.address(conversation)}/${where}`, { method: body ? "POST" : "GET", token, body });
  }

  retry(client_id: string): void {
    this.outbox.mark(client_id, "waiting");
    this.wake();
  }

  /** Takes a message that was not accepted out of the outbox, so that its text can be changed. */
  takeBack(client_id: string): void {
    this.outbox.remove(client_id);
  }

  /** Begins another conversation; what was not accepted goes along under new ids. */
  startAnew(): void {
    this.close();
    this.keep.keepConversation(undefined);
    this.store.change({ conversation: EMPTY, presses: {}, opinion: UNASKED, activity: undefined, failures: 0, lost: false });
    this.outbox.renew();
    this.post.go();
  }

  /** The network is back, or somebody looks again. */
  wake(): void {
    this.following?.wake();
    this.resume();
    this.post.go();
  }

  /** Another tab wrote: take up its conversation and its messages. */
  refresh(): void {
    const kept = this.keep.conversation();
    if (kept?.conversation !== this.opened?.conversation) {
      this.close();
      this.store.change({ conversation: EMPTY, activity: undefined, lost: false });
      this.resume();
    }
    this.outbox.takeUp();
  }

  /** Stops listening, as a page does that nobody looks at; `wake` goes on. */
  pause(): void {
    this.following?.stop();
    this.following = undefined;
  }

  private close(): void {
    this.pause();
    this.opened = undefined;
  }

  private resume(): void {
    const kept = this.keep.conversation();
    this.outbox.clear();
    if (!kept || this.following || this.store.now().lost) return;
    this.opened = kept;
    this.stale = true;
    this.listen(kept);
  }

  private listen({ conversation, token }: Opened): void {
    this.following = follow({
      token,
      address: (after) => `${this.address(conversation)}/events?after=${after}`,
      after: () => this.store.now().conversation.cursor,
      prepare: () => this.prepare(conversation, token),
      take: (frame) => this.take(frame),
      connected: (connected, failures) => this.store.change({ failures: connected ? 0 : failures }),
      lost: () => this.lose(),
    });
  }

  private address(conversation: string): string {
    return `${this.api}/conversations/${encodeURIComponent(conversation)}`;
  }

  private async prepare(conversation: string, token: string): Promise<"ready" | "failed" | "lost"> {
    if (!this.stale) return "ready";
    const answer = await call(this.address(conversation), { token });
    if (answer.kind === "refused") return isUnknown(answer.status) ? "lost" : "failed";
    if (answer.kind === "later" || this.opened?.conversation !== conversation) return "failed";
    const read = fromRead(readConversation(answer.value));
    const held = this.store.now().conversation;
    this.stale = false;
    if (read.seen >= held.seen) this.store.change({ conversation: read });
    if (held.seen > 0) this.speak(held.lines);
    this.outbox.clear();
    return "ready";
  }

  private take(frame: Frame): boolean {
    const data = dataOf(frame);
    if (frame.event === "activity") {
      this.typing.seen(readActivity(data));
      return true;
    }
    const event = readEvent(frame.event, data);
    if (!event) return true;
    const held = this.store.now().conversation;
    const placed = place(held, event);
    if (placed === "held") return true;
    if (placed === "gap" && this.doubted !== event.data.number) {
      this.doubted = event.data.number;
      this.stale = true;
      return false;
    }
    this.store.change({ conversation: apply(held, event), ...(event.event !== "bot.part" && { activity: undefined }) });
    if (event.event === "customer.wrote") this.outbox.clear();
    this.speak(held.lines);
    this.told(event);
    return true;
  }

  private speak(before: readonly Line[]): void {
    const { conversation, desk, spoken } = this.store.now();
    const { lines } = conversation;
    const text = newlySaid(before, lines, desk?.assistant_label || strings.assistant, linkHosts(desk, lines));
    if (text) this.store.change({ spoken: speaking(spoken, text) });
  }

  private async deliver(message: Outgoing): Promise<Answer | "lost"> {
    const kept = this.keep.conversation();
    if (!kept) {
      const answer = await this.identity.open(message);
      if (answer.kind !== "done" || !message.handover) return answer;
      this.adopt(answer.value);
      return this.deliver(message);
    }
    const { conversation, token } = kept;
    const [where, body] = posting(message);
    const answer = await call(`${this.address(conversation)}/${where}`, { method: "POST", token, body });
    if (answer.kind !== "refused" || !isUnknown(answer.status)) return answer;
    this.lose();
    return "lost";
  }

  private accepted({ client_id, handover }: Outgoing, value: unknown): void {
    this.adopt(value);
    if (handover) this.takeBack(client_id);
    else this.outbox.mark(client_id, "accepted");
  }

  /** The conversation that the desk has just opened, unless there is one. */
  private adopt(value: unknown): void {
    const opened = readOpened(value);
    if (this.keep.conversation() || !opened.token) return;
    this.keep.keepConversation(opened);
    this.identity.adopted(opened);
    this.opened = opened;
    this.stale = false;
    this.listen(opened);
  }

  private lose(): void {
    this.close();
    this.store.change({ lost: true, activity: undefined });
  }
}
