/** The whole chat, top to bottom. */
import { useEffect, useReducer, useState } from "preact/hooks";
import type { Citation } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import type { Keeping } from "../conversation/keeping";
import { awaitsReply, isReplying, type Spoken, type Store } from "../conversation/state";
import { strings } from "../strings";
import { Banner } from "./Banner";
import { Composer } from "./Composer";
import { Foot } from "./Foot";
import { useEscape } from "./focus";
import { Header } from "./Header";
import { OrdersPanel } from "./OrdersPanel";
import { SourceCard } from "./SourceCard";
import { Transcript } from "./Transcript";
import { Typing } from "./Typing";

interface Props {
  store: Store;
  client: ChatClient;
  keep: Keeping;
  close: (() => void) | undefined;
}

export function App({ store, client, keep, close }: Props) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [source, setSource] = useState<Citation>();
  const [orders, setOrders] = useState(false);
  const [draft, setDraft] = useState(keep.draft);
  useEffect(() => store.subscribe(() => redraw(undefined)), [store]);

  const chat = store.now();
  const name = chat.desk?.assistant_label || strings.assistant;
  useTitle(chat.desk?.name);
  const type = (text: string): void => {
    keep.keepDraft(text);
    setDraft(text);
    client.typing.wrote();
  };
  const send = (text: string): void => {
    client.send(text.trim());
    showSource(undefined);
  };
  const showSource = (shown: Citation | undefined): void => {
    setSource(shown);
    setOrders(false);
  };
  const askAbout = (order: string): void => {
    setOrders(false);
    type(strings.aboutOrder(order) + draft);
    document.querySelector("textarea")?.focus();
  };
  const edit = (client_id: string, text: string): void => {
    type(draft ? `${text}\n${draft}` : text);
    client.takeBack(client_id);
    document.querySelector("textarea")?.focus();
  };
  useEscape(() => {
    if (source || orders) showSource(undefined);
    else close?.();
  });

  return (
    <main class="chat">
      <Header chat={chat} rate={() => client.opinions.ask()} close={close} />
      <div class="middle">
        <Transcript chat={chat} name={name} source={source} show={showSource} send={send} client={client} edit={edit} />
        {source && <SourceCard source={source} close={() => setSource(undefined)} />}
        {orders && <OrdersPanel client={client} close={() => setOrders(false)} ask={askAbout} />}
      </div>
      <Typing name={name} activity={chat.activity} awaiting={awaitsReply(chat)} replying={isReplying(chat)} />
      <Banner chat={chat} startAnew={() => client.startAnew()} />
      <Composer
        draft={draft}
        limit={chat.desk?.message_characters ?? Infinity}
        type={type}
        send={(text) => {
          send(text);
          type("");
        }}
      />
      <Foot
        chat={chat}
        client={client}
        showsOrders={orders}
        toggleOrders={() => {
          setSource(undefined);
          setOrders(!orders);
        }}
      />
      <Announcer spoken={chat.spoken} />
    </main>
  );
}

/** A screen reader says each text once, as it is added. */
function Announcer({ spoken }: { spoken: readonly Spoken[] }) {
  return (
    <div class="hidden" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
      {spoken.map(({ text, turn }) => (
        <p key={turn}>{text}</p>
      ))}
    </div>
  );
}

function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
