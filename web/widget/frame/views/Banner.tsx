/** What stands between the customer and the desk, and the way on. */
import { useEffect, useState } from "preact/hooks";
import type { Chat } from "../conversation/state";
import { strings } from "../strings";
import { keepFocus } from "./focus";

export function Banner({ chat, startAnew }: { chat: Chat; startAnew: () => void }) {
  const online = useOnline();
  if (chat.lost) {
    return (
      <div class="banner" role="alert">
        <p>
          <strong>{strings.lost}</strong> {strings.lostNext}
        </p>
        <StartAnew press={startAnew} look="strong" />
      </div>
    );
  }
  if (chat.conversation.holder === "closed") {
    return (
      <div class="ended">
        <StartAnew press={startAnew} look="plain-button" />
      </div>
    );
  }
  const trouble = online ? chat.failures > 1 && strings.unreachable : strings.offline;
  return trouble ? (
    <div class="banner" role="status">
      {trouble}
    </div>
  ) : null;
}

function StartAnew({ press, look }: { press: () => void; look: string }) {
  return (
    <button
      type="button"
      class={look}
      onClick={() => {
        press();
        keepFocus();
      }}
    >
      {strings.startAnew}
    </button>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return online;
}
