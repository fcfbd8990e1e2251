/** What the views show, in one value that only grows by whole steps. */
import type { Activity, Desk } from "../../../shared/wire";
import { EMPTY, type Conversation, type Line } from "./fold";
import type { Outgoing } from "./keeping";

export interface Chat {
  desk: Desk | undefined;
  conversation: Conversation;
  outbox: readonly Outgoing[];
  activity: Activity | undefined;
  /** What a screen reader says next; `turn` makes equal texts differ. */
  spoken: { text: string; turn: number };
  /** Attempts in a row that did not reach the desk. */
  failures: number;
  /** The desk no longer knows this conversation. */
  lost: boolean;
}

export const FRESH: Chat = {
  desk: undefined,
  conversation: EMPTY,
  outbox: [],
  activity: undefined,
  spoken: { text: "", turn: 0 },
  failures: 0,
  lost: false,
};

export interface Store {
  now: () => Chat;
  change: (part: Partial<Chat>) => void;
  subscribe: (listener: () => void) => () => void;
}

export function store(): Store {
  let chat = FRESH;
  const listeners = new Set<() => void>();
  return {
    now: () => chat,
    change: (part) => {
      chat = { ...chat, ...part };
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The messages whose own event has not come yet. */
export function unseen(outbox: readonly Outgoing[], lines: readonly Line[]): readonly Outgoing[] {
  if (outbox.length === 0) return outbox;
  const seen = new Set(lines.map((line) => line.key));
  const left = outbox.filter((message) => !seen.has(message.client_id));
  return left.length === outbox.length ? outbox : left;
}

/** Whether a reply has begun and not ended. */
export function isReplying({ conversation }: Chat): boolean {
  return conversation.lines.some((line) => line.kind === "reply" && !line.finished);
}

/** Whether the customer is waiting for the assistant. */
export function awaitsReply({ conversation, outbox, lost, failures }: Chat): boolean {
  if (lost || failures > 1 || conversation.holder !== "bot") return false;
  return conversation.unanswered.length > 0 || outbox.some(({ state }) => state !== "refused");
}
