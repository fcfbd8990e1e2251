/** The whole chat, top to bottom. */
import { useEffect, useReducer, useState } from "preact/hooks";
import type { Citation } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import type { Keeping } from "../conversation/keeping";
import { awaitsReply, isReplying, type Store } from "../conversation/state";
import { strings } from "../strings";
import { Banner } from "./Banner";
import { Composer } from "./Composer";
import { useEscape } from "./focus";
import { Header } from "./Header";
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
  const [draft, setDraft] = useState(keep.draft);
  useEffect(() => store.subscribe(() => redraw(undefined)), [store]);

  const chat = store.now();
  const name = chat.desk?.assistant_label || strings.assistant;
  const title = chat.desk?.name;
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  const type = (text: string): void => {
    keep.keepDraft(text);
    setDraft(text);
  };
  const send = (text: string): void => {
    client.send(text.trim());
    setSource(undefined);
  };
  const edit = (client_id: string, text: string): void => {
    type(draft ? `${text}\n${draft}` : text);
    client.takeBack(client_id);
    document.querySelector("textarea")?.focus();
  };
  useEscape(() => {
    if (source) setSource(undefined);
    else close?.();
  });

  return (
    <main class="chat">
      <Header chat={chat} close={close} />
      <div class="middle">
        <Transcript chat={chat} name={name} source={source} show={setSource} send={send} client={client} edit={edit} />
        {source && <SourceCard source={source} close={() => setSource(undefined)} />}
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
      <div class="hidden" role="status" aria-live="polite">
        {chat.spoken.text && <p key={chat.spoken.turn}>{`${strings.said(name)} ${chat.spoken.text}`}</p>}
      </div>
    </main>
  );
}
