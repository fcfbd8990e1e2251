/** What the customer said and the log does not show yet: kept before anything is asked of the network. */
import { newId } from "../../../shared/ids";
import type { Problem } from "../../../shared/wire";
import type { Keeping, Outgoing } from "./keeping";
import { unseen, type Store } from "./state";

export class Outbox {
  constructor(
    private readonly keep: Keeping,
    private readonly store: Store,
  ) {}

  next(): Outgoing | undefined {
    return this.keep.outbox().find(({ state }) => state === "waiting");
  }

  add(text: string, more: Pick<Outgoing, "choice" | "handover">): void {
    this.change([...this.keep.outbox(), { client_id: newId(), text, state: "waiting", ...more }]);
  }

  mark(client_id: string, state: Outgoing["state"], problem?: Problem): void {
    const marked = this.keep.outbox().map((message): Outgoing => {
      if (message.client_id !== client_id) return message;
      const { problem: before, ...rest } = message;
      const told = problem ?? (state === "refused" ? before : undefined);
      return { ...rest, state, ...(told && { problem: told }) };
    });
    this.change(marked);
  }

  remove(client_id: string): void {
    this.change(this.keep.outbox().filter((message) => message.client_id !== client_id));
  }

  /** For another conversation: what was not accepted goes along under new ids, picks as plain words. */
  renew(): void {
    const left = this.keep.outbox().filter(({ state }) => state !== "accepted");
    this.change(
      left.map(({ text, handover }): Outgoing => {
        return { client_id: newId(), text, state: "waiting", ...(handover && { handover }) };
      }),
    );
  }

  /** Lets go of what the log shows by now. */
  clear(): void {
    this.change(this.keep.outbox());
  }

  /** Another tab changed what is kept. */
  takeUp(): void {
    const kept = this.keep.outbox();
    const ids = new Set(kept.map(({ client_id }) => client_id));
    // The other tab saw an event that is still on its way to this one.
    const passing = this.store.now().outbox.filter(({ client_id, state, handover }) => {
      return !ids.has(client_id) && state !== "refused" && !handover;
    });
    this.show([...passing, ...kept]);
  }

  private change(outbox: readonly Outgoing[]): void {
    this.keep.keepOutbox(this.show(outbox));
  }

  private show(outbox: readonly Outgoing[]): readonly Outgoing[] {
    const left = unseen(outbox, this.store.now().conversation.lines);
    this.store.change({ outbox: left });
    return left;
  }
}
