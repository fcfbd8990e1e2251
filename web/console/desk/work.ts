/** What somebody does in a conversation. All of it can be repeated without harm. */
import type { Answer } from "../../shared/calls";
import { newId } from "../../shared/ids";
import { backOff } from "../../shared/waiting";
import { at, post, problemOf } from "./calls";
import { keepDraft, keepUnsent, letGo, unsentOf } from "./drafts";
import type { Outgoing, Store, Toast } from "./state";
import { paced } from "./typing";

const TOAST_MS = 6_000;

type Sent = Pick<Outgoing, "conversation" | "kind" | "text" | "draft">;

export class Work {
  private readonly typed = paced();
  private toasts = 0;

  constructor(
    private readonly store: Store,
    private readonly signedOut: () => void,
  ) {}

  /** Whether it was done; what stood in the way is told. `what`: take, close, reopen, snooze … */
  async does(id: string, what: string, body: object = {}): Promise<boolean> {
    this.store.change({ busy: what });
    const answer = await post(at(id, what), body);
    this.store.change({ busy: "" });
    if (answer.kind !== "done") this.refused(answer);
    return answer.kind === "done";
  }

  async decide(confirmation: string, decision: "approve" | "refuse", reason = ""): Promise<boolean> {
    this.store.change({ busy: confirmation });
    const answer = await post(`/refunds/${encodeURIComponent(confirmation)}`, { decision, reason });
    this.store.change({ busy: "" });
    if (answer.kind === "done") this.tell({ tone: "good", text: decision === "approve" ? "Refund approved" : "Refund refused", detail: "" });
    else this.refused(answer);
    return answer.kind === "done";
  }

  /** What an earlier page of this user sent in vain is shown again; where one is. */
  restore(): string | undefined {
    const outgoing = unsentOf(this.user);
    this.store.change({ outgoing });
    return outgoing.at(-1)?.conversation;
  }

  /** Shows it at once and sends it until the desk has it, once however often it is sent. */
  send(sent: Sent): void {
    const message: Outgoing = { ...sent, client_id: newId(), state: "sending" };
    this.store.change({ outgoing: [...this.store.now().outgoing, message] });
    keepUnsent(this.user, message);
    keepDraft(this.user, sent.conversation, sent.kind, "");
    void this.deliver(message);
  }

  again(message: Outgoing): void {
    this.mark(message.client_id, { state: "sending" });
    void this.deliver(message);
  }

  drop(client_id: string): void {
    letGo(this.user, client_id);
    this.store.change({ outgoing: this.store.now().outgoing.filter((each) => each.client_id !== client_id) });
  }

  typing(id: string): void {
    if (this.typed(id)) void post(at(id, "typing"));
  }

  tell(toast: Omit<Toast, "id">): void {
    this.toasts += 1;
    const id = this.toasts;
    this.store.change({ toasts: [...this.store.now().toasts, { ...toast, id }].slice(-3) });
    if (toast.tone === "good") setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  dismiss(id: number): void {
    this.store.change({ toasts: this.store.now().toasts.filter((each) => each.id !== id) });
  }

  private get user(): string {
    return this.store.now().me?.user ?? "";
  }

  private async deliver(message: Outgoing, failures = 0): Promise<void> {
    const { client_id, text, draft, kind, conversation } = message;
    const body = kind === "reply" ? { client_id, text, draft } : { client_id, text };
    const answer = await post(at(conversation, kind), body);
    if (answer.kind === "later") {
      const pause = Math.max(backOff(failures + 1), answer.seconds * 1000);
      setTimeout(() => void this.deliver(message, failures + 1), pause);
      return;
    }
    if (answer.kind === "done") {
      letGo(this.user, client_id);
      // Its event shows it; this only lets go of what another tab's event may never bring here.
      setTimeout(() => this.drop(client_id), TOAST_MS);
      return;
    }
    const problem = problemOf(answer);
    this.mark(client_id, { state: "refused", ...(problem && { problem }) });
    if (answer.status === 401) this.signedOut();
  }

  private mark(client_id: string, part: Partial<Outgoing>): void {
    const outgoing = this.store.now().outgoing.map((each) => (each.client_id === client_id ? { ...each, ...part } : each));
    this.store.change({ outgoing });
  }

  /** Tells what stood in the way. */
  refused(answer: Answer): void {
    if (answer.kind === "refused" && answer.status === 401) {
      this.signedOut();
      return;
    }
    const problem = problemOf(answer);
    const takeOver = answer.kind === "refused" && answer.status === 409;
    if (problem) this.tell({ tone: "bad", text: problem.detail, detail: problem.next_step, takeOver });
  }
}
