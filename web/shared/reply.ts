/** A reply's parts as one Markdown text, each part's citations standing where the part ends. */
import { blocks, citationMark, clean, type Block } from "./markdown";
import type { Citation } from "./wire";

export interface Part {
  text: string;
  citations: readonly Citation[];
}

/** `hosts`: where links may lead, as one text with blanks between. */
export function replyBlocks(parts: readonly Part[], hosts: string): readonly Block[] {
  const text = parts.map(({ text, citations }, at) => {
    const part = clean(text);
    if (citations.length === 0) return part;
    const end = part.trimEnd().length;
    return part.slice(0, end) + citationMark(at) + part.slice(end);
  });
  const allowed = new Set(hosts.split(" "));
  return blocks(text.join(""), (host) => allowed.has(host));
}

/** The part's sources in the order of their numbers, each number once. */
export function sourcesOf(part: Part | undefined): readonly Citation[] {
  const byNumber = new Map(part?.citations.map((citation) => [citation.n, citation]));
  return [...byNumber.values()].sort((one, other) => one.n - other.n);
}
