/** What the chat says, in the one language that was loaded. */
import { setLocale, type Language } from "../../shared/locale";
import type en from "./languages/en";

export type Catalog = typeof en;

const LOAD: Record<Language, () => Promise<{ default: Catalog }>> = {
  en: () => import("./languages/en"),
  de: () => import("./languages/de"),
  es: () => import("./languages/es"),
  ru: () => import("./languages/ru"),
  fr: () => import("./languages/fr"),
};

/** Loaded before anything is drawn. */
export let strings: Catalog;

export async function speak(language: Language, locale: string = language): Promise<void> {
  strings = (await LOAD[language]()).default;
  setLocale(locale);
}
