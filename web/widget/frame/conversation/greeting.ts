/** What the desk says of itself, asked for until it answers. */
import { call } from "../../../shared/calls";
import { locale } from "../../../shared/locale";
import { backOff } from "../../../shared/waiting";
import { readDesk } from "../../../shared/wire";
import { plainLocale } from "./bodies";
import type { Store } from "./state";

const PATIENCE_MS = 3_000; // Nobody looks at an empty chat for longer because the desk is slow.

export async function greet(api: string, store: Store, failures = 0): Promise<void> {
  setTimeout(() => show(store), PATIENCE_MS);
  const answer = await call(`${api}/desk?locale=${encodeURIComponent(plainLocale(locale()))}`);
  show(store, answer.kind === "done" ? readDesk(answer.value) : undefined);
  if (answer.kind === "later") setTimeout(() => void greet(api, store, failures + 1), backOff(failures + 1));
}

/** Without an answer the chat greets in its own words, unless there was one before. */
function show(store: Store, desk = store.now().desk ?? readDesk(undefined)): void {
  store.change({ desk });
}
