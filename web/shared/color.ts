/** A brand's colour made readable: contrasts by WCAG 2.2 (1.4.3, 1.4.11), whatever the colour. */

export type Color = readonly [red: number, green: number, blue: number];

export const WHITE: Color = [255, 255, 255];
export const BLACK: Color = [0, 0, 0];
export const TEXT = 4.5;

/** "#0a7c66"; undefined for anything else. */
export function readColor(text: string): Color | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return undefined;
  const part = (at: number): number => parseInt(text.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

export function writeColor(color: Color): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** `share` of the other colour, in [0, 1]. */
export function mix(color: Color, other: Color, share: number): Color {
  const part = (at: 0 | 1 | 2): number => Math.round(color[at] + (other[at] - color[at]) * share);
  return [part(0), part(1), part(2)];
}

/** Relative luminance, as WCAG defines it. */
export function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour, moved towards another until it stands out enough from all of these. */
export function readable(color: Color, towards: Color, from: readonly Color[], enough = TEXT): Color {
  for (let share = 0; share < 1; share += 0.04) {
    const moved = mix(color, towards, share);
    if (from.every((ground) => contrast(moved, ground) >= enough)) return moved;
  }
  return towards;
}

export interface Filled {
  fill: Color;
  on: Color;
  /** While pointed at: the text stays at least as readable. */
  hover: Color;
}

const NEARLY = 3; // White text that nearly reads gets a darker ground, so that a brand stays a brand.
const APART = 1.5;

/** A surface in the brand's colour on this ground, and the text on it. */
export function filled(brand: Color, ground: Color): Filled {
  const towards = luminance(ground) > 0.5 ? BLACK : WHITE;
  const apart = readable(brand, towards, [ground], APART);
  const white = contrast(apart, WHITE) >= NEARLY;
  const fill = white ? readable(apart, BLACK, [WHITE]) : apart;
  return { fill, on: white ? WHITE : BLACK, hover: mix(fill, white ? BLACK : WHITE, 0.14) };
}
