/** Puts the chat's launcher on a host's page; the chat itself is a frame on the desk's origin. */
import { heard, type ToFrame, type ToLoader } from "../../shared/host";
import { style } from "./style";

const TAG = "frontdesk-chat";
const OPEN_KEY = "frontdesk.open";
const PHONE = "(max-width: 480px)";
const LABELS = { open: "Open chat", close: "Close chat", chat: "Chat" };

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
  private readonly panel = document.createElement("iframe");
  private readonly launcher = document.createElement("button");
  private readonly count = document.createElement("span");
  private readonly origin: string;
  private identity: string | undefined;
  private ready = false;
  private focus = true;

  constructor(private readonly page: string) {
    this.origin = new URL(page).origin;
    this.panel.className = "panel";
    this.panel.title = LABELS.chat;
    this.panel.hidden = true;
    this.panel.allow = "clipboard-write";
    this.count.className = "count";
    this.launcher.type = "button";
    this.launcher.className = "launcher";
    this.launcher.append(
      draw("M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z", "bubble"),
      draw("M6 6l12 12M18 6L6 18", "cross"),
      this.count,
    );
  }

  mount(): void {
    const element = document.createElement(TAG);
    const root = element.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    root.append(this.panel, this.launcher);
    this.label(0);
    this.launcher.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.launcher.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.close();
    });
    addEventListener("message", (event) => {
      const message = heard(event, this.panel.contentWindow, this.origin) as ToLoader | undefined;
      if (message) this.take(message);
    });
    document.body.append(element);
    if (remembered() && !matchMedia(PHONE).matches) this.open(false);
  }

  /** Who is signed in on this page, by a token of its own server; empty for nobody. */
  identify(token: string | null | undefined): void {
    this.identity = token ?? "";
    this.tell({ frontdesk: "identity", token: this.identity });
  }

  private open(focus = true): void {
    this.focus = focus;
    this.panel.hidden = false;
    if (!this.panel.src) this.panel.src = `${this.page}#host=${encodeURIComponent(location.origin)}`;
    this.shown(true);
    this.tell({ frontdesk: "opened", focus });
    if (focus && this.ready) this.panel.focus();
  }

  private close(): void {
    this.panel.hidden = true;
    this.shown(false);
    this.tell({ frontdesk: "closed" });
    this.launcher.focus();
  }

  private shown(open: boolean): void {
    remembered(open);
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
    const label = open ? LABELS.close : LABELS.open;
    this.count.textContent = unread > 0 && !open ? String(unread) : "";
    this.launcher.setAttribute("aria-expanded", String(open));
    this.launcher.setAttribute("aria-label", this.count.textContent ? `${label} (${unread})` : label);
  }
}

const script = document.currentScript as HTMLScriptElement | null;

function start(): void {
  // A page may carry the tag twice, or run it again after swapping its body.
  if (!script || document.querySelector(TAG)) return;
  const widget = new Widget(new URL("chat.html", script.src).href);
  if (script.dataset.identity !== undefined) widget.identify(script.dataset.identity);
  Object.assign(window, { Frontdesk: { identify: (token?: string | null) => widget.identify(token) } });
  widget.mount();
}

if (document.body as HTMLElement | null) start();
else addEventListener("DOMContentLoaded", start);
