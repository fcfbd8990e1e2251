/** The chat's colours: the theme that is asked for, and a brand's colour made readable in it. */
import { BLACK, filled, mix, readable, readColor, writeColor, WHITE, type Color } from "../../shared/color";

export interface Look {
  theme: string;
  color: string;
  /** Language tags, the wished one first. */
  languages: readonly string[];
}

// As in styles/colors.css: what the brand's colour has to be readable on.
const GROUNDS: Record<"light" | "dark", readonly [ground: Color, ...others: Color[]]> = {
  light: [WHITE, [242, 244, 249]],
  dark: [
    [20, 23, 31],
    [32, 36, 47],
    [29, 33, 44],
  ],
};

/** What the tag on the host's page says comes first, then the desk's settings, then the browser. */
export function readLook(hash: string, settings: string, browser: readonly string[]): Look {
  const said = new URLSearchParams(hash.replace(/^#/, ""));
  const set = new URLSearchParams(settings);
  const value = (name: string): string => said.get(name) || set.get(name) || "";
  const language = said.get("lang");
  return { theme: value("theme"), color: value("color"), languages: language ? [language] : browser };
}

/** Paints the page, and again when the system changes between light and dark. */
export function paint({ theme, color }: Look, page: HTMLElement = document.documentElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const brand = readColor(color);
  const draw = (): void => {
    const shown = theme === "light" || theme === "dark" ? theme : system.matches ? "dark" : "light";
    page.dataset.theme = page.style.colorScheme = shown;
    for (const [name, value] of Object.entries(brand ? palette(brand, shown) : {})) page.style.setProperty(name, value);
  };
  system.addEventListener("change", draw);
  draw();
}

/** The style sheet's variables for this brand. */
export function palette(brand: Color, theme: "light" | "dark"): Record<string, string> {
  const grounds = GROUNDS[theme];
  const [ground] = grounds;
  const towards = theme === "light" ? BLACK : WHITE;
  const { fill, on, hover } = filled(brand, ground);
  const chip = mix(ground, brand, theme === "light" ? 0.16 : 0.32);
  const colors = {
    "--accent": fill,
    "--accent-deep": hover,
    "--on-accent": on,
    "--link": readable(brand, towards, grounds),
    "--chip": chip,
    "--on-chip": readable(brand, towards, [chip]),
  };
  return Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, writeColor(color)]));
}
