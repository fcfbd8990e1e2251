/** What the desk says of itself, asked for until it answers. */
import { call } from "../../../shared/calls";
import { locale } from "../../../shared/locale";
import { backOff } from "../../../shared/waiting";
import { readDesk } from "../../../shared/wire";
import { plainLocale } from "./bodies";
import type { Store } from "./state";

const PATIENCE_MS = 3_000; // Nobody looks at an empty chat for longer because the desk is slow.

export async function greet(api: string, store: Store, failures = 0): Promise<void> {
  const show = (value?: unknown): void => store.change({ desk: (value === undefined && store.now().desk) || readDesk(value) });
  setTimeout(show, PATIENCE_MS);
  const answer = await call(`${api}/desk?locale=${encodeURIComponent(plainLocale(locale()))}`);
  show(answer.kind === "done" ? answer.value : undefined);
  if (answer.kind === "later") setTimeout(() => void greet(api, store, failures + 1), backOff(failures + 1));
}
