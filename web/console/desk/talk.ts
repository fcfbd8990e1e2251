/** A conversation as people at the desk read it: a pure fold of its events. */
import type { Citation } from "../../shared/wire";
import type { Part } from "../../shared/reply";
import type { Event, Offer, Signal, Summary } from "./wire";
import { words } from "../words";
import { MoodReading, type Mood } from "./mood";

export interface Step {
  key: string;
  kind: "decided" | "read" | "found" | "did" | "withheld" | "scored";
  title: string;
  detail: string;
  failed?: boolean;
}

export interface TurnItem {
  kind: "turn";
  key: string;
  at: string;
  turn: number;
  parts: readonly Part[];
  steps: readonly Step[];
  route: string;
  helpful?: boolean;
}

export interface OfferItem {
  kind: "offer";
  key: string;
  at: string;
  offer: Offer;
  /** In words. */
  outcome: string;
}

export type Item =
  | { kind: "customer"; key: string; at: string; text: string }
  | { kind: "person"; key: string; at: string; name: string; user: string; text: string; draft: string }
  | { kind: "note"; key: string; at: string; name: string; text: string }
  | { kind: "told"; key: string; at: string; text: string; quoted?: string }
  | { kind: "receipt"; key: string; at: string; text: string; reference: string }
  | OfferItem
  | TurnItem;

/** What the bot would have said, and why it did not. */
export interface Draft {
  turn: number;
  text: string;
  score: number;
  signals: readonly Signal[];
  /** Titles of the articles that were found for it, and what was looked up. */
  sources: readonly string[];
}

export interface Talk {
  items: readonly Item[];
  draft: Draft | undefined;
  /** client_ids of what is in the log by now. */
  said: ReadonlySet<string>;
  sources: readonly Citation[];
  summary: Summary | undefined;
  mood: Mood | undefined;
  /** Numbers of those that were opened in it. */
  tickets: readonly string[];
}

export function talkOf(events: readonly Event[]): Talk {
  const reading = new Reading();
  for (const event of events) reading.take(event);
  return reading.finish();
}

class Reading {
  private items: Item[] = [];
  private draft: Draft | undefined;
  private summary: Summary | undefined;
  /** What the open turn has found. */
  private found: readonly string[] = [];
  /** How messages were read that no turn has taken up yet. */
  private read: readonly Step[] = [];
  private readonly mood = new MoodReading();
  private readonly tickets: string[] = [];
  private readonly said = new Set<string>();
  private readonly sources = new Map<string, Citation>();

  finish(): Talk {
    return { items: this.items.filter(isShown), draft: this.draft, said: this.said, sources: [...this.sources.values()], summary: this.summary, mood: this.mood.finish(), tickets: this.tickets };
  }

  take(event: Event): void {
    this.mood.take(event);
    if (this.spoken(event) || this.turned(event) || this.stepped(event)) return;
    const told = words.told(event);
    if (told) this.items.push({ kind: "told", ...place(event), ...told });
  }

  private spoken(event: Event): boolean {
    const { key, at } = place(event);
    switch (event.event) {
      case "customer.wrote":
        this.items.push({ kind: "customer", key, at, text: event.data.text });
        return true;
      case "person.wrote":
        this.said.add(event.data.client_id);
        this.draft = undefined;
        this.items.push({ ...event.data, kind: "person", key });
        return true;
      case "note.written":
        this.said.add(event.data.client_id);
        this.items.push({ ...event.data, kind: "note", key });
        return true;
      case "receipt":
        this.items.push({ ...event.data, kind: "receipt", key });
        return true;
      case "confirmation.offered":
        this.items.push({ kind: "offer", key, at, offer: event.data, outcome: words.outcomes[""] ?? "" });
        return true;
      case "confirmation.settled":
        this.settle(event.data.id, words.outcomes[event.data.outcome]);
        return true;
      default:
        return false;
    }
  }

  private turned(event: Event): boolean {
    const { key, at } = place(event);
    switch (event.event) {
      case "turn.started":
        this.found = [];
        if (event.data.attempt === 1) {
          this.items.push({ kind: "turn", key, at, turn: event.data.turn, parts: [], steps: this.read, route: "" });
          this.read = [];
        }
        return true;
      case "bot.part":
        for (const citation of event.data.citations) this.sources.set(`${citation.title} ${citation.section ?? ""}`, citation);
        this.change(isTurn(event.data.turn), (item) => ({ ...item, parts: [...item.parts, event.data] }));
        return true;
      case "bot.finished":
        this.change(isTurn(event.data.turn), (item) => ({ ...item, route: event.data.route }));
        return true;
      case "turn.rated":
        this.change(isTurn(event.data.turn), (item) => ({ ...item, helpful: event.data.helpful }));
        return true;
      case "draft.discarded":
        this.draft = undefined;
        return false;
      case "ticket.opened":
        this.tickets.push(event.data.ticket);
        return false;
      case "handover.summarized":
        this.summary = event.data;
        return true;
      default:
        return false;
    }
  }

  private stepped(event: Event): boolean {
    this.drafted(event);
    if (event.event === "action.started") return this.began(event);
    const step = words.step(event);
    if (!step) return false;
    const { key } = place(event);
    const known = event.event === "action.finished" ? event.data.use : key;
    const written = { key: known, ...step };
    const turn = this.items.findLastIndex((item) => item.kind === "turn");
    const item = this.items[turn];
    if (event.event === "message.read" && !isOpenTurn(item)) {
      this.read = [...this.read, written];
      return true;
    }
    if (event.event === "action.finished" && event.data.turn === null) {
      this.settle(event.data.use, words.status[event.data.status]);
      this.items.push({ kind: "told", ...place(event), text: step.detail || step.title });
      return true;
    }
    if (item?.kind !== "turn") {
      this.items.push({ kind: "told", ...place(event), text: `${step.title} ${step.detail}` });
      return true;
    }
    const others = item.steps.filter((each) => each.key !== known);
    this.items[turn] = { ...item, steps: [...others, written] };
    return true;
  }

  /** What the turn found, and the draft that rests on it. */
  private drafted({ event, data }: Event): void {
    if (event === "reply.scored" && data.draft) {
      const { turn, draft, score, signals } = data;
      this.draft = { turn, text: draft, score, signals, sources: [...new Set(this.found)] };
    } else if (event === "recalled") {
      this.found = [...this.found, ...data.passages.map(({ title }) => title)];
    } else if (event === "action.finished" && data.status === "done") {
      const titles = data.passages.map(({ title }) => title);
      this.found = [...this.found, ...(titles.length > 0 ? titles : [words.action(data.name)])];
    }
  }

  /** What people or customers let happen is told by itself; what the bot does belongs to its turn. */
  private began(event: Extract<Event, { event: "action.started" }>): boolean {
    if (event.data.by === "") return true;
    const { by, name, use } = event.data;
    const title = this.items.find(isOffer(use))?.offer.title;
    this.items.push({ kind: "told", ...place(event), text: words.letHappen(title ?? words.action(name), by) });
    return true;
  }

  /** How it stands with the card of this id, if there is one. */
  private settle(id: string, outcome = ""): void {
    this.change(isOffer(id), (item) => ({ ...item, outcome }));
  }

  private change<Kind extends Item>(fits: (item: Item) => item is Kind, changed: (item: Kind) => Item): void {
    const at = this.items.findLastIndex(fits);
    const item = this.items[at];
    if (item && fits(item)) this.items[at] = changed(item);
  }
}

function place({ data }: Event): { key: string; at: string } {
  return { key: String(data.number), at: data.at };
}

function isTurn(turn: number) {
  return (item: Item): item is TurnItem => item.kind === "turn" && item.turn === turn;
}

function isOpenTurn(item: Item | undefined): boolean {
  return item?.kind === "turn" && item.route === "";
}

function isOffer(id: string) {
  return (item: Item): item is OfferItem => item.kind === "offer" && item.offer.id === id;
}

function isShown(item: Item): boolean {
  return item.kind !== "turn" || item.parts.length > 0 || item.steps.length > 0;
}
