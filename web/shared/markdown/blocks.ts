/** Markdown's small subset as plain values: paragraphs, lists, code. Half-open constructs are read as far as they go. */
import { CITATION_MARKS, partOf } from "./clean";
import { inline, type Allows, type Inline } from "./inline";

export type Block =
  | { kind: "paragraph" | "heading"; children: readonly Inline[] }
  | { kind: "list"; ordered: boolean; start: number; items: readonly (readonly Block[])[] }
  | { kind: "code"; text: string };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6} +(.*)$/u;
const ITEM = /^( {0,3})(?:([-*+•])|(\d{1,9})[.)])(?: +(.*))?$/u;
const DEEPEST = 4;

interface Marker {
  ordered: boolean;
  start: number;
  /** Columns up to the item's text: what a following line needs to belong to it. */
  width: number;
  text: string;
}

function marker(line: string | undefined): Marker | undefined {
  const found = line === undefined ? null : ITEM.exec(line);
  if (!found) return undefined;
  const [, indent = "", bullet, digits, text = ""] = found;
  const width = indent.length + (bullet ?? `${digits ?? ""}.`).length + 1;
  return { ordered: bullet === undefined, start: Number(digits ?? 1), width, text };
}

function indentation(line: string): number {
  return line.length - line.trimStart().length;
}

/** `allows`: which hosts a link may lead to; any other link stays the text it was written as. */
export function blocks(text: string, allows: Allows): readonly Block[] {
  return read(text.replace(/\t/g, "    ").split("\n"), 0, allows);
}

function read(lines: readonly string[], depth: number, allows: Allows): readonly Block[] {
  const found: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const [block, next] = FENCE.test(line)
      ? code(lines, at)
      : depth < DEEPEST && marker(line)
        ? list(lines, at, depth, allows)
        : prose(lines, at, depth, allows);
    found.push(...block);
    at = next;
  }
  return found;
}

type Found = [blocks: Block[], next: number];

function code(lines: readonly string[], at: number): Found {
  const fence = FENCE.exec(lines[at] ?? "")?.[1] ?? "```";
  let end = at + 1;
  while (end < lines.length && !closes(lines[end] ?? "", fence)) end += 1;
  const inside = lines.slice(at + 1, end).join("\n");
  const marks = (inside + (lines[end] ?? "")).match(CITATION_MARKS) ?? [];
  const block: Block = { kind: "code", text: inside.replace(CITATION_MARKS, "") };
  if (marks.length === 0) return [[block], end + 1];
  return [[block, { kind: "paragraph", children: marks.map((mark) => ({ kind: "cite", part: partOf(mark) })) }], end + 1];
}

function closes(line: string, fence: string): boolean {
  const bare = line.replace(CITATION_MARKS, "").trim();
  return bare.startsWith(fence) && bare === fence.charAt(0).repeat(bare.length);
}

function list(lines: readonly string[], first: number, depth: number, allows: Allows): Found {
  const { ordered, start } = marker(lines[first]) ?? { ordered: false, start: 1 };
  const items: (readonly Block[])[] = [];
  let at = first;
  for (let item = marker(lines[at]); item?.ordered === ordered; item = marker(lines[at])) {
    const own = [item.text];
    at += 1;
    while (at < lines.length && belongs(lines, at, item.width)) {
      own.push((lines[at] ?? "").slice(Math.min(item.width, indentation(lines[at] ?? ""))));
      at += 1;
    }
    items.push(read(own, depth + 1, allows));
    const next = afterBlanks(lines, at);
    if (marker(lines[next])?.ordered === ordered) at = next;
  }
  return [[{ kind: "list", ordered, start, items }], at];
}

function afterBlanks(lines: readonly string[], at: number): number {
  let next = at;
  while (blank(lines[next])) next += 1;
  return next;
}

function blank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === "";
}

/** A line belongs to the item above it when it is indented, or plainly goes on with its sentence. */
function belongs(lines: readonly string[], at: number, width: number): boolean {
  const line = lines[at] ?? "";
  if (blank(line)) return indentation(lines[at + 1] ?? "") >= width;
  if (indentation(line) >= Math.min(width, 2)) return true;
  return !blank(lines[at - 1]) && !startsBlock(line);
}

function startsBlock(line: string): boolean {
  return FENCE.test(line) || HEADING.test(line) || marker(line) !== undefined;
}

/** A number in the middle of a sentence may fall on a line's start; only "1." may begin a list there. */
function interrupts(line: string): boolean {
  const item = marker(line);
  return item ? !item.ordered || item.start === 1 : startsBlock(line);
}

function prose(lines: readonly string[], first: number, depth: number, allows: Allows): Found {
  const heading = HEADING.exec(lines[first] ?? "");
  if (heading) return [[{ kind: "heading", children: inline(heading[1] ?? "", allows) }], first + 1];
  let end = first + 1;
  while (end < lines.length && !blank(lines[end])) {
    const line = lines[end] ?? "";
    if (depth < DEEPEST ? interrupts(line) : FENCE.test(line)) break;
    end += 1;
  }
  const text = lines.slice(first, end).map((line) => line.trim());
  return [[{ kind: "paragraph", children: inline(text.join("\n"), allows) }], end];
}
