/** A reply's parts as one Markdown text, each part's citations standing where the part ends. */
import { blocks, citationMark, clean, webAddress, type Block } from "../../../shared/markdown";
import type { Citation, Desk } from "../../../shared/wire";
import type { Line, Part } from "./lines";

/** Hosts that links may lead to: the company's, and those of the articles that were cited; a text, so that equal is equal. */
export function linkHosts(desk: Desk | undefined, lines: readonly Line[]): string {
  const cited = lines.flatMap((line) => (line.kind === "reply" ? line.parts.flatMap((part) => part.citations) : []));
  const hosts = cited.flatMap(({ url }) => (webAddress(url) ? [new URL(url ?? "").host] : []));
  return [...new Set([...(desk?.link_hosts ?? []), ...hosts])].sort().join(" ");
}

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
