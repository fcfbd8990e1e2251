/** How the customer takes it, message by message. */
import type { Event } from "./wire";

export type Trend = "stable" | "improving" | "deteriorating";

export interface Mood {
  /** From -1 to 1, oldest first. */
  scores: readonly number[];
  trend: Trend;
  /** What the last message that was read shows, and by which words. */
  signs: readonly { sign: string; reason: string }[];
}

const TREND_OVER = 3;

/** Follows domain/mood.py: the model's reading of a message counts more than that of words alone. */
export class MoodReading {
  private readonly scores = new Map<number, { score: number; by: string }>();
  private signs: Mood["signs"] = [];
  private last = 0;
  /** The first message since people had the conversation: before it lies no trend. */
  private since = 0;

  take({ event, data }: Event): void {
    if (event === "person.joined" || event === "handed.back" || event === "closed" || event === "reopened") this.since = data.number;
    if (event !== "message.read") return;
    const { message, sentiment, by, signs } = data;
    if (sentiment !== null && (by === "model" || this.scores.get(message)?.by !== "model")) this.scores.set(message, { score: sentiment, by });
    this.signs = message === this.last ? [...this.signs.filter(({ sign }) => !signs.some((each) => each.sign === sign)), ...signs] : signs;
    this.last = message;
  }

  /** undefined as long as no message tells anything. */
  finish(): Mood | undefined {
    const told = [...this.scores].sort(([one], [other]) => one - other);
    if (told.length === 0 && this.signs.length === 0) return undefined;
    const counting = told.filter(([message]) => message > this.since).map(([, { score }]) => score);
    return { scores: told.map(([, { score }]) => score), trend: trendOf(counting), signs: this.signs };
  }
}

function trendOf(scores: readonly number[]): Trend {
  const last = scores.slice(-TREND_OVER);
  const newest = last[TREND_OVER - 1];
  if (newest === undefined) return "stable";
  if (last.every((score) => score < -0.3)) return "deteriorating";
  return newest - Math.min(...last) >= 0.3 ? "improving" : "stable";
}
