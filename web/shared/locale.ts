/** The language the interface speaks, and how it writes numbers and counts. */

const SPOKEN = ["en", "de", "es", "ru", "fr"] as const;

export type Language = (typeof SPOKEN)[number];

let tag = "en";

/** The first of these that we speak, and with which region it is written: "de", "de-AT". */
export function choose(wanted: readonly string[]): { language: Language; locale: string } {
  for (const each of wanted) {
    const locale = each.replace("_", "-");
    const language = SPOKEN.find((known) => known === locale.split("-")[0]?.toLowerCase());
    if (language) return { language, locale: isKnown(locale) ? locale : language };
  }
  return { language: "en", locale: "en" };
}

function isKnown(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length > 0;
  } catch {
    return false;
  }
}

export function setLocale(locale: string): void {
  tag = locale;
}

export function locale(): string {
  return tag;
}

export function count(number: number): string {
  return number.toLocaleString(tag);
}

/** The form that goes with the number: `one`, `few`, `many` … as the language has them. */
export function plural(number: number, forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }): string {
  return forms[new Intl.PluralRules(tag).select(number)] ?? forms.other;
}
