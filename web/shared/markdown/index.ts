/** The Markdown that replies may use, read into plain values; the views make nodes of them, never HTML. */
export { webAddress } from "./address";
export { blocks, type Block } from "./blocks";
export { citationMark, clean } from "./clean";
export type { Allows, Inline } from "./inline";
export { plain } from "./plain";
