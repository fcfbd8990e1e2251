/** A conversation as the customer sees it: a pure fold of its visible events. */
import type { Holder, KnownEvent, Read, VisibleEvent } from "../../../shared/wire";
import { answered, changed, type Line, type NoteCode } from "./lines";

export interface Conversation {
  lines: readonly Line[];
  holder: Holder;
  person: string;
  /** Whether the desk knows which customer this is. */
  bound: boolean;
  /** The customer's rating of the whole; 0 until there is one. */
  rated: number;
  /** Numbers of the customer's messages that neither a turn nor a person has answered yet. */
  unanswered: readonly number[];
  /** The last visible event held: what the next one's `previous` must name. */
  seen: number;
  /** Where reading goes on. */
  cursor: number;
}

export const EMPTY: Conversation = {
  lines: [],
  holder: "bot",
  person: "",
  bound: false,
  rated: 0,
  unanswered: [],
  seen: 0,
  cursor: 0,
};

/** "gap": something visible lies between what is held and this event. */
export function place(held: Conversation, { data }: VisibleEvent): "held" | "next" | "gap" {
  if (data.number <= held.seen) return "held";
  return data.previous === held.seen ? "next" : "gap";
}

export function fromRead(read: Read): Conversation {
  const folded = read.events.reduce(apply, EMPTY);
  return { ...folded, holder: read.holder, cursor: Math.max(read.last, folded.seen) };
}

export function apply(held: Conversation, event: VisibleEvent): Conversation {
  const { number } = event.data;
  const told = event.event === "other" ? held : tell(held, event);
  return { ...told, seen: number, cursor: Math.max(number, held.cursor) };
}

function tell(held: Conversation, event: KnownEvent): Conversation {
  if (isNote(event)) return { ...note(held, event), ...passed(held, event) };
  const next = { ...held, lines: changed(held.lines, event) };
  switch (event.event) {
    case "customer.wrote":
      return wrote(next, event.data);
    case "customer.bound":
      return { ...next, bound: true };
    case "bot.finished": {
      const { answers = [] } = event.data;
      return { ...next, unanswered: held.unanswered.filter((number) => !answers.includes(number)) };
    }
    case "person.wrote":
      return personWrote(next, event.data);
    default:
      return next;
  }
}

type Data<Name extends KnownEvent["event"]> = Extract<KnownEvent, { event: Name }>["data"];

function wrote(held: Conversation, { number, client_id, text, choice }: Data<"customer.wrote">): Conversation {
  const line: Line = { kind: "customer", key: client_id || String(number), text };
  return {
    ...held,
    lines: [...answered(held.lines, choice), line],
    unanswered: [...held.unanswered, number],
  };
}

function personWrote(held: Conversation, { number, text, name }: Data<"person.wrote">): Conversation {
  const line: Line = { kind: "person", key: String(number), name: name || held.person, text };
  return { ...held, lines: [...held.lines, line], unanswered: [] };
}

type Noted = Extract<KnownEvent, { event: NoteCode }>;

const NOTES: ReadonlySet<string> = new Set<NoteCode>([
  "notice",
  "handover.started",
  "person.joined",
  "handed.back",
  "closed",
  "reopened",
  "rated",
]);

function isNote(event: KnownEvent): event is Noted {
  return NOTES.has(event.event);
}

function note(held: Conversation, event: Noted): Conversation {
  const line: Line = { kind: "note", key: String(event.data.number), code: event.event, detail: detail(event) };
  return { ...held, lines: [...changed(held.lines, event), line] };
}

function detail(event: Noted): string {
  switch (event.event) {
    case "notice":
      return event.data.text;
    case "person.joined":
      return event.data.name ?? "";
    case "rated":
      return String(event.data.score);
    default:
      return "";
  }
}

/** Who holds the conversation after this event. */
function passed(held: Conversation, event: Noted): Partial<Conversation> {
  switch (event.event) {
    case "handover.started":
      return { holder: "queue" };
    case "person.joined":
      return { holder: "person", person: event.data.name ?? held.person };
    case "closed":
      return { holder: "closed", unanswered: [] };
    case "handed.back":
    case "reopened":
      return { holder: "bot", person: "" };
    case "rated":
      return { rated: event.data.score };
    case "notice":
      return {};
  }
}
