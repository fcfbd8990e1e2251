/** A conversation as the customer sees it: a pure fold of its visible events. */
import type { Citation, Holder, KnownEvent, Read, VisibleEvent } from "../../../shared/wire";

export interface Part {
  text: string;
  citations: readonly Citation[];
}

export type NoteCode = "notice" | "handover.started" | "person.joined" | "handed.back" | "closed" | "reopened";

export type Line =
  | { kind: "customer"; key: string; text: string }
  | { kind: "reply"; key: string; turn: number; parts: readonly Part[]; finished: boolean }
  | { kind: "person"; key: string; name: string; text: string }
  | { kind: "note"; key: string; code: NoteCode; detail: string };

export interface Conversation {
  lines: readonly Line[];
  holder: Holder;
  person: string;
  /** Numbers of the customer's messages that no turn has answered yet. */
  unanswered: readonly number[];
  /** The last visible event held: what the next one's `previous` must name. */
  seen: number;
  /** Where reading goes on. */
  cursor: number;
}

export const EMPTY: Conversation = { lines: [], holder: "bot", person: "", unanswered: [], seen: 0, cursor: 0 };

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
  const key = String(event.data.number);
  switch (event.event) {
    case "customer.wrote":
      return {
        ...held,
        lines: [...held.lines, { kind: "customer", key: event.data.client_id || key, text: event.data.text }],
        unanswered: held.holder === "bot" ? [...held.unanswered, event.data.number] : held.unanswered,
      };
    case "bot.part":
      return { ...held, lines: withPart(held.lines, event.data) };
    case "bot.finished":
      return finish(held, event.data);
    case "person.wrote": {
      const name = event.data.name ?? held.person;
      return { ...held, lines: [...held.lines, { kind: "person", key, name, text: event.data.text }] };
    }
    default:
      return { ...note(held, event), ...passed(held, event) };
  }
}

type Noted = Extract<KnownEvent, { event: NoteCode }>;

function note(held: Conversation, event: Noted): Conversation {
  const line: Line = { kind: "note", key: String(event.data.number), code: event.event, detail: detail(event) };
  return { ...held, lines: [...held.lines, line] };
}

function detail(event: Noted): string {
  switch (event.event) {
    case "notice":
      return event.data.text;
    case "person.joined":
      return event.data.name ?? "";
    case "handover.started":
    case "closed":
      return event.data.reason ?? "";
    default:
      return "";
  }
}

/** Who holds the conversation after this event. */
function passed(held: Conversation, event: Noted): Partial<Conversation> {
  switch (event.event) {
    case "handover.started":
      return { holder: "queue", unanswered: [] };
    case "person.joined":
      return { holder: "person", person: event.data.name ?? held.person, unanswered: [] };
    case "closed":
      return { holder: "closed", unanswered: [] };
    case "handed.back":
    case "reopened":
      return { holder: "bot", person: "" };
    case "notice":
      return {};
  }
}

type PartSent = Extract<KnownEvent, { event: "bot.part" }>["data"];

function withPart(lines: readonly Line[], { turn, text, citations = [] }: PartSent): readonly Line[] {
  const part: Part = { text, citations };
  const at = lines.findLastIndex((line) => line.kind === "reply" && line.turn === turn);
  const reply = lines[at];
  if (reply?.kind !== "reply") {
    return [...lines, { kind: "reply", key: `turn-${turn}`, turn, parts: [part], finished: false }];
  }
  return lines.with(at, { ...reply, parts: [...reply.parts, part] });
}

type Finished = Extract<KnownEvent, { event: "bot.finished" }>["data"];

function finish(held: Conversation, { turn, answers = [] }: Finished): Conversation {
  return {
    ...held,
    lines: held.lines.map((line) =>
      line.kind === "reply" && line.turn === turn ? { ...line, finished: true } : line,
    ),
    unanswered: held.unanswered.filter((number) => !answers.includes(number)),
  };
}
