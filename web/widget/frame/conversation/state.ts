/** What the views show, in one value that only grows by whole steps. */
import type { Activity, Desk, Problem } from "../../../shared/wire";
import { EMPTY, type Conversation } from "./fold";
import type { Outgoing } from "./keeping";
import type { Line } from "./lines";
import type { Presses } from "./pressing";

export interface Spoken {
  text: string;
  turn: number;
}

const KEPT = 4; // What comes at once is said one after another; what was said long ago may go.

/** With one more text to say. */
export function speaking(spoken: readonly Spoken[], text: string): readonly Spoken[] {
  const turn = (spoken.at(-1)?.turn ?? 0) + 1;
  return [...spoken, { text, turn }].slice(-KEPT);
}

/** What the customer is about to say of the conversation, and has said of single answers. */
export interface Opinion {
  /** Of the whole: not asked for, asked for, on its way. */
  rating: "closed" | "open" | "busy";
  problem?: Problem | undefined;
  /** Asked at the end, and not wanted. */
  declined?: boolean;
  /** By turn, until its event comes. */
  helpful: Readonly<Record<number, boolean>>;
}

export const UNASKED: Opinion = { rating: "closed", helpful: {} };

export interface Chat {
  desk: Desk | undefined;
  conversation: Conversation;
  outbox: readonly Outgoing[];
  presses: Presses;
  opinion: Opinion;
  activity: Activity | undefined;
  /** What a screen reader says, newest last; `turn` tells equal texts apart. */
  spoken: readonly Spoken[];
  /** Attempts in a row that did not reach the desk. */
  failures: number;
  /** The desk no longer knows this conversation. */
  lost: boolean;
}

export const FRESH: Chat = {
  desk: undefined,
  conversation: EMPTY,
  outbox: [],
  presses: {},
  opinion: UNASKED,
  activity: undefined,
  spoken: [],
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
  return conversation.unanswered.length > 0 || outbox.some(({ state, handover }) => state !== "refused" && !handover);
}

/** The wish for a person, while it is on its way or has failed. */
export function wishForPerson({ outbox, conversation }: Chat): Outgoing | undefined {
  return conversation.holder === "bot" || conversation.holder === "closed"
    ? outbox.find(({ handover }) => handover)
    : undefined;
}

/** Whether there is something to rate, and nobody is being waited for. */
export function canRate(chat: Chat): boolean {
  const { lines, rated } = chat.conversation;
  const heard = lines.some((line) => line.kind === "person" || (line.kind === "reply" && line.finished));
  return heard && !rated && !chat.lost && !awaitsReply(chat);
}

/** At the end of a conversation its rating is asked for; before, when the customer wants to. */
export function asksForRating(chat: Chat): boolean {
  if (!canRate(chat)) return false;
  return chat.opinion.rating !== "closed" || (chat.conversation.holder === "closed" && !chat.opinion.declined);
}

export function canShowOrders({ desk, conversation }: Chat): boolean {
  return conversation.bound && !!desk?.features.includes("orders");
}
