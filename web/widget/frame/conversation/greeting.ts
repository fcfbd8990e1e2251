/** What the desk says of itself, asked for until it answers. */
import { call } from "../../../shared/calls";
import { locale } from "../../../shared/locale";
import { backOff } from "../../../shared/waiting";
import { readDesk } from "../../../shared/wire";
import { plainLocale } from "./bodies";
import type { Store } from "./state";

export async function greet(api: string, store: Store, failures = 0): Promise<void> {
  const answer = await call(`${api}/desk?locale=${encodeURIComponent(plainLocale(locale()))}`);
  const { desk = readDesk(undefined) } = store.now();
  store.change({ desk: answer.kind === "done" ? readDesk(answer.value) : desk });
  if (answer.kind === "later") setTimeout(() => void greet(api, store, failures + 1), backOff(failures + 1));
}
