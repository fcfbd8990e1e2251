/** A reply's parts as one Markdown text, each part's citations standing where the part ends. */
import { blocks, citationMark, clean, plain, type Block } from "../../../shared/markdown";
import type { Citation, VisibleEvent } from "../../../shared/wire";
import type { Line, Part } from "./fold";

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

function spokenReply(line: Line | undefined): string {
  return line?.kind === "reply" ? plain(replyBlocks(line.parts)) : "";
}

/** What a read brought to its end that was not at its end before. */
export function newlyFinished(before: readonly Line[], after: readonly Line[]): string {
  const done = new Set(before.flatMap((line) => (line.kind === "reply" && line.finished ? line.key : [])));
  return after
    .filter((line) => line.kind === "reply" && line.finished && !done.has(line.key))
    .map(spokenReply)
    .join(" ");
}

/** Finished replies and people's words are spoken; parts on their way are not. */
export function toSpeak(event: VisibleEvent, lines: readonly Line[]): string {
  if (event.event === "person.wrote" || event.event === "notice") return event.data.text;
  if (event.event !== "bot.finished") return "";
  const { turn } = event.data;
  return spokenReply(lines.find((line) => line.kind === "reply" && line.turn === turn));
}
