/** What somebody is called for, and how they want to be called in this browser. */
import { ownerOf, queueOf } from "./lists";
import type { Line } from "./wire";

export type Cause = "waiting" | "message" | "given" | "back";

/** Why this person should look at the conversation as it has become; undefined if they need not. */
export function causeOf(before: Line | undefined, after: Line, me: string, now: number): Cause | undefined {
  const place = queueOf(after, me, now);
  const was = before && queueOf(before, me, now);
  if (place === "waiting") return was === "waiting" ? undefined : "waiting";
  if (place !== "mine") return undefined;
  if (!before || ownerOf(before) !== me) return "given";
  return after.by === "customer" && after.awaits !== null && after.at !== before.at ? "message" : undefined;
}

/** Whether its time has come between these two moments, and it is everybody's or theirs to see to. */
export function isBack(line: Line, me: string, before: number, now: number): boolean {
  const place = queueOf(line, me, now);
  return queueOf(line, me, before) === "snoozed" && (place === "waiting" || place === "mine");
}

export interface Wishes {
  sound: boolean;
  notification: boolean;
  /** Whether a notification shows what was written: others may see the screen. */
  text: boolean;
}

const QUIET: Wishes = { sound: false, notification: false, text: false };
const PREFIX = "frontdesk.console.alerts.";

export function wishesOf(user: string): Wishes {
  try {
    return { ...QUIET, ...(JSON.parse(localStorage.getItem(PREFIX + user) ?? "{}") as Partial<Wishes>) };
  } catch {
    return QUIET;
  }
}

export function keepWishes(user: string, wishes: Wishes): void {
  try {
    localStorage.setItem(PREFIX + user, JSON.stringify(wishes));
  } catch {
    return; // a browser that stores nothing is quiet again after a reload
  }
}
