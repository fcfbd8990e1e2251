/** Joins what is kept, sent and followed into one chat. */
import { call, type Answer } from "../../../shared/calls";
import { follow, type Following } from "../../../shared/following";
import type { Frame } from "../../../shared/sse";
import { readActivity, readConversation, readDesk, readEvent, readOpened } from "../../../shared/wire";
import type { Opened, Problem, VisibleEvent } from "../../../shared/wire";
import { newId } from "../../../shared/ids";
import { backOff } from "../../../shared/waiting";
import { apply, EMPTY, fromRead, place } from "./fold";
import type { Keeping, Outgoing } from "./keeping";
import { newlyFinished, toSpeak } from "./reply";
import { sending, type Sending } from "./sending";
import { unseen, type Store } from "./state";

export class ChatClient {
  private readonly post: Sending;
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
    this.post = sending({
      next: () => this.keep.outbox().find(({ state }) => state === "waiting"),
      deliver: (message) => this.deliver(message),
      accepted: (message, value) => this.accepted(message, value),
      refused: (message, problem) => this.mark(message.client_id, "refused", problem),
      waiting: (failures) => this.store.change({ failures }),
    });
  }

  start(): void {
    void this.greet();
    this.resume();
    this.post.go();
  }

  /** Keeps the message before anything is asked of the network. */
  send(text: string): void {
    const message: Outgoing = { client_id: newId(), text, state: "waiting" };
    this.changeOutbox([...this.keep.outbox(), message]);
    this.post.go();
  }

  retry(client_id: string): void {
    this.mark(client_id, "waiting");
    this.wake();
  }

  /** Takes a message that was not accepted out of the outbox, so that its text can be changed. */
  takeBack(client_id: string): void {
    this.changeOutbox(this.keep.outbox().filter((message) => message.client_id !== client_id));
  }

  /** Begins another conversation; what was not accepted goes along under new ids. */
  startAnew(): void {
    this.close();
    this.keep.keepConversation(undefined);
    const left = this.keep.outbox().filter(({ state }) => state !== "accepted");
    const renamed = left.map(({ text }): Outgoing => ({ client_id: newId(), text, state: "waiting" }));
    this.store.change({ conversation: EMPTY, activity: undefined, failures: 0, lost: false });
    this.changeOutbox(renamed);
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
    const outbox = this.keep.outbox();
    const ids = new Set(outbox.map(({ client_id }) => client_id));
    // The other tab saw an event that is still on its way to this one.
    const passing = this.store.now().outbox.filter((message) => !ids.has(message.client_id));
    this.show([...passing.filter(({ state }) => state !== "refused"), ...outbox]);
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

  private async greet(failures = 0): Promise<void> {
    const answer = await call(`${this.api}/desk`);
    const { desk = readDesk(undefined) } = this.store.now();
    this.store.change({ desk: answer.kind === "done" ? readDesk(answer.value) : desk });
    if (answer.kind === "later") setTimeout(() => void this.greet(failures + 1), backOff(failures + 1));
  }

  private resume(): void {
    const kept = this.keep.conversation();
    this.changeOutbox(this.keep.outbox());
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
    if (held.seen > 0) this.speak(newlyFinished(held.lines, read.lines));
    this.changeOutbox(this.keep.outbox());
    return "ready";
  }

  private take(frame: Frame): boolean {
    const data = parsed(frame.data);
    if (frame.event === "activity") {
      this.store.change({ activity: readActivity(data) });
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
    const activity = event.event === "bot.part" ? this.store.now().activity : undefined;
    this.store.change({ conversation: apply(held, event), activity });
    this.follows(event);
    return true;
  }

  private follows(event: VisibleEvent): void {
    if (event.event === "customer.wrote") this.changeOutbox(this.keep.outbox());
    this.speak(toSpeak(event, this.store.now().conversation.lines));
    this.told(event);
  }

  private speak(text: string): void {
    if (text) this.store.change({ spoken: { text, turn: this.store.now().spoken.turn + 1 } });
  }

  private async deliver({ client_id, text }: Outgoing): Promise<Answer | "lost"> {
    const kept = this.keep.conversation();
    if (!kept) {
      const body = { client_id, text, locale: plainLocale(navigator.language) };
      return call(`${this.api}/conversations`, { method: "POST", body });
    }
    const { conversation, token } = kept;
    const body = { client_id, text };
    const answer = await call(`${this.address(conversation)}/messages`, { method: "POST", token, body });
    if (answer.kind !== "refused" || !isUnknown(answer.status)) return answer;
    this.lose();
    return "lost";
  }

  private accepted({ client_id }: Outgoing, value: unknown): void {
    const opened = readOpened(value);
    if (!this.keep.conversation() && opened.token) {
      this.keep.keepConversation(opened);
      this.opened = opened;
      this.stale = false;
      this.listen(opened);
    }
    this.mark(client_id, "accepted");
  }

  private lose(): void {
    this.close();
    this.store.change({ lost: true, activity: undefined });
  }

  private mark(client_id: string, state: Outgoing["state"], problem?: Problem): void {
    const change = (message: Outgoing): Outgoing =>
      message.client_id === client_id ? { client_id, text: message.text, state, ...(problem && { problem }) } : message;
    this.changeOutbox(this.keep.outbox().map(change));
  }

  private changeOutbox(outbox: readonly Outgoing[]): void {
    this.keep.keepOutbox(this.show(outbox));
  }

  private show(outbox: readonly Outgoing[]): readonly Outgoing[] {
    const left = unseen(outbox, this.store.now().conversation.lines);
    this.store.change({ outbox: left });
    return left;
  }
}

/** Some systems add what no language tag holds, as in "en-US@posix". */
function plainLocale(language: string): string {
  return /^[A-Za-z0-9-]{0,35}/.exec(language)?.[0] ?? "";
}

function isUnknown(status: number): boolean {
  return status === 401 || status === 404;
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
