/** Canned replies leave blanks, `{order}`, for what the desk is not sure of. */
import type { CannedReplies } from "./wire";

/** Those still in the text, each once, as they stand there. Other words in braces are the writer's own. */
export function blanksIn(text: string, canned: CannedReplies | undefined): readonly string[] {
  return (canned?.blanks ?? []).map((name) => `{${name}}`).filter((blank) => text.includes(blank));
}

/** The text with more of it at the cursor, and what to select then: the first blank of it, or its end. */
export function inserted(text: string, more: string, start: number, end: number): { text: string; select: [number, number] } {
  const before = text.slice(0, start);
  const blank = /\{[a-z][a-z_]*\}/.exec(more);
  const from = before.length + (blank ? blank.index : more.length);
  return { text: before + more + text.slice(end), select: [from, from + (blank?.[0].length ?? 0)] };
}
