/** What the console shows, in one value that changes by whole steps. */
import type { Problem } from "../../shared/wire";
import type { Queue } from "./lists";
import type { TicketFilter } from "./tickets";
import type { Account, CannedReplies, Colleague, Conversation, FoundLine, Line, Orders, Refund, Switched, Ticket, WholeTicket } from "./wire";

export type Dialog = "" | "palette" | "canned" | "help" | "hand-back" | "transfer" | "snooze" | "account" | "mode" | "refuse";
export type Place = Queue | "tickets";

/** What somebody sent and the log does not show yet. */
export interface Outgoing {
  client_id: string;
  conversation: string;
  kind: "reply" | "note";
  text: string;
  draft: "" | "sent" | "edited";
  state: "sending" | "refused";
  problem?: Problem;
}

export interface Toast {
  id: number;
  tone: "good" | "bad";
  text: string;
  detail: string;
  /** Others were faster: if a colleague has it by now, it can be taken over. */
  takeOver?: boolean;
}

export interface Typing {
  by: string;
  name: string;
  until: number;
}

export interface Open {
  id: string;
  state: "loading" | "ready" | "missing";
  conversation: Conversation | undefined;
  orders: Orders | undefined;
  canned: CannedReplies | undefined;
  /** The number of the event to show, for which a search found it; undefined: the end. */
  at: number | undefined;
  typing: readonly Typing[];
  failures: number;
}

export interface OpenedTicket {
  number: string;
  state: "loading" | "ready" | "missing";
  ticket: WholeTicket | undefined;
}

/** What a search found, and with which line. */
export interface Found {
  text: string;
  lines: readonly Line[];
  quotes: ReadonlyMap<string, FoundLine>;
}

export interface Desk {
  entry: "checking" | "out" | "in";
  entryProblem: Problem | undefined;
  me: Account | undefined;
  mode: Switched | undefined;
  lines: ReadonlyMap<string, Line>;
  loaded: boolean;
  failures: number;
  people: readonly Colleague[];
  refunds: readonly Refund[];
  tickets: readonly Ticket[] | undefined;
  /** Which of them are listed. */
  filter: TicketFilter;
  ticket: OpenedTicket | undefined;
  place: Place;
  open: Open | undefined;
  /** What is looked for; empty for the lists themselves. */
  search: string;
  found: Found | undefined;
  /** Text for the reply that is being written. */
  insert: string;
  outgoing: readonly Outgoing[];
  toasts: readonly Toast[];
  dialog: Dialog;
  busy: string;
  now: number;
}

export const FRESH: Desk = {
  entry: "checking",
  entryProblem: undefined,
  me: undefined,
  mode: undefined,
  lines: new Map(),
  loaded: false,
  failures: 0,
  people: [],
  refunds: [],
  tickets: undefined,
  filter: "all",
  ticket: undefined,
  place: "waiting",
  open: undefined,
  search: "",
  found: undefined,
  insert: "",
  outgoing: [],
  toasts: [],
  dialog: "",
  busy: "",
  now: Date.now(),
};

export interface Store {
  now: () => Desk;
  change: (part: Partial<Desk>) => void;
  subscribe: (listener: () => void) => () => void;
}

export function store(): Store {
  let desk = FRESH;
  const listeners = new Set<() => void>();
  return {
    now: () => desk,
    change: (part) => {
      desk = { ...desk, ...part };
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
