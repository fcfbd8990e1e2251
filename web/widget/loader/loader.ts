/** Puts the chat's launcher on a host's page; the chat itself is a frame on the desk's origin. */
import { heard, type ToFrame, type ToLoader } from "../../shared/host";
import { labels, paint, readLook } from "./look";
import { Screen } from "./screen";
import style from "./style.css?inline";

const TAG = "frontdesk-chat";
const OPEN_KEY = "frontdesk.open";
const PATIENCE_MS = 8_000;

function draw(path: string, name: string): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "path"));
  svg.firstElementChild?.setAttribute("d", path);
  return svg;
}

/** The host's page may forbid storage; then a reload finds the chat closed. */
function remembered(open?: boolean): boolean {
  try {
    if (open !== undefined) sessionStorage.setItem(OPEN_KEY, open ? "1" : "");
    return sessionStorage.getItem(OPEN_KEY) === "1";
  } catch {
    return false;
  }
}

class Widget {
  private readonly element = document.createElement(TAG);
  private readonly panel = document.createElement("iframe");
  private readonly launcher = document.createElement("button");
  private readonly count = document.createElement("span");
  private readonly screen = new Screen(this.element, this.panel);
  private readonly origin: string;
  private readonly labels: ReturnType<typeof labels>;
  private identity: string | undefined;
  private ready = false;
  private focus = true;

  constructor(
    private readonly page: string,
    private readonly look: URLSearchParams,
  ) {
    this.origin = new URL(page).origin;
    this.labels = labels(look.get("lang"));
    this.panel.className = "panel";
    this.panel.title = "Chat";
    this.panel.hidden = true;
    this.panel.allow = "clipboard-write";
    this.count.className = "count";
    this.launcher.className = "launcher";
    this.launcher.append(
      draw("M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z", "bubble"),
      draw("M6 6l12 12M18 6L6 18", "cross"),
      this.count,
    );
  }

  mount(): void {
    const root = this.element.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.append(this.panel, this.launcher);
    paint(this.element, this.panel, this.look);
    this.label(0);
    this.launcher.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.launcher.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.close();
    });
    addEventListener("message", (event) => {
      const message = heard(event, this.panel.contentWindow, this.origin) as ToLoader | undefined;
      if (message) this.take(message);
    });
    document.body.append(this.element);
    if (remembered() && !this.screen.isSmall) this.open(false);
  }

  /** Who is signed in on this page, by a token of its own server; empty for nobody. */
  identify(token: string | null | undefined): void {
    this.identity = token ?? "";
    this.tell({ frontdesk: "identity", token: this.identity });
  }

  private open(focus = true): void {
    this.focus = focus;
    this.panel.hidden = false;
    if (!this.panel.src) {
      this.look.set("host", location.origin);
      this.panel.src = `${this.page}#${this.look}`;
      this.watch(PATIENCE_MS);
    }
    this.shown(true);
    this.tell({ frontdesk: "opened", focus });
    if (focus && this.ready) this.panel.focus();
  }

  /** A frame one of whose files was lost, as while the desk restarts, would stay blank: it is loaded anew. */
  private watch(ms: number): void {
    setTimeout(() => {
      if (this.ready) return;
      this.launcher.before(this.panel);
      this.watch(ms * 2); // on a slow line the files come one after another
    }, ms);
  }

  private close(): void {
    this.panel.hidden = true;
    this.shown(false);
    this.tell({ frontdesk: "closed" });
    this.launcher.focus();
  }

  private shown(open: boolean): void {
    remembered(open);
    this.screen.isTaken(open);
    this.label(0);
  }

  private tell(message: ToFrame): void {
    if (this.ready) this.panel.contentWindow?.postMessage(message, this.origin);
  }

  private take(message: ToLoader): void {
    if (message.frontdesk === "close") this.close();
    if (message.frontdesk === "unread") this.label(message.count);
    if (message.frontdesk === "ready") {
      this.ready = true;
      this.panel.classList.add("ready");
      if (this.identity !== undefined) this.identify(this.identity);
      if (this.panel.hidden) return;
      if (this.focus) this.panel.focus();
      this.tell({ frontdesk: "opened", focus: this.focus });
    }
  }

  private label(unread: number): void {
    const open = !this.panel.hidden;
    const label = this.labels[open ? 1 : 0];
    this.count.textContent = unread > 0 && !open ? String(unread) : "";
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.setAttribute("aria-label", this.count.textContent ? `${label} (${unread})` : label);
  }
}

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  // A page may carry the tag twice, or run it again after swapping its body.
  if (!script || document.querySelector(TAG)) return;
  const widget = new Widget(new URL("chat.html", script.src).href, readLook(script.dataset));
  if (script.dataset.identity !== undefined) widget.identify(script.dataset.identity);
  Object.assign(window, { Frontdesk: { identify: (token?: string | null) => widget.identify(token) } });
  widget.mount();
}

if (document.body as HTMLElement | null) start();
else addEventListener("DOMContentLoaded", start);
