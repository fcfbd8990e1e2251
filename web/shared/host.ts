/** What the loader on the host's page and the frame on the desk's origin say to each other. */

export type ToFrame =
  | { frontdesk: "opened"; focus: boolean }
  | { frontdesk: "closed" }
  /** Who is signed in at the host's site, by the token of its own server; empty for nobody. */
  | { frontdesk: "identity"; token: string };

export type ToLoader = { frontdesk: "ready" } | { frontdesk: "close" } | { frontdesk: "unread"; count: number };

/** The message, if it comes from exactly that window on exactly that origin. */
export function heard(event: MessageEvent, from: Window | null, origin: string): unknown {
  if (event.origin !== origin || event.source !== from || from === null) return undefined;
  const data: unknown = event.data;
  return typeof data === "object" && data !== null && "frontdesk" in data ? data : undefined;
}
