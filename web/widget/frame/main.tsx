/** Starts the chat on this page: inside a host's page, or as a page of its own. */
import { render } from "preact";
import { readOpened, type VisibleEvent } from "../../shared/wire";
import { ChatClient } from "./conversation/chat";
import { cookieDrawer, localDrawer, memoryBehind } from "./conversation/drawers";
import { keeping, onOtherTab } from "./conversation/keeping";
import { store } from "./conversation/state";
import { choose } from "../../shared/locale";
import { findHost } from "./host";
import { paint, readLook } from "./look";
import { speak } from "./strings";
import { App } from "./views/App";
import "./styles/index.css";

const HIDDEN_MS = 60_000; // A browser allows a site few connections: a tab nobody looks at gives its own back.

const COUNTED: ReadonlySet<string> = new Set(["bot.finished", "person.wrote", "receipt"]);

const host = findHost();
const chat = store();
const keep = keeping(memoryBehind(localDrawer() ?? cookieDrawer()));
comeBack();
let shown = host === undefined;
let unread = 0;

/** A letter's link opens its conversation; the page that wrote there first keeps its own, stronger token. */
function comeBack(): void {
  const opened = readOpened(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
  if (host || !opened.token) return;
  if (keep.conversation()?.conversation !== opened.conversation) keep.keepConversation(opened);
  history.replaceState(null, "", location.pathname);
}

function count(event: VisibleEvent): void {
  if (shown || !COUNTED.has(event.event)) return;
  unread += 1;
  host?.tell({ frontdesk: "unread", count: unread });
}

const client = new ChatClient(new URL("api/v1", document.baseURI).href, keep, chat, count);
const focusComposer = (): void => document.querySelector("textarea")?.focus();

host?.onMessage((message) => {
  if (message.frontdesk === "identity") {
    client.identity.is(message.token);
    return;
  }
  shown = message.frontdesk === "opened";
  if (message.frontdesk !== "opened") return;
  unread = 0;
  host.tell({ frontdesk: "unread", count: 0 });
  if (message.focus) focusComposer();
});

let hiding: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => client.pause(), HIDDEN_MS);
  else client.wake();
});
addEventListener("online", () => {
  client.pause(); // a stream of the network before may stay silent without an error
  client.wake();
});
addEventListener("focus", () => client.refresh());
onOtherTab(() => client.refresh());

async function start(): Promise<void> {
  const page = document.documentElement;
  const look = readLook(location.hash, page.dataset.look ?? "", navigator.languages);
  const { language, locale } = choose(look.languages);
  paint(look);
  page.lang = language;
  await speak(language, locale);

  const root = document.getElementById("chat");
  const close = host && ((): void => host.tell({ frontdesk: "close" }));
  if (root) render(<App store={chat} client={client} keep={keep} close={close} />, root);
  client.start();
  host?.tell({ frontdesk: "ready" });
}

void start();
