/** What somebody has typed, or sent in vain, by user: it outlives a session that ended and a closed browser. */
import type { Outgoing } from "./state";

export type Kind = "reply" | "note";

const TYPED = "frontdesk.console.typed";
const UNSENT = "frontdesk.console.unsent";
const CLOSED_FIRST = {
  code: "page_closed",
  detail: "This may not have been sent: the page was closed first.",
  next_step: "Send it again, it counts once, or discard it.",
};

export function draftOf(user: string, conversation: string, kind: Kind): string {
  return read(`${TYPED}/${user}/${kind}/${conversation}`);
}

export function keepDraft(user: string, conversation: string, kind: Kind, text: string): void {
  keep(`${TYPED}/${user}/${kind}/${conversation}`, text);
}

export function keepUnsent(user: string, message: Outgoing): void {
  keep(`${UNSENT}/${user}/${message.client_id}`, JSON.stringify(message));
}

/** The desk has it, or nobody wants it any more. */
export function letGo(user: string, client_id: string): void {
  keep(`${UNSENT}/${user}/${client_id}`, "");
}

/** What a page of this user had not heard of when it was closed: they decide whether it is sent. */
export function unsentOf(user: string): Outgoing[] {
  const kept = names()
    .filter((name) => name.startsWith(`${UNSENT}/${user}/`))
    .map((name) => JSON.parse(read(name)) as Outgoing);
  return kept.map((message) => ({ ...message, state: "refused", problem: CLOSED_FIRST }));
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

function keep(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(name, text);
    else localStorage.removeItem(name);
  } catch {
    return; // a browser that stores nothing: the page itself still holds it
  }
}

function names(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
