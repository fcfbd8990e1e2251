/** A reply's parts as one Markdown text, each part's citations standing where the part ends. */
import { blocks, citationMark, clean, type Block } from "../../../shared/markdown";
import type { Citation } from "../../../shared/wire";
import type { Part } from "./lines";

export function replyBlocks(parts: readonly Part[]): readonly Block[] {
  const text = parts.map(({ text, citations }, at) => {
    const part = clean(text);
    if (citations.length === 0) return part;
    const end = part.trimEnd().length;
    return part.slice(0, end) + citationMark(at) + part.slice(end);
  });
  return blocks(text.join(""));
}

/** The part's sources in the order of their numbers, each number once. */
export function sourcesOf(part: Part | undefined): readonly Citation[] {
  const byNumber = new Map(part?.citations.map((citation) => [citation.n, citation]));
  return [...byNumber.values()].sort((one, other) => one.n - other.n);
}
