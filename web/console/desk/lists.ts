/** Which list a conversation stands in, and in which order. */
import type { Line, Priority } from "./wire";

export const QUEUES = ["waiting", "mine", "team", "bot", "refunds", "snoozed", "closed"] as const;
export type Queue = (typeof QUEUES)[number];

const URGENCY: Record<Priority, number> = { urgent: 0, high: 1, normal: 2 };

export function isSnoozed({ snoozed }: Line, now: number): boolean {
  return snoozed !== null && Date.parse(snoozed) > now;
}

/** Whether this person can write to the customer as it is. */
export function answersHere({ holder, user }: Line, me: string): boolean {
  return holder !== "closed" && (holder !== "person" || user === me);
}

/** Refunds are listed besides: they wait whoever has the conversation. */
export function queueOf(line: Line, me: string, now: number): Exclude<Queue, "refunds"> {
  if (line.holder === "closed") return "closed";
  if (line.holder === "bot") return "bot";
  if (isSnoozed(line, now)) return "snoozed";
  const owner = ownerOf(line);
  if (owner === undefined) return "waiting";
  return owner === me ? "mine" : "team";
}

/** Whose it is, or is to be; undefined while it is everybody's. */
export function ownerOf({ holder, assigned, user }: Line): string | undefined {
  return holder === "queue" ? assigned?.user : user;
}

export function sorted(lines: Iterable<Line>, me: string, now: number): Record<Queue, readonly Line[]> {
  const lists: Record<Queue, Line[]> = { waiting: [], mine: [], team: [], bot: [], refunds: [], snoozed: [], closed: [] };
  for (const line of lines) {
    lists[queueOf(line, me, now)].push(line);
    if (line.refunds.length > 0) lists.refunds.push(line);
  }
  lists.waiting.sort((one, other) => byDue(one, other) || URGENCY[one.priority] - URGENCY[other.priority] || compare(one.awaits, other.awaits));
  for (const list of [lists.mine, lists.team]) list.sort((one, other) => byDue(one, other) || byWaiting(one, other));
  lists.snoozed.sort((one, other) => compare(one.snoozed, other.snoozed));
  for (const list of [lists.bot, lists.refunds]) list.sort((one, other) => compare(other.at, one.at));
  lists.closed.sort((one, other) => compare(other.since, one.since));
  return lists;
}

/** What somebody has to look at now: urgent and not taken yet, or late. */
export function isPressing({ holder, priority, due }: Line, now: number): boolean {
  return (holder === "queue" && priority === "urgent") || (due !== null && Date.parse(due.at) < now);
}

/** What is due first comes first, what is due by no time after it. */
function byDue(one: Line, other: Line): number {
  if (one.due && other.due) return compare(one.due.at, other.due.at);
  if (one.due || other.due) return one.due ? -1 : 1;
  return 0;
}

/** Those whose customer waits come first, the longest waiting at the top; then what was said last. */
function byWaiting(one: Line, other: Line): number {
  if (one.awaits && other.awaits) return compare(one.awaits, other.awaits);
  if (one.awaits || other.awaits) return one.awaits ? -1 : 1;
  return compare(other.at, one.at);
}

/** ISO times of one zone sort as texts. */
function compare(one: string | null, other: string | null): number {
  return (one ?? "").localeCompare(other ?? "");
}
