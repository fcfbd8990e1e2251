/** The whole desk's switch: who answers customers. Everybody sees how it stands; leads turn it. */
import { useState } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Problem } from "../../shared/wire";
import type { Client } from "../desk/client";
import type { Desk, Dialog as DialogName } from "../desk/state";
import { MODES } from "../desk/wire";
import { words } from "../words";
import { Dialog } from "./Dialog";
import { Icon } from "./icons";
import { before } from "./time";

export function ModeButton({ desk, show }: { desk: Desk; show: (dialog: DialogName) => void }) {
  const { mode } = desk;
  if (!mode) return null;
  const { name, short } = words.modes[mode.mode];
  return (
    <button type="button" class={`mode ${mode.mode}`} title={name} onClick={() => show("mode")}>
      <Icon of={words.modes[mode.mode].drawing} />
      <span class="mode-name">
        {name}
        {mode.mode !== "bot" && <small>{short}</small>}
      </span>
    </button>
  );
}

interface Props {
  desk: Desk;
  client: Client;
  close: () => void;
}

export function ModeDialog({ desk, client, close }: Props) {
  const [problem, setProblem] = useState<Problem>();
  const { me, mode, now } = desk;
  const turn = async (to: (typeof MODES)[number]): Promise<void> => {
    const refused = await client.turnSwitch(to);
    setProblem(refused);
    if (!refused) close();
  };
  return (
    <Dialog title="Who answers customers" close={close}>
      {problem && (
        <p class="trouble" role="alert">
          <strong>{problem.detail}</strong> {problem.next_step}
        </p>
      )}
      <ul class="choices">
        {MODES.map((each) => (
          <li key={each}>
            <button
              type="button"
              class="choice tall"
              aria-pressed={each === mode?.mode}
              disabled={!me?.turns_switch || each === mode?.mode}
              onClick={() => void turn(each)}
            >
              <Icon of={words.modes[each].drawing} />
              <span>
                <b>{words.modes[each].name}</b>
                <small class="faint">{words.modes[each].detail}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="faint">
        {mode?.at ? `Turned by ${clean(mode.by)} ${before(mode.at, now)}.` : "It stands as the settings have it."}{" "}
        {me?.turns_switch ? "It counts from the next message of each customer on." : "A lead can turn it."}
      </p>
    </Dialog>
  );
}
