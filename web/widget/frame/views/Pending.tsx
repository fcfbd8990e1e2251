/** A message of the customer that the log does not show yet. */
import type { Outgoing } from "../conversation/keeping";
import { strings } from "../strings";
import { keepFocus } from "./focus";
import { Message } from "./Message";
import { Trouble } from "./Trouble";

interface Props {
  message: Outgoing;
  /** More than one attempt has failed. */
  troubled: boolean;
  retry: () => void;
  edit: () => void;
}

export function Pending({ message: { text, state, problem }, troubled, retry, edit }: Props) {
  const again = (): void => {
    retry();
    keepFocus();
  };
  return (
    <Message side="own" name={strings.you} text={text}>
      {state === "waiting" && troubled && (
        <p class="aside">
          {strings.notSentYet}{" "}
          <button type="button" class="link" onClick={again}>
            {strings.tryAgain}
          </button>
        </p>
      )}
      {state === "refused" && (
        <Trouble problem={problem}>
          <p class="choices">
            <button type="button" class="link" onClick={again}>
              {strings.tryAgain}
            </button>
            <button type="button" class="link" onClick={edit}>
              {strings.edit}
            </button>
          </p>
        </Trouble>
      )}
    </Message>
  );
}
