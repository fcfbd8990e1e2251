import assert from "node:assert/strict";
import { test } from "node:test";
import { BLACK, contrast, readColor, WHITE, writeColor, type Color } from "../shared/color";
import { palette, readLook } from "../widget/frame/look";

/** What the chat draws text on, besides the brand's own surfaces. */
const GROUNDS = { light: ["#ffffff", "#f2f4f9"], dark: ["#14171f", "#20242f", "#1d212c"] } as const;

function read(text: string): Color {
  const color = readColor(text);
  assert.ok(color, text);
  return color;
}

test("contrast is what WCAG says", () => {
  assert.equal(contrast(WHITE, BLACK), 21);
  assert.equal(contrast(WHITE, read("#767676")).toFixed(2), "4.54");
  assert.equal(contrast(read("#767676"), WHITE).toFixed(2), "4.54");
});

test("whatever the brand's colour, every text on it and in it reaches 4.5 in both themes", () => {
  const steps = [0, 51, 102, 153, 204, 255];
  const brands = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue): Color => [red, green, blue])));
  for (const brand of brands) {
    for (const theme of ["light", "dark"] as const) {
      const colors = palette(brand, theme);
      const color = (name: string): Color => read(colors[name] ?? "");
      const pairs: [string, Color, Color][] = [
        ["text on the accent", color("--on-accent"), color("--accent")],
        ["text on the accent pointed at", color("--on-accent"), color("--accent-deep")],
        ["text on a chip", color("--on-chip"), color("--chip")],
        ...GROUNDS[theme].map((ground): [string, Color, Color] => [`a link on ${ground}`, color("--link"), read(ground)]),
      ];
      for (const [what, one, other] of pairs) {
        assert.ok(contrast(one, other) >= 4.5, `${writeColor(brand)} ${theme}: ${what} ${contrast(one, other)}`);
      }
      assert.ok(contrast(color("--accent"), read(GROUNDS[theme][0])) >= 1.5, `${writeColor(brand)} ${theme}: the accent`);
    }
  }
});

test("a brand that is readable stays as it is", () => {
  assert.equal(palette(read("#0a5c4a"), "light")["--accent"], "#0a5c4a");
  assert.equal(palette(read("#ffd400"), "light")["--accent"], "#f5cc00");
  assert.equal(palette(read("#ffd400"), "dark")["--accent"], "#ffd400");
});

test("only hex colours are taken", () => {
  assert.deepEqual(readColor("#00aA77"), [0, 170, 119]);
  for (const none of ["#0a7", "", "red", "#12", "#12345g", "url(x)", "#123456;x"]) assert.equal(readColor(none), undefined, none);
});

test("the tag's own words go before the desk's settings, and those before the browser", () => {
  const settings = "theme=dark&color=%23ff6600";
  assert.deepEqual(readLook("#host=x", settings, ["de", "en"]), { theme: "dark", color: "#ff6600", languages: ["de", "en"] });
  assert.deepEqual(readLook("#theme=light&color=%23001122&lang=fr", settings, ["de"]), {
    theme: "light",
    color: "#001122",
    languages: ["fr"],
  });
  assert.deepEqual(readLook("", "__FRONTDESK_LOOK__", []), { theme: "", color: "", languages: [] });
});
