/** What each side sees while the other writes. */
import type { Activity } from "../../../shared/wire";
import type { Store } from "./state";

const EVERY_MS = 2500;
const FADES_MS = 6000;

export interface Typing {
  /** The customer pressed a key: a person who has the conversation is told, now and then. */
  wrote: () => void;
  /** A person may stop without a word. */
  seen: (activity: Activity) => void;
}

export function typing({ now, change }: Store, tell: () => unknown): Typing {
  let next = 0;
  let fading = 0;
  return {
    wrote: () => {
      if (now().conversation.holder !== "person" || Date.now() < next) return;
      next = Date.now() + EVERY_MS;
      tell();
    },
    seen: (activity) => {
      clearTimeout(fading);
      change({ activity });
      if (activity.kind === "typing") fading = window.setTimeout(change, FADES_MS, { activity: undefined });
    },
  };
}
