import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, clean, plain, webAddress, type Block } from "../shared/markdown";
import { readDesk } from "../shared/wire";
import type { Line } from "../widget/frame/conversation/lines";
import { replyBlocks, sourcesOf } from "../shared/reply";
import { linkHosts } from "../widget/frame/conversation/reply";

const text = (words: string) => ({ kind: "text" as const, text: words });
const paragraph = (...children: unknown[]) => ({ kind: "paragraph", children });

const allowed = (host: string): boolean => host === "b.example";

function inlineOf(source: string): unknown {
  const [first] = blocks(source, allowed);
  return first && "children" in first ? first.children : undefined;
}

test("emphasis, code and breaks become values", () => {
  assert.deepEqual(inlineOf("a **b *c*** `d*`\ne"), [
    text("a "),
    { kind: "strong", children: [text("b "), { kind: "em", children: [text("c")] }] },
    text(" "),
    { kind: "code", text: "d*" },
    { kind: "break" },
    text("e"),
  ]);
});

test("what is not closed stays as it was typed", () => {
  for (const half of ["**half", "a * b * c", "snake_case_name", "5*3*2", "`half", "[label](http", "[a] (b)", "\\*no\\"]) {
    assert.equal(plain(blocks(half, allowed)), half.replace("\\*", "*"), half);
  }
});

test("only whole web addresses become links", () => {
  assert.deepEqual(inlineOf("[a](https://b.example/c)"), [
    { kind: "link", href: "https://b.example/c", children: [text("a")] },
  ]);
  const hostile = ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", "/path", "mailto:a@b.example"];
  for (const href of hostile) {
    assert.deepEqual(inlineOf(`[a](${href})`), [text(`[a](${href})`)], href);
  }
  assert.equal(webAddress("https://user:word@b.example"), undefined);
});

test("a bare address is a link without the sentence's end", () => {
  assert.deepEqual(inlineOf("see https://b.example/c."), [
    text("see "),
    { kind: "link", href: "https://b.example/c", children: [text("https://b.example/c")] },
    text("."),
  ]);
});

test("a link to a host that nobody listed stays text, whatever it looks like", () => {
  const elsewhere = [
    "[a](https://evil.example/c)",
    "[a](https://b.example@evil.example/)",
    "[a](https://b.example.evil.example)",
    "[a](https://evil.example/b.example)",
    "[a](https://b.example:8443/)",
    "[a](https://evil.example\\@b.example)",
    "https://evil.example/c",
    "[https://b.example](https://evil.example)",
    "[[a](https://b.example)](https://evil.example)",
  ];
  for (const source of elsewhere) {
    const links = JSON.stringify(blocks(source, allowed)).match(/"href":"[^"]*"/g) ?? [];
    assert.deepEqual(links.filter((link) => !link.startsWith('"href":"https://b.example"') && !link.startsWith('"href":"https://b.example/')), [], source);
  }
  assert.equal(plain(blocks("see https://evil.example/c now", allowed)), "see https://evil.example/c now");
});

test("links may lead to the company's hosts and to those of cited articles", () => {
  const desk = { ...readDesk({}), link_hosts: ["shop.example"] };
  const citations = [{ n: 1, title: "T", url: "https://docs.example/a", quote: "q" }, { n: 2, title: "T", url: "javascript:x", quote: "q" }];
  const reply: Line = { kind: "reply", key: "t", turn: 1, parts: [{ text: "x", citations }], finished: true, controls: [] };

  assert.equal(linkHosts(desk, [reply]), "docs.example shop.example");
  assert.equal(linkHosts(undefined, []), "");
});

test("images and HTML are only text", () => {
  assert.deepEqual(inlineOf("![photo](https://evil.example/p.png) <img src=x onerror=y>"), [
    text("photo <img src=x onerror=y>"),
  ]);
});

test("lists hold their items, their numbers and their inner lists", () => {
  assert.deepEqual(blocks("Do:\n3. one\n   - inner\n4. two\n\nEnd", allowed), [
    paragraph(text("Do:"), { kind: "break" }, text("3. one")),
    { kind: "list", ordered: false, start: 1, items: [[paragraph(text("inner"))]] },
    { kind: "list", ordered: true, start: 4, items: [[paragraph(text("two"))]] },
    paragraph(text("End")),
  ]);
  assert.deepEqual(blocks("1. one\n   - inner\n\n2. two\nstill two", allowed), [
    {
      kind: "list",
      ordered: true,
      start: 1,
      items: [
        [paragraph(text("one")), { kind: "list", ordered: false, start: 1, items: [[paragraph(text("inner"))]] }],
        [paragraph(text("two"), { kind: "break" }, text("still two"))],
      ],
    },
  ]);
});

test("a half-open fence is code to the end", () => {
  assert.deepEqual(blocks("```js\n**x**\n<b>", allowed), [{ kind: "code", text: "**x**\n<b>" }]);
});

test("hidden and reordering characters are dropped, emoji stay whole", () => {
  assert.equal(clean("a\u202Eb\u200Bc\u2066d\uFEFFe\u200Df\u{E0041}"), "abcdef");
  assert.equal(clean("👩‍🚀 👨🏽‍⚕️"), "👩‍🚀 👨🏽‍⚕️");
  assert.equal(clean("a\r\nb\rc\td\u2028e"), "a\nb\nc\td\ne");
  assert.equal(clean("pass\u034fw\u3164o\u{E0100}rd\ufe00"), "password");
  assert.equal(clean(`Z${"\u0301".repeat(500)}!`), `Z${"\u0301".repeat(4)}!`);
  assert.equal(clean("हिन्दी ภาษาที่ ❤️"), "हिन्दी ภาษาที่ ❤️");
});

test("a reply is the plain concatenation of its parts, sources where the parts end", () => {
  const one = { n: 1, title: "One", quote: "q" };
  const two = { n: 2, title: "Two", quote: "q" };
  const parts = [
    { text: "Take **care. ", citations: [one] },
    { text: "Really**.\n\n", citations: [] },
    { text: "- item\n", citations: [two, one, two] },
    { text: "```\nx\n```\n", citations: [two] },
  ];
  assert.deepEqual(replyBlocks(parts, ""), [
    paragraph(
      text("Take "),
      { kind: "strong", children: [text("care."), { kind: "cite", part: 0 }, text(" Really")] },
      text("."),
    ),
    { kind: "list", ordered: false, start: 1, items: [[paragraph(text("item"), { kind: "cite", part: 2 })]] },
    { kind: "code", text: "x" },
    paragraph({ kind: "cite", part: 3 }),
  ]);
  assert.deepEqual(sourcesOf(parts[2]), [one, two]);
  assert.equal(plain(replyBlocks(parts, "")), "Take care. Really. item x");
});

test("no text takes more than linear time", () => {
  const hostile = ["*", "**", "_a", "[", "[a](", "[a](http://", "`", "``` ", "- ", "1. ", "> ", "h", "https://", "![", "\\", "  - a\n", "*a _b ", "\n\n"];
  for (const piece of hostile) {
    const began = performance.now();
    blocks(piece.repeat(100_000 / piece.length) + ")", () => true);
    assert.ok(performance.now() - began < 1500, `${JSON.stringify(piece)} took ${performance.now() - began} ms`);
  }
});

test("every block kind can be spoken", () => {
  const all: readonly Block[] = blocks("# Head\ntext\n\n- a\n- b\n\n```\ncode\n```", allowed);
  assert.equal(plain(all), "Head text a b code");
});
