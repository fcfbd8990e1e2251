import assert from "node:assert/strict";
import { test } from "node:test";
import { day, money } from "../shared/cards";
import { choose, count, type Language } from "../shared/locale";
import { speak, strings } from "../widget/frame/strings";

const LANGUAGES: readonly Language[] = ["en", "de", "es", "ru", "fr"];

/** Every text with its path; functions are given arguments that must come through. */
function said(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String((value as (...given: unknown[]) => unknown)(3, 4))]];
  return Object.entries(value as object).flatMap(([name, inner]) => said(inner, `${path}.${name}`));
}

test("the first language we speak is chosen, with its region", () => {
  assert.deepEqual(choose(["sw", "de-AT", "en"]), { language: "de", locale: "de-AT" });
  assert.deepEqual(choose(["pt_BR", "FR"]), { language: "fr", locale: "FR" });
  assert.deepEqual(choose(["ru_RU"]), { language: "ru", locale: "ru-RU" });
  assert.deepEqual(choose(["en-US@posix"]), { language: "en", locale: "en" });
  assert.deepEqual(choose(["english", "deutsch", ""]), { language: "en", locale: "en" });
});

test("every language says everything, in its own words", async () => {
  await speak("en");
  const english = new Map(said(strings));
  for (const language of LANGUAGES) {
    await speak(language);
    const own = said(strings);
    assert.deepEqual(own.map(([path]) => path), [...english.keys()], language);
    for (const [path, text] of own) {
      assert.equal(text === "", english.get(path) === "", `${language}${path}`);
      assert.ok(!/undefined|NaN/.test(text), `${language}${path}: ${text}`);
    }
    if (language === "en") continue;
    const same = own.filter(([path, text]) => text && text === english.get(path)).map(([path]) => path);
    assert.deepEqual(same.filter((path) => !SHARED.has(path)), [], language);
  }
});

/** Words that some of these languages have in common with English. */
const SHARED = new Set([".person", ".conversation", ".message", ".source", ".total", ".assistant"]);

test("counts take the form that their number asks for", async () => {
  const over = async (language: Language, number: number): Promise<string> => {
    await speak(language);
    return strings.tooLong(number);
  };
  assert.match(await over("en", 1), /1 character\./);
  assert.match(await over("en", 2), /2 characters\./);
  assert.match(await over("ru", 1), /1 знак\./);
  assert.match(await over("ru", 3), /3 знака\./);
  assert.match(await over("ru", 5), /5 знаков\./);
  assert.match(await over("ru", 21), /21 знак\./);
  assert.match(await over("fr", 1), /1 caractère\./);
  assert.match(await over("es", 1), /1 carácter\./);
});

test("amounts, numbers and days are written as the language writes them", async () => {
  const written = async (language: Language, locale: string): Promise<string[]> => {
    await speak(language, locale);
    const all = [money({ value: "1089.99", currency: "USD" }), count(4000), day("2026-11-02T12:00:00Z")];
    return all.map((text) => text.replace(/[\u00a0\u202f]/g, " "));
  };
  assert.deepEqual(await written("en", "en-US"), ["$1,089.99", "4,000", "Nov 2, 2026"]);
  assert.deepEqual(await written("de", "de"), ["1.089,99 $", "4.000", "2. Nov. 2026"]);
  assert.deepEqual(await written("fr", "fr"), ["1 089,99 $US", "4 000", "2 nov. 2026"]);
  assert.deepEqual(await written("ru", "ru"), ["1 089,99 $", "4 000", "2 нояб. 2026 г."]);
  assert.deepEqual(await written("es", "es"), ["1089,99 US$", "4000", "2 nov 2026"]);
});
