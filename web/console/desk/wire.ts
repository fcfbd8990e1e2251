/** What the desk tells its people: docs/console.md as types. The desk is our own, so its shapes are taken as they come. */
import type { Amount, Order } from "../../shared/cards";
import type { Citation, Holder } from "../../shared/wire";

export type Role = "agent" | "lead" | "admin";
export type Priority = "normal" | "high" | "urgent";
export type Level = "visitor" | "claimed" | "verified";

export interface Account {
  user: string;
  name: string;
  role: Role;
  is_away: boolean;
  has_password: boolean;
  desk: string;
  support_email: string;
  decides_refunds: boolean;
  turns_switch: boolean;
  sees_contact_data: boolean;
}

export const MODES = ["bot", "drafts", "people"] as const;
export type Mode = (typeof MODES)[number];

/** How the whole desk's switch stands. */
export interface Switched {
  mode: Mode;
  by: string;
  at: string | null;
}

export interface Colleague {
  user: string;
  name: string;
  role: Role;
  is_away: boolean;
}

/** Whose a waiting conversation is to take, and why. */
export interface Marked {
  user: string;
  name: string;
  reason: string;
  at: string;
}

export type Target = "first_reply" | "next_reply" | "resolution";

/** A conversation in a list. Times are ISO 8601, or null. */
export interface Line {
  conversation: string;
  revision: number;
  holder: Holder;
  since: string | null;
  person: string;
  user: string;
  assigned: Marked | null;
  customer: string;
  name: string;
  level: Level;
  locale: string;
  language: string;
  topic: string;
  reason: string;
  priority: Priority;
  text: string;
  by: "" | "customer" | "person";
  at: string | null;
  awaits: string | null;
  /** What people have to do first, and by when. */
  due: { target: Target; at: string } | null;
  snoozed: string | null;
  refunds: readonly string[];
  has_draft: boolean;
  score: number;
  resolved: string;
}

export interface Customer {
  id: string;
  name: string;
  level: Level;
  email: string;
  phone: string;
  plan: string;
  status: string;
}

interface Titled {
  title: string;
  section: string;
}

/** What whoever takes over should know first. */
export interface Summary {
  problem: string;
  tried: string;
  verified: string;
  mood: string;
  wish: string;
}

interface Facts {
  "customer.wrote": { client_id: string; text: string };
  "customer.bound": { name: string; level: Level };
  "turn.started": { turn: number; attempt: number };
  decided: { decision: string; reason: string; language: string; topic: string };
  recalled: { query: string; reason: string; passages: readonly Titled[] };
  "message.read": { message: number; by: "words" | "model"; sentiment: number | null; signs: readonly { sign: string; reason: string }[] };
  "reply.scored": { turn: number; score: number; band: string; draft: string; signals: readonly Signal[] };
  "action.started": { use: string; name: string; arguments: Record<string, unknown>; risk: string; by: string };
  "action.finished": { turn: number | null; use: string; name: string; status: string; text: string; passages: readonly Titled[] };
  "piece.withheld": { text: string; reason: string };
  "ticket.opened": { ticket: string };
  "identity.refused": { reason: string };
  summarized: { text: string };
  "handover.summarized": Summary;
  "bot.part": { turn: number; text: string; citations: readonly Citation[] };
  "bot.finished": { turn: number; route: string };
  "turn.rated": { turn: number; helpful: boolean };
  "choices.offered": { title: string; choices: readonly { id: string; label: string }[] };
  "confirmation.offered": Offer;
  "confirmation.settled": { id: string; outcome: string };
  receipt: { id: string; text: string; reference: string; amount: Amount };
  notice: { code: string; text: string };
  rated: { score: number; text: string };
  "handover.started": { reason: string; priority: Priority; rule: string };
  "person.joined": { name: string; user: string };
  assigned: { name: string; user: string; reason: string };
  transferred: { by: string; name: string; user: string; reason: string };
  "person.wrote": { client_id: string; name: string; user: string; text: string; draft: string };
  "note.written": { client_id: string; name: string; text: string };
  "draft.discarded": { turn: number; name: string };
  snoozed: { until: string | null; name: string };
  "target.missed": { target: Target; due: string };
  "handed.back": { guidance: string; name: string };
  closed: { reason: string; name: string; resolved: string };
  "reply.mailed": { first: number; through: number };
  "came.back": Record<string, never>;
  reopened: { name: string };
}

export type EventName = keyof Facts;
export type FactsOf<Name extends EventName> = Facts[Name];

export interface Signal {
  name: string;
  value: number;
  reason: string;
}

export interface Offer {
  id: string;
  title: string;
  order: string;
  reason: string;
  lines: readonly { label: string; amount: Amount }[];
  amount: Amount;
}

export type Event = { [Name in keyof Facts]: { event: Name; data: Facts[Name] & { number: number; at: string } } }[keyof Facts];

export interface Conversation {
  line: Line;
  last: number;
  customer: Customer | null;
  events: readonly Event[];
}

export interface Refund {
  confirmation: string;
  conversation: string;
  order: string;
  customer: string;
  name: string;
  amount: Amount;
  items: readonly string[];
  reason: string;
  offered: string;
}

export interface Orders {
  orders: readonly Order[];
  reachable: boolean;
}

export const TICKET_STATES = ["open", "waiting", "solved", "closed"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export interface Ticket {
  number: string;
  subject: string;
  description: string;
  category: string;
  priority: string;
  state: TicketState;
  owner: string;
  opened: string;
  customer: string;
  name: string;
  conversation: string;
}

/** A reply, or a change of state or owner, by `customer`, `desk` or a colleague. */
export interface TicketStep {
  at: string;
  by: string;
  text: string;
  state: TicketState | null;
  owner: string | null;
}

export interface WholeTicket extends Ticket {
  history: readonly TicketStep[];
}

/** The line of a transcript for which a search found its conversation. */
export interface FoundLine {
  conversation: string;
  number: number;
  by: "customer" | "bot" | "person" | "note" | "desk";
  text: string;
}

export interface CannedReply {
  name: string;
  language: string;
  title: string;
  text: string;
}

export interface CannedReplies {
  replies: readonly CannedReply[];
  /** `order` for `{order}`: what a text that is sent must not hold any more. */
  blanks: readonly string[];
  problems: readonly string[];
}
