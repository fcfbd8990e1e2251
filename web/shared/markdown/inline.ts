/** One line of Markdown as a small tree: emphasis, code, links, line breaks and citation marks. */
import { CITATION_MARK, partOf } from "./clean";
import { webAddress } from "./address";

export type Inline =
  | { kind: "text" | "code"; text: string }
  | { kind: "strong" | "em"; children: readonly Inline[] }
  | { kind: "link"; href: string; children: readonly Inline[] }
  | { kind: "break" }
  | { kind: "cite"; part: number };

interface Delimiter {
  mark: string;
  /** Where the delimiter's own text stands among the pieces. */
  at: number;
}

const INNER = /[\p{L}\p{N}]/u;
const SPECIAL = /[\\`*_[!\nh\u{f0000}-\u{ffffd}]/gu;
const BARE_ADDRESS = /https?:\/\/[^\s<>"'`\u{f0000}-\u{ffffd}]{1,2000}/uy;
const TRAILING = /[.,;:!?)\]*_]+$/;

/** Finds the next place of a string from a moving position; all the searches of one text together are linear. */
function finder(text: string, wanted: string): (from: number) => number {
  let next = -2;
  return (from) => {
    if (next === -2 || (next !== -1 && next < from)) next = text.indexOf(wanted, from);
    return next;
  };
}

/** Whether a link may lead to this host. */
export type Allows = (host: string) => boolean;

export function inline(text: string, allows: Allows): readonly Inline[] {
  return new Reading(text, allows).read();
}

class Reading {
  private readonly pieces: Inline[] = [];
  private readonly open: Delimiter[] = [];
  private readonly tickFrom: (from: number) => number;
  private readonly bracketFrom: (from: number) => number;
  private readonly turnFrom: (from: number) => number;
  private readonly closeFrom: (from: number) => number;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly allows: Allows,
  ) {
    this.tickFrom = finder(text, "`");
    this.bracketFrom = finder(text, "[");
    this.turnFrom = finder(text, "](");
    this.closeFrom = finder(text, ")");
  }

  read(): readonly Inline[] {
    while (this.at < this.text.length) {
      SPECIAL.lastIndex = this.at;
      const next = SPECIAL.exec(this.text)?.index ?? this.text.length;
      this.say(this.text.slice(this.at, next));
      this.at = next;
      if (next < this.text.length) this.special();
    }
    return joined(this.pieces);
  }

  private say(text: string): void {
    if (text) this.pieces.push({ kind: "text", text });
  }

  private take(length: number): void {
    this.say(this.text.slice(this.at, this.at + length));
    this.at += length;
  }

  private special(): void {
    const mark = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    if (mark === "\n") return this.put({ kind: "break" }, 1);
    if (CITATION_MARK.test(mark)) return this.put({ kind: "cite", part: partOf(mark) }, mark.length);
    if (mark === "\\") return this.escape();
    if (mark === "`") return this.code();
    if (mark === "*" || mark === "_") return this.emphasis(mark);
    if (mark === "[" || mark === "!") return this.link(mark === "!");
    this.bareAddress();
  }

  private put(piece: Inline, length: number): void {
    this.pieces.push(piece);
    this.at += length;
  }

  private escape(): void {
    const escaped = /[!-/:-@[-`{-~]/.test(this.text.charAt(this.at + 1));
    if (escaped) this.at += 1;
    this.take(1);
  }

  private code(): void {
    const end = this.tickFrom(this.at + 1);
    if (end <= this.at + 1) return this.take(1);
    this.put({ kind: "code", text: this.text.slice(this.at + 1, end) }, end + 1 - this.at);
  }

  private emphasis(mark: string): void {
    const delimiter = this.delimiter(mark);
    const before = this.text.charAt(this.at - 1);
    const after = this.text.charAt(this.at + delimiter.length);
    const opener = this.open.findLastIndex((other) => other.mark === delimiter);
    if (opener >= 0 && /\S/.test(before) && !(mark === "_" && INNER.test(after))) {
      return this.close(opener, delimiter);
    }
    // At most one of each delimiter is open, so the search above stays short.
    if (opener < 0 && /\S/.test(after) && !INNER.test(before)) {
      this.open.push({ mark: delimiter, at: this.pieces.length });
    }
    this.take(delimiter.length);
  }

  /** One or two marks; of three, the innermost open one closes first. */
  private delimiter(mark: string): string {
    const single = this.open.at(-1)?.mark === mark && this.text.startsWith(mark.repeat(3), this.at);
    return !single && this.text.startsWith(mark.repeat(2), this.at) ? mark.repeat(2) : mark;
  }

  private close(opener: number, delimiter: string): void {
    const children = joined(this.pieces.splice(this.open[opener]?.at ?? 0).slice(1));
    this.open.length = opener;
    this.put({ kind: delimiter.length === 2 ? "strong" : "em", children }, delimiter.length);
  }

  private link(image: boolean): void {
    const start = this.at + (image ? 1 : 0);
    const turn = this.text.charAt(start) === "[" ? this.turnFrom(start) : -1;
    const end = turn < 0 ? -1 : this.closeFrom(turn + 2);
    if (end < 0 || this.holdsBracket(start, turn)) return this.take(1);

    const label = this.text.slice(start + 1, turn);
    const href = this.allowed(this.text.slice(turn + 2, end));
    const length = end + 1 - this.at;
    if (image) return this.put({ kind: "text", text: label }, length);
    if (!href || !label.trim()) return this.take(1);
    this.put({ kind: "link", href, children: inline(label, () => false) }, length);
  }

  private allowed(address: string): string | undefined {
    const href = webAddress(address);
    return href && this.allows(new URL(href).host) ? href : undefined;
  }

  private holdsBracket(start: number, turn: number): boolean {
    const bracket = this.bracketFrom(start + 1);
    return bracket >= 0 && bracket < turn;
  }

  private bareAddress(): void {
    BARE_ADDRESS.lastIndex = this.at;
    const found = BARE_ADDRESS.exec(this.text)?.[0].replace(TRAILING, "");
    const href = found && this.allowed(found);
    if (!found || !href) return this.take(1);
    this.put({ kind: "link", href, children: [{ kind: "text", text: found }] }, found.length);
  }
}

function joined(pieces: readonly Inline[]): Inline[] {
  const together: Inline[] = [];
  for (const piece of pieces) {
    const last = together.at(-1);
    if (piece.kind === "text" && last?.kind === "text") {
      together[together.length - 1] = { kind: "text", text: last.text + piece.text };
    } else {
      together.push(piece);
    }
  }
  return together;
}
