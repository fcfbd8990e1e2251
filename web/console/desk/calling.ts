/** Calls somebody by sound and notification, once in all tabs of a browser. */
import { clean } from "../../shared/markdown";
import { words } from "../words";
import { causeOf, isBack, wishesOf, type Cause } from "./alerts";
import type { Store } from "./state";
import type { Line } from "./wire";

const OTHERS_FIRST_MS = 300; // the tab in which it is read says so before this one calls
const PAUSE_MS = 2_000; // between two sounds
const CALLED = "frontdesk.console.called";
const REMEMBERED = 30;

export class Calling {
  private sounded = 0;
  private audio: AudioContext | undefined;

  constructor(
    private readonly store: Store,
    private readonly open: (conversation: string) => void,
  ) {}

  /** A line has changed. */
  hear(before: Line | undefined, after: Line): void {
    const { me, now } = this.store.now();
    const cause = me && causeOf(before, after, me.user, now);
    if (cause) this.raise(cause, after, `${after.conversation} ${after.revision}`);
  }

  /** Time has gone by since then: what was put off until now is back. */
  pass(before: number): void {
    const { me, now, lines } = this.store.now();
    for (const line of lines.values()) {
      if (me && isBack(line, me.user, before, now)) this.raise("back", line, `${line.conversation} ${line.snoozed}`);
    }
  }

  private raise(cause: Cause, line: Line, call: string): void {
    if (this.isRead(line)) isFirst(call);
    else setTimeout(() => isFirst(call) && this.call(cause, line), OTHERS_FIRST_MS);
  }

  sound(): void {
    this.audio ??= new AudioContext();
    [660, 880].forEach((hertz, at) => this.audio && tone(this.audio, hertz, at * 0.14));
  }

  private isRead({ conversation }: Line): boolean {
    return document.hasFocus() && this.store.now().open?.id === conversation;
  }

  private call(cause: Cause, line: Line): void {
    const { me } = this.store.now();
    const wishes = wishesOf(me?.user ?? "");
    if (wishes.sound && Date.now() - this.sounded > PAUSE_MS) {
      this.sounded = Date.now();
      this.sound();
    }
    if (!wishes.notification || !mayNotify()) return;
    const name = clean(line.name) || words.visitor;
    const body = wishes.text ? `${name}: ${clean(line.text)}` : name;
    const notification = notify(words.called[cause], { body, tag: line.conversation, silent: true });
    if (!notification) return;
    notification.onclick = () => {
      window.focus();
      this.open(line.conversation);
      notification.close();
    };
  }
}

export function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

/** Browsers of phones have none for a page. */
function notify(title: string, options: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    return undefined;
  }
}

/** Whether no tab of this browser has answered this call before. */
function isFirst(call: string): boolean {
  try {
    const called = (localStorage.getItem(CALLED) ?? "").split("\n");
    if (called.includes(call)) return false;
    localStorage.setItem(CALLED, [...called, call].slice(-REMEMBERED).join("\n"));
  } catch {
    return true;
  }
  return true;
}

function tone(audio: AudioContext, hertz: number, after: number): void {
  const start = audio.currentTime + after;
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.12, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.3);
  volume.connect(audio.destination);
  const note = audio.createOscillator();
  note.frequency.value = hertz;
  note.connect(volume);
  note.start(start);
  note.stop(start + 0.3);
}
