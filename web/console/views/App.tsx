/** The whole console: lists, a list, the conversation, and what is known beside it. */
import { useEffect, useLayoutEffect, useReducer, useState } from "preact/hooks";
import type { Client } from "../desk/client";
import { sorted } from "../desk/lists";
import type { Desk, Dialog as DialogName, Store } from "../desk/state";
import { useAddress } from "./address";
import { CannedReplies } from "./CannedReplies";
import { Conversation, takeOver, useTalk } from "./Conversation";
import { AccountDialog, HandBack, RefuseRefund, Snooze, Transfer } from "./Dialogs";
import { Help } from "./Help";
import { Icon } from "./icons";
import { useKeys } from "./keys";
import { List } from "./List";
import { ModeDialog } from "./Mode";
import { Palette } from "./Palette";
import { Side } from "./Side";
import { Sidebar } from "./Sidebar";
import { SignIn } from "./SignIn";
import { TicketPage } from "./TicketPage";

export function App({ store, client }: { store: Store; client: Client }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => store.subscribe(() => redraw(undefined)), [store]);
  const desk = store.now();
  const show = (dialog: DialogName): void => store.change({ dialog });
  useAddress(desk, client);
  useKeys(store, client);
  useTitle(desk);
  if (desk.entry === "checking") return <main class="entrance" aria-busy="true" aria-label="Signing in" />;
  if (desk.entry === "out") return <SignIn client={client} problem={desk.entryProblem} />;
  return <Shell desk={desk} client={client} show={show} />;
}

interface Props {
  desk: Desk;
  client: Client;
  show: (dialog: DialogName) => void;
}

function Shell({ desk, client, show }: Props) {
  const [panel, setPanel] = useState(false);
  const talk = useTalk(desk.open);
  return (
    <div class={`shell${desk.open ? " reading" : ""}${desk.ticket ? " reading wide" : ""}${panel ? " panel" : ""}`}>
      <Sidebar desk={desk} client={client} show={show} />
      <List desk={desk} client={client} />
      {desk.ticket ? (
        <TicketPage desk={desk} client={client} />
      ) : (
        <>
          <Conversation desk={desk} client={client} show={show} talk={talk} togglePanel={() => setPanel(!panel)} />
          <Side desk={desk} client={client} talk={talk} show={show} />
        </>
      )}
      <Toasts desk={desk} client={client} />
      <Asked desk={desk} client={client} show={show} />
    </div>
  );
}

function Asked({ desk, client, show }: Props) {
  const close = (): void => show("");
  const given = { desk, client, close };
  switch (desk.dialog) {
    case "palette":
      return <Palette desk={desk} client={client} show={show} />;
    case "canned":
      return <CannedReplies {...given} />;
    case "help":
      return <Help close={close} />;
    case "hand-back":
      return <HandBack {...given} />;
    case "transfer":
      return <Transfer {...given} />;
    case "snooze":
      return <Snooze {...given} />;
    case "account":
      return <AccountDialog {...given} />;
    case "mode":
      return <ModeDialog {...given} />;
    case "refuse":
      return <RefuseRefund {...given} />;
    case "":
      return null;
  }
}

function Toasts({ desk, client }: { desk: Desk; client: Client }) {
  const line = desk.open?.conversation?.line;
  return (
    <div class="toasts" role="status" aria-live="polite">
      {desk.toasts.map(({ id, tone, text, detail, takeOver: offered }) => (
        <div key={id} class={`toast ${tone}`}>
          <p>
            <strong>{text}</strong> {detail}
          </p>
          {offered && line?.holder === "person" && line.user !== desk.me?.user && (
            <button
              type="button"
              class="soft"
              onClick={() => {
                client.work.dismiss(id);
                void takeOver(client, line, desk.me?.user ?? "");
              }}
            >
              Take over
            </button>
          )}
          <button type="button" class="icon" aria-label="Dismiss" onClick={() => client.work.dismiss(id)}>
            <Icon of="cross" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Who waits is told in the tab, too. */
function useTitle({ me, lines, now, entry }: Desk): void {
  const { waiting: everybodys, mine } = sorted(entry === "in" ? lines.values() : [], me?.user ?? "", now);
  const waiting = everybodys.length + mine.filter(({ holder }) => holder === "queue").length;
  const name = me?.desk ? `${me.desk} console` : "Console";
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
  }, [waiting, name]);
}
