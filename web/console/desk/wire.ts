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
  sees_contact_data: boolean;
}

export interface Colleague {
  user: string;
  name: string;
  role: Role;
  is_away: boolean;
}

/** A conversation in a list. Times are ISO 8601, or null. */
export interface Line {
  conversation: string;
  revision: number;
  holder: Holder;
  since: string | null;
  person: string;
  user: string;
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
  "message.read": { sentiment: number | null; signs: readonly { sign: string; reason: string }[] };
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
  transferred: { by: string; name: string; user: string };
  "person.wrote": { client_id: string; name: string; user: string; text: string; draft: string };
  "note.written": { client_id: string; name: string; text: string };
  "draft.discarded": { turn: number; name: string };
  snoozed: { until: string | null; name: string };
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

export interface Ticket {
  number: string;
  subject: string;
  description: string;
  priority: string;
  state: string;
  owner: string;
  opened: string;
  conversation: string;
}
