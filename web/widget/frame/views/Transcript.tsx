/** The conversation so far; it follows its end as long as the reader stands there. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Citation } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import type { ChoicesLine, Line } from "../conversation/lines";
import { linkHosts } from "../conversation/reply";
import { asksForRating, unseen, type Chat } from "../conversation/state";
import { strings } from "../strings";
import { BotMessage } from "./BotMessage";
import { ChoicesCard } from "./ChoicesCard";
import { ConfirmationCard } from "./ConfirmationCard";
import { keepFocus } from "./focus";
import { Greeting } from "./Greeting";
import { Down } from "./icons";
import { Message } from "./Message";
import { Note } from "./Note";
import { Pending } from "./Pending";
import { RatingCard } from "./RatingCard";
import { ReceiptCard } from "./ReceiptCard";

interface Props {
  chat: Chat;
  name: string;
  source: Citation | undefined;
  show: (source: Citation | undefined) => void;
  send: (text: string) => void;
  client: ChatClient;
  edit: (client_id: string, text: string) => void;
}

const NEAR_PX = 48;

export function Transcript({ chat, name, source, show, send, client, edit }: Props) {
  const { lines } = chat.conversation;
  const hosts = linkHosts(chat.desk, lines);
  const pending = unseen(chat.outbox, lines).filter(({ handover }) => !handover);
  const { log, atEnd, moved, toEnd } = useEnd(pending.at(-1)?.client_id ?? (asksForRating(chat) ? "rating" : undefined));

  return (
    <div class="transcript">
      <div class="log" role="log" aria-label={strings.conversation} aria-live="off" tabIndex={0} ref={log} onScroll={moved}>
        <ol>
          <Greeting desk={chat.desk} name={name} />
          {lines.map((line) => (
            <Row key={line.key} line={line} {...{ chat, name, hosts, source, show, client }} />
          ))}
          {pending.map((message) => (
            <Pending
              key={message.client_id}
              message={message}
              troubled={chat.failures > 1}
              retry={() => client.retry(message.client_id)}
              edit={() => edit(message.client_id, message.text)}
            />
          ))}
          {asksForRating(chat) && <RatingCard opinion={chat.opinion} opinions={client.opinions} />}
        </ol>
        {lines.length + pending.length === 0 && <Suggestions questions={chat.desk?.suggested_questions ?? []} ask={send} />}
      </div>
      {!atEnd && (
        <button type="button" class="icon latest" aria-label={strings.latest} onClick={toEnd}>
          <Down />
        </button>
      )}
    </div>
  );
}

function useEnd(own: string | undefined) {
  const log = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = (): void => log.current?.scrollTo({ top: log.current.scrollHeight });
  const moved = (): void => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    follows.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    setAtEnd(follows.current);
  };
  useLayoutEffect(() => {
    if (own) follows.current = true;
  }, [own]);
  const follow = (): void => {
    if (follows.current) toEnd();
  };
  useLayoutEffect(follow);
  useEffect(() => {
    // The composer grows and keyboards appear: the end stays in sight.
    const watch = new ResizeObserver(follow);
    if (log.current) watch.observe(log.current);
    return () => watch.disconnect();
  }, []);
  return { log, atEnd, moved, toEnd };
}

type RowProps = { line: Line; hosts: string } & Pick<Props, "chat" | "name" | "source" | "show" | "client">;

function Row({ line, chat, name, hosts, source, show, client }: RowProps) {
  switch (line.kind) {
    case "customer":
      return <Message side="own" name={strings.you} text={line.text} />;
    case "person":
      return <Message side="other" name={line.name || strings.person} text={line.text} />;
    case "reply":
      return (
        <BotMessage
          turn={line.turn}
          parts={line.parts}
          name={name}
          hosts={hosts}
          source={source}
          show={show}
          client={client}
          offersPerson={line.controls.includes("person") && chat.conversation.holder === "bot"}
          asksIfHelpful={line.controls.includes("helpful")}
          helpful={chat.opinion.helpful[line.turn] ?? line.helpful}
        />
      );
    case "offer":
      return (
        <ConfirmationCard
          line={line}
          press={chat.presses[line.offer.id]}
          decide={(id, decision) => client.press(id, decision)}
        />
      );
    case "choices":
      return <ChoicesCard line={line} picking={picking(line, chat)} pick={(text, choice) => client.send(text, { choice })} />;
    case "receipt":
      return <ReceiptCard receipt={line.receipt} />;
    case "note":
      return <Note code={line.code} detail={line.detail} />;
  }
}

/** What the customer is about to have said to open choices; "" for words of their own. */
function picking({ open }: ChoicesLine, { outbox }: Chat): string | undefined {
  const message = open ? outbox.find(({ state, handover }) => state !== "refused" && !handover) : undefined;
  return message && (message.choice ?? "");
}

function Suggestions({ questions, ask }: { questions: readonly string[]; ask: (text: string) => void }) {
  if (questions.length === 0) return null;
  return (
    <ul class="suggestions" aria-label={strings.suggestions}>
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            onClick={() => {
              ask(question);
              keepFocus();
            }}
          >
            {question}
          </button>
        </li>
      ))}
    </ul>
  );
}
