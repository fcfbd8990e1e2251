/** Text without characters that hide or reorder what is read. */

// Controls, soft hyphens, zero-width marks and fillers, direction overrides and isolates, invisible tags and
// variation selectors (but the one of emoji), and our own marks.
const HIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0e\uffa0\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e01ef}\u{f0000}-\u{10ffff}]/gu;

// A joiner between the parts of one emoji is not a trick.
const LOOSE_JOINER = /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d/gu;

// Marks piled on one letter reach over the lines around it; no language needs more than four.
const PILED = /(\p{M}{4})\p{M}+/gu;

export function clean(text: string): string {
  const lines = text.replace(/\r\n?|[\u2028\u2029]/g, "\n");
  return lines.replace(HIDDEN, "").replace(LOOSE_JOINER, "").replace(PILED, "$1");
}

const FIRST_MARK = 0xf0000;

/** A character that `clean` removes from all texts, standing for the citations of the part at this index. */
export function citationMark(part: number): string {
  return String.fromCodePoint(FIRST_MARK + part);
}

export const CITATION_MARK = /[\u{f0000}-\u{ffffd}]/u;
export const CITATION_MARKS = /[\u{f0000}-\u{ffffd}]/gu;

export function partOf(mark: string): number {
  return (mark.codePointAt(0) ?? FIRST_MARK) - FIRST_MARK;
}
