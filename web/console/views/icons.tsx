/** The console's few drawings, one stroke wide. */

const PATHS = {
  waiting: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2",
  mine: "M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c.6-3.6 3.4-5.5 7-5.5s6.4 1.9 7 5.5",
  team: "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 19c.5-3.2 2.8-5 6-5s5.500 1.800 6 5M16 5.500a2.800 2.800 0 0 1 0 5.300M17.500 14.300c2 .6 3.200 2.200 3.500 4.700",
  bot: "M12 4c.8 4.400 3.600 7.200 8 8-4.400.8-7.200 3.600-8 8-.8-4.400-3.600-7.200-8-8 4.400-.8 7.200-3.600 8-8z",
  refunds: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H8",
  snoozed: "M5 5h6l-6 7h6M14 12h5l-5 6h5",
  closed: "M5 12.500l4.500 4.500L19 7.500",
  tickets: "M4 7h16v3.500a1.800 1.800 0 0 0 0 3.500V17H4v-3a1.800 1.800 0 0 0 0-3.500zM14 7v10",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.500 15.500L20 20",
  cross: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6 6-6",
  note: "M6 4h12v10l-6 6H6zM12 20v-6h6",
  back: "M15 6l-6 6 6 6",
  panel: "M4 5h16v14H4zM14.500 5v14",
  warn: "M12 4.500L21 19.500H3zM12 10v4.500M12 17v.2",
  out: "M14 5h5v5M19 5l-8 8M11 6H6v12h12v-5",
} as const;

export type Drawing = keyof typeof PATHS;

export function Icon({ of }: { of: Drawing }) {
  return (
    <svg class="drawing" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[of]} />
    </svg>
  );
}

export function Emblem() {
  return (
    <svg class="emblem" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" />
      <path d="M7 21a9 9 0 0 1 18 0zM16 9v3M6 24h20" />
    </svg>
  );
}

/** Two letters of a name, in one of six calm colours that stay with it. */
export function Face({ name, of = "customer" }: { name: string; of?: "customer" | "person" | "bot" }) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? "")
    .join("")
    .toUpperCase();
  return (
    <span class={`face ${of} tone-${toneOf(name)}`} aria-hidden="true">
      {of === "bot" ? <Icon of="bot" /> : letters || <Icon of="mine" />}
    </span>
  );
}

function toneOf(name: string): number {
  return Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % 6;
}
