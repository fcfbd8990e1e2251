/** What somebody has typed and not sent, by conversation: it outlives a reload and a session that ended. */

export type Kind = "reply" | "note";

const PREFIX = "frontdesk.console.";

export function draftOf(conversation: string, kind: Kind): string {
  try {
    return sessionStorage.getItem(`${PREFIX}${kind}.${conversation}`) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(conversation: string, kind: Kind, text: string): void {
  try {
    const name = `${PREFIX}${kind}.${conversation}`;
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    return; // a browser that stores nothing: the field itself still holds it
  }
}
