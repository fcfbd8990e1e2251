/** What stands in the conversation, line by line, and how events change it. */
import type { Choices, Offer, Outcome, Receipt } from "../../../shared/cards";
import type { Part } from "../../../shared/reply";
import type { KnownEvent } from "../../../shared/wire";

export type NoteCode = "notice" | "handover.started" | "person.joined" | "handed.back" | "closed" | "reopened" | "rated";

export type Line =
  | { kind: "customer"; key: string; text: string }
  | ReplyLine
  | OfferLine
  | ChoicesLine
  | { kind: "receipt"; key: string; receipt: Receipt }
  | { kind: "person"; key: string; name: string; text: string }
  | { kind: "note"; key: string; code: NoteCode; detail: string };

export interface ReplyLine {
  kind: "reply";
  key: string;
  turn: number;
  parts: readonly Part[];
  finished: boolean;
  /** What the customer may do about it, besides answering. */
  controls: readonly string[];
  /** What the customer said of it, if anything. */
  helpful?: boolean;
}

export interface OfferLine {
  kind: "offer";
  key: string;
  offer: Offer;
  outcome?: Outcome;
  /** Its receipt is there. */
  received: boolean;
}

export interface ChoicesLine {
  kind: "choices";
  key: string;
  choices: Choices;
  open: boolean;
  picked: string;
}

type Data<Name extends KnownEvent["event"]> = Extract<KnownEvent, { event: Name }>["data"];
type Lines = readonly Line[];

/** What the bot's events do to the lines; others change none here. */
export function changed(lines: Lines, event: KnownEvent): Lines {
  switch (event.event) {
    case "bot.part":
      return withPart(lines, event.data);
    case "bot.finished":
      return finish(lines, event.data);
    case "turn.rated":
      return rate(lines, event.data);
    case "choices.offered":
      return choose(lines, event.data);
    case "confirmation.offered":
      return offer(lines, event.data);
    case "confirmation.settled":
      return settle(lines, event.data);
    case "receipt":
      return receive(lines, event.data);
    case "notice":
      return event.data.code === "refund_refused" ? refuse(lines) : lines;
    default:
      return lines;
  }
}

function withPart(lines: Lines, { turn, text, citations = [] }: Data<"bot.part">): Lines {
  const part: Part = { text, citations };
  const at = lines.findLastIndex((line) => line.kind === "reply" && line.turn === turn);
  const reply = lines[at];
  if (reply?.kind !== "reply") {
    return [...lines, { kind: "reply", key: `turn-${turn}`, turn, parts: [part], finished: false, controls: [] }];
  }
  return lines.with(at, { ...reply, parts: [...reply.parts, part] });
}

function finish(lines: Lines, { turn, controls = [] }: Data<"bot.finished">): Lines {
  return lines.map((line) =>
    line.kind === "reply" && line.turn === turn ? { ...line, finished: true, controls } : line,
  );
}

function rate(lines: Lines, { turn, helpful }: Data<"turn.rated">): Lines {
  return lines.map((line) => (line.kind === "reply" && line.turn === turn ? { ...line, helpful } : line));
}

function offer(lines: Lines, data: Data<"confirmation.offered">): Lines {
  return [...lines, { kind: "offer", key: `offer-${data.id}`, offer: data, received: false }];
}

function settle(lines: Lines, { id, outcome }: Data<"confirmation.settled">): Lines {
  return lines.map((line) => (line.kind === "offer" && line.offer.id === id ? { ...line, outcome } : line));
}

function receive(lines: Lines, data: Data<"receipt">): Lines {
  const received = lines.map((line) =>
    line.kind === "offer" && line.offer.id === data.id ? { ...line, received: true } : line,
  );
  return [...received, { kind: "receipt", key: `receipt-${data.id}`, receipt: data }];
}

/** The notice names no card: it is about the only one that may still be paid, or no card changes. */
function refuse(lines: Lines): Lines {
  const [card, other] = lines.filter(mayBePaid);
  return card && !other ? lines.with(lines.indexOf(card), { ...card, outcome: "refused" }) : lines;
}

function mayBePaid(line: Line): line is OfferLine {
  return line.kind === "offer" && !line.received && (line.outcome === "confirmed" || line.outcome === "with_person");
}

function choose(lines: Lines, data: Data<"choices.offered">): Lines {
  return [...lines, { kind: "choices", key: `choices-${data.id}`, choices: data, open: true, picked: "" }];
}

/** Whatever the customer writes, open choices are over; the pick stays marked. */
export function answered(lines: Lines, choice = ""): Lines {
  return lines.map((line) => (line.kind === "choices" && line.open ? { ...line, open: false, picked: choice } : line));
}
