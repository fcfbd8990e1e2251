/** How the launcher looks and speaks. */
import { luminance, readColor } from "../../shared/color";

const SETTINGS = "__FRONTDESK_LOOK__"; // the desk puts its own here

const ENGLISH = ["Open chat", "Close chat"] as const;
const LABELS: Record<string, readonly [open: string, close: string]> = {
  en: ENGLISH,
  de: ["Chat öffnen", "Chat schließen"],
  es: ["Abrir el chat", "Cerrar el chat"],
  ru: ["Открыть чат", "Закрыть чат"],
  fr: ["Ouvrir le chat", "Fermer le chat"],
};

const LIGHTEST = 0.3; // A white drawing on anything lighter has less than the 3:1 of WCAG 1.4.11.

/** What the script tag says, else what the desk is set to; the frame is told the same. */
export function readLook(said: DOMStringMap): URLSearchParams {
  const look = new URLSearchParams(SETTINGS);
  for (const name of ["theme", "color", "lang"]) {
    const value = said[name];
    if (value) look.set(name, value);
  }
  return look;
}

export function labels(lang: string | null): readonly [open: string, close: string] {
  const wanted = lang ? [lang] : navigator.languages;
  return wanted.map((tag) => LABELS[tag.slice(0, 2).toLowerCase()]).find(Boolean) ?? ENGLISH;
}

export function paint(element: HTMLElement, panel: HTMLElement, look: URLSearchParams): void {
  const theme = look.get("theme");
  if (theme === "light" || theme === "dark") element.dataset.theme = panel.style.colorScheme = theme;
  else panel.style.colorScheme = "light dark";
  const color = look.get("color") ?? "";
  const brand = readColor(color);
  if (!brand) return;
  element.style.setProperty("--fill", color);
  element.style.setProperty("--on", luminance(brand) > LIGHTEST ? "#000" : "#fff");
}
