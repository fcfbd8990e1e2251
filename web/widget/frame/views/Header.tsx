/** Whose desk this is and who is answering. */
import type { Chat } from "../conversation/state";
import { canRate, asksForRating } from "../conversation/state";
import { strings } from "../strings";
import { Cross, Spark, Star } from "./icons";

interface Props {
  chat: Chat;
  rate: () => void;
  close: (() => void) | undefined;
}

export function Header({ chat, rate, close }: Props) {
  return (
    <header class="header">
      <span class="emblem" aria-hidden="true">
        <Spark />
      </span>
      <div class="who">
        <h1>{chat.desk?.name || "\u00a0"}</h1>
        <p>{whoAnswers(chat)}</p>
      </div>
      {canRate(chat) && !asksForRating(chat) && (
        <button type="button" class="icon" aria-label={strings.rate} title={strings.rate} onClick={rate}>
          <Star />
        </button>
      )}
      {close && (
        <button type="button" class="icon" aria-label={strings.close} onClick={close}>
          <Cross />
        </button>
      )}
    </header>
  );
}

function whoAnswers({ desk, conversation }: Chat): string {
  switch (conversation.holder) {
    case "queue":
      return strings.queued;
    case "person":
      return strings.withPerson(conversation.person || strings.person);
    case "closed":
      return strings.ended;
    case "bot":
      return desk?.assistant_label || strings.aiAssistant;
  }
}
