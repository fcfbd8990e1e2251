/** Places where a browser lets this page keep texts, best first: local storage, cookies, memory. */

export type Drawer = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PIECE = 3500; // A cookie holds 4 KB with its name.
const DAYS_30 = 2_592_000;

/** Undefined when the browser forbids it, as many do in a frame on another site's page. */
export function localDrawer(): Drawer | undefined {
  return attempt(() => localStorage) ?? undefined;
}

/** Cookies that belong to this page within this host's site, and are sent nowhere but to this page's address. */
export function cookieDrawer(jar: { cookie: string } = document, path: string = location.pathname): Drawer {
  const bake = (name: string, value: string, age: number): void => {
    jar.cookie = `${name}=${value}; Path=${path}; Max-Age=${age}; Secure; SameSite=None; Partitioned`;
  };
  const held = (): Map<string, string> =>
    new Map(jar.cookie.split("; ").map((each) => each.split("=", 2) as [string, string]));
  const piecesOf = (key: string): string[] => {
    const cookies = held();
    const pieces: string[] = [];
    for (let piece = cookies.get(`${key}.0`); piece !== undefined; piece = cookies.get(`${key}.${pieces.length}`)) {
      pieces.push(piece);
    }
    return pieces;
  };
  const cut = (key: string, from: number): void =>
    piecesOf(key).forEach((_, at) => at >= from && bake(`${key}.${at}`, "", 0));

  return {
    getItem: (key) => {
      const pieces = piecesOf(key);
      return pieces.length > 0 ? decodeURIComponent(pieces.join("")) : null;
    },
    setItem: (key, value) => {
      const encoded = encodeURIComponent(value);
      const count = Math.ceil(encoded.length / PIECE);
      cut(key, count);
      for (let at = 0; at < count; at += 1) bake(`${key}.${at}`, encoded.slice(at * PIECE, (at + 1) * PIECE), DAYS_30);
      if (piecesOf(key).join("") !== encoded) {
        cut(key, 0);
        throw new Error("The browser did not keep the cookie.");
      }
    },
    removeItem: (key) => cut(key, 0),
  };
}

/** What the drawer does not take is remembered for as long as the page is open. */
export function memoryBehind(drawer: Drawer): Drawer {
  const memory = new Map<string, string | null>();
  return {
    getItem: (key) => {
      const held = memory.get(key);
      return held === undefined ? attempt(() => drawer.getItem(key)) : held;
    },
    setItem: (key, value) => {
      memory.delete(key);
      if (attempt(() => (drawer.setItem(key, value), true)) === null) memory.set(key, value);
    },
    removeItem: (key) => {
      memory.delete(key);
      if (attempt(() => (drawer.removeItem(key), true)) === null) memory.set(key, null);
    },
  };
}

export function attempt<Value>(action: () => Value): Value | null {
  try {
    return action();
  } catch {
    return null;
  }
}
