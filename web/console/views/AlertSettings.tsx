/** How this person is called in this browser. */
import { useState } from "preact/hooks";
import { keepWishes, wishesOf, type Wishes } from "../desk/alerts";
import { mayNotify } from "../desk/calling";
import type { Client } from "../desk/client";

const BLOCKED = "This browser blocks notifications of this page. Allow them at the sign beside its address, then switch them on here.";

export function AlertSettings({ client, user }: { client: Client; user: string }) {
  const [wishes, setWishes] = useState(() => wishesOf(user));
  const [problem, setProblem] = useState("");
  const wish = (part: Partial<Wishes>): void => {
    setWishes({ ...wishes, ...part });
    keepWishes(user, { ...wishes, ...part });
  };
  /** A browser asks whoever uses it, and only after a press. */
  const notify = async (wanted: boolean): Promise<void> => {
    const isAllowed = !wanted || mayNotify() || ("Notification" in window && (await Notification.requestPermission()) === "granted");
    setProblem(isAllowed ? "" : BLOCKED);
    wish({ notification: wanted && isAllowed });
  };
  return (
    <fieldset class="alerts">
      <legend>Call me when somebody waits, writes to me, or is given to me</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.sound}
          onChange={(event) => {
            wish({ sound: event.currentTarget.checked });
            if (event.currentTarget.checked) client.calling.sound();
          }}
        />
        With a sound
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={wishes.notification && mayNotify()}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            event.currentTarget.checked = wanted && mayNotify();
            void notify(wanted);
          }}
        />
        With a notification of this computer
      </label>
      <label class="check">
        <input type="checkbox" checked={wishes.text} disabled={!wishes.notification} onChange={(event) => wish({ text: event.currentTarget.checked })} />
        The notification shows what was written
      </label>
      {problem && (
        <p class="trouble" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
