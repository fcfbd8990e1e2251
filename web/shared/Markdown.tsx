/** Markdown's small subset as nodes. */
import type { ComponentChildren } from "preact";
import type { Block, Inline } from "./markdown";

type Cite = (part: number) => ComponentChildren;

export function Markdown({ blocks, cite }: { blocks: readonly Block[]; cite: Cite }) {
  return <>{blocks.map((block) => drawBlock(block, cite))}</>;
}

function drawBlock(block: Block, cite: Cite): ComponentChildren {
  switch (block.kind) {
    case "paragraph":
      return <p>{drawInline(block.children, cite)}</p>;
    case "heading":
      return (
        <p>
          <strong>{drawInline(block.children, cite)}</strong>
        </p>
      );
    case "code":
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const items = block.items.map((item) => <li>{item.map((inner) => drawBlock(inner, cite))}</li>);
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function drawInline(pieces: readonly Inline[], cite: Cite): ComponentChildren {
  return pieces.map((piece) => {
    switch (piece.kind) {
      case "text":
        return piece.text;
      case "code":
        return <code>{piece.text}</code>;
      case "strong":
        return <strong>{drawInline(piece.children, cite)}</strong>;
      case "em":
        return <em>{drawInline(piece.children, cite)}</em>;
      case "link":
        return (
          <a href={piece.href} target="_blank" rel="noopener noreferrer">
            {drawInline(piece.children, cite)}
          </a>
        );
      case "break":
        return <br />;
      case "cite":
        return cite(piece.part);
    }
  });
}
