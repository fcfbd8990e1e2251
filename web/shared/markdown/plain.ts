/** A reply as a screen reader should say it: no marks, no addresses. */
import type { Block } from "./blocks";
import type { Inline } from "./inline";

function spoken(piece: Inline): string {
  switch (piece.kind) {
    case "text":
    case "code":
      return piece.text;
    case "strong":
    case "em":
    case "link":
      return piece.children.map(spoken).join("");
    case "break":
      return " ";
    case "cite":
      return "";
  }
}

export function plain(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "code") return block.text;
      if (block.kind === "list") return block.items.map(plain).join(" ");
      return block.children.map(spoken).join("");
    })
    .join(" ")
    .trim();
}
