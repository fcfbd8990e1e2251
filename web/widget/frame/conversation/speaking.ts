/** What a screen reader says about new lines, each once: whole replies, people's words, cards, receipts. */
import { money } from "../../../shared/cards";
import { clean, plain } from "../../../shared/markdown";
import { replyBlocks } from "../../../shared/reply";
import { strings } from "../strings";
import type { Line, OfferLine } from "./lines";

/** What came to be said between these two states; `name` is the assistant's, `hosts` those of its links. */
export function newlySaid(before: readonly Line[], after: readonly Line[], name: string, hosts: string): string {
  const known = new Set(sayable(before).map(stage));
  return sayable(after)
    .filter((line) => !known.has(stage(line)))
    .map((line) => said(line, name, hosts))
    .filter(Boolean)
    .join(" ");
}

/** A reply that is not whole is silent, and so are the cards it is about to explain. */
function sayable(lines: readonly Line[]): readonly Line[] {
  let whole = true;
  return lines.filter((line) => {
    if (line.kind === "reply") whole = line.finished;
    const waits = line.kind === "reply" || line.kind === "choices" || (line.kind === "offer" && !line.outcome);
    return whole || !waits;
  });
}

/** Changes whenever there is something new to say of the line. */
function stage(line: Line): string {
  return line.kind === "offer" ? `${line.key} ${line.outcome}` : line.key;
}

function said(line: Line, name: string, hosts: string): string {
  switch (line.kind) {
    case "reply":
      return `${strings.said(name)} ${plain(replyBlocks(line.parts, hosts))}`;
    case "person":
      return `${strings.said(line.name || strings.person)} ${clean(line.text)}`;
    case "offer":
      return card(line);
    case "choices":
      return line.open ? strings.choose(clean(line.choices.title), line.choices.choices.length) : "";
    case "receipt":
      return clean(line.receipt.text);
    case "note":
      return noted(line);
    default:
      return "";
  }
}

function noted({ code, detail }: Extract<Line, { kind: "note" }>): string {
  if (code === "rated") return strings.rated(Number(detail));
  return code === "notice" ? clean(detail) : "";
}

function card({ outcome, offer }: OfferLine): string {
  return outcome ? strings.settled[outcome] : strings.offered(clean(offer.title), money(offer.amount));
}
