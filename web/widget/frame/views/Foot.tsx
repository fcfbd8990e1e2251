/** What is always in reach: a person, and the customer's own orders. */
import type { ChatClient } from "../conversation/chat";
import { canShowOrders, wishForPerson, type Chat } from "../conversation/state";
import { strings } from "../strings";
import { Bag, Person } from "./icons";
import { Trouble } from "./Trouble";

interface Props {
  chat: Chat;
  client: ChatClient;
  showsOrders: boolean;
  toggleOrders: () => void;
}

export function Foot({ chat, client, showsOrders, toggleOrders }: Props) {
  return (
    <>
      {wishForPerson(chat)?.state === "refused" && (
        <div class="foot-problem">
          <Trouble problem={wishForPerson(chat)?.problem} />
        </div>
      )}
      <div class="foot">
        <WayToPerson chat={chat} ask={() => client.askForPerson()} />
        {canShowOrders(chat) && (
          <button type="button" class="quiet-button" aria-haspopup="dialog" aria-expanded={showsOrders} onClick={toggleOrders}>
            <Bag />
            {strings.orders}
          </button>
        )}
      </div>
    </>
  );
}

function WayToPerson({ chat, ask }: { chat: Chat; ask: () => void }) {
  const { holder, person } = chat.conversation;
  if (holder === "queue" || holder === "person") {
    return (
      <p class={`standing ${holder}`} role="status">
        {holder === "queue" ? strings.queued : strings.personHere(person || strings.person)}
      </p>
    );
  }
  if (wishForPerson(chat)?.state === "waiting") {
    return (
      <p class="standing" role="status">
        {chat.failures > 0 ? strings.askingLater : strings.askingForPerson}
      </p>
    );
  }
  return (
    <button type="button" class="quiet-button" onClick={ask}>
      <Person />
      {strings.talkToPerson}
    </button>
  );
}
