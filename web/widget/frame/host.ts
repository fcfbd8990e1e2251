/** The frame's side of the talk with the page that shows it. */
import { heard, type ToFrame, type ToLoader } from "../../shared/host";

export interface Host {
  tell: (message: ToLoader) => void;
  onMessage: (take: (message: ToFrame) => void) => void;
}

/** The host page, if there is one; the server's frame-ancestors decides which pages may be. */
export function findHost(): Host | undefined {
  const origin = new URLSearchParams(location.hash.slice(1)).get("host");
  const { parent } = window;
  if (parent === window || !origin || !isOrigin(origin)) return undefined;
  return {
    tell: (message) => parent.postMessage(message, origin),
    onMessage: (take) =>
      addEventListener("message", (event) => {
        const message = heard(event, parent, origin) as ToFrame | undefined;
        if (message) take(message);
      }),
  };
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
