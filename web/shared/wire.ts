/** What goes over the wire: docs/contract.md as types. */
import type { Choices, Offer, Order, Outcome, Receipt } from "./cards";

export interface Desk {
  name: string;
  greeting: string;
  suggested_questions: readonly string[];
  features: readonly string[];
  assistant_label: string;
  /** The longest message the desk takes. */
  message_characters: number;
  /** Where links in replies may lead, besides the articles they cite. */
  link_hosts: readonly string[];
}

const USUAL_CHARACTERS = 4000;

export type Holder = "bot" | "queue" | "person" | "closed";

export interface Citation {
  n: number;
  title: string;
  url?: string | null;
  section?: string | null;
  quote: string;
}

interface Facts {
  "customer.wrote": { client_id: string; text: string; choice?: string };
  "customer.bound": { name?: string };
  "bot.part": { turn: number; part: number; text: string; citations?: readonly Citation[] };
  "bot.finished": { turn: number; route: string; answers?: readonly number[]; controls?: readonly string[] };
  "choices.offered": Choices;
  "confirmation.offered": Offer;
  "confirmation.settled": { id: string; outcome: Outcome };
  receipt: Receipt;
  "turn.rated": { turn: number; helpful: boolean };
  rated: { score: number };
  notice: { code: string; text: string };
  "handover.started": { reason?: string };
  "person.joined": { name?: string };
  "person.wrote": { text: string; name?: string };
  "handed.back": object;
  closed: { reason?: string };
  reopened: object;
}

/** `previous` is the number of the visible event before this one. */
export interface Numbered {
  number: number;
  previous: number;
}

export type KnownEvent = { [Name in keyof Facts]: { event: Name; data: Facts[Name] & Numbered } }[keyof Facts];

/** An event a newer server may send: it counts for the order, and shows nothing. */
export interface OtherEvent {
  event: "other";
  data: Numbered;
}

export type VisibleEvent = KnownEvent | OtherEvent;

export interface Activity {
  kind: string;
  label: string;
}

export interface Opened {
  conversation: string;
  token: string;
  /** Kept by the frame: the host's site said whose it is. */
  signed_in?: boolean;
}

export interface Read {
  holder: Holder;
  last: number;
  events: readonly VisibleEvent[];
}

export interface Problem {
  /** Of the desk's own ones. */
  title?: string;
  detail: string;
  next_step: string;
}

const KNOWN: ReadonlySet<string> = new Set<keyof Facts>([
  "customer.wrote",
  "customer.bound",
  "bot.part",
  "bot.finished",
  "choices.offered",
  "confirmation.offered",
  "confirmation.settled",
  "receipt",
  "turn.rated",
  "rated",
  "notice",
  "handover.started",
  "person.joined",
  "person.wrote",
  "handed.back",
  "closed",
  "reopened",
]);

type Fields = Record<string, unknown>;

export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The event if it has a number, else undefined. */
export function readEvent(name: string, value: unknown): VisibleEvent | undefined {
  const data = fields(value);
  if (typeof data.number !== "number") return undefined;
  const numbered = { ...data, previous: typeof data.previous === "number" ? data.previous : 0 };
  return { event: KNOWN.has(name) ? name : "other", data: numbered } as unknown as VisibleEvent;
}

export function readActivity(value: unknown): Activity {
  const { kind, label } = fields(value);
  return { kind: text(kind), label: text(label) };
}

export function readDesk(value: unknown): Desk {
  const desk = fields(value);
  return {
    name: text(desk.name),
    greeting: text(desk.greeting),
    suggested_questions: texts(desk.suggested_questions),
    features: texts(desk.features),
    assistant_label: text(desk.assistant_label),
    message_characters: typeof desk.message_characters === "number" ? desk.message_characters : USUAL_CHARACTERS,
    link_hosts: texts(desk.link_hosts),
  };
}

export function readOpened(value: unknown): Opened {
  const { conversation, token, signed_in } = fields(value);
  return { conversation: text(conversation), token: text(token), ...(signed_in === true && { signed_in }) };
}

export function readConversation(value: unknown): Read {
  const { holder, last, events } = fields(value);
  const listed: readonly unknown[] = Array.isArray(events) ? events : [];
  return {
    holder: (text(holder) || "bot") as Holder,
    last: typeof last === "number" ? last : 0,
    events: listed.flatMap((item) => {
      const { event, data } = fields(item);
      return readEvent(text(event), data) ?? [];
    }),
  };
}

export function readOutcome(value: unknown): Outcome {
  return text(fields(value).outcome) as Outcome;
}

export function readOrders(value: unknown): readonly Order[] {
  const { orders } = fields(value);
  return Array.isArray(orders) ? (orders as readonly Order[]) : [];
}

export function readProblem(value: unknown): Problem {
  const problem = fields(value);
  return { title: text(problem.title), detail: text(problem.detail), next_step: text(problem.next_step) };
}
