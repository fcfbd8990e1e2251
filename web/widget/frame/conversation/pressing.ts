/** Presses of cards: busy until the desk has answered, never sent behind the customer's back. */
import type { Answer } from "../../../shared/calls";
import type { Decision, Outcome } from "../../../shared/cards";
import { readOutcome, type Problem } from "../../../shared/wire";
import { backOff } from "../../../shared/waiting";
import { strings } from "../strings";

export type Press =
  | { state: "busy"; decision: Decision }
  | { state: "failed"; decision: Decision; problem: Problem }
  | { state: "settled"; decision: Decision; outcome: Outcome };

/** By the card's id. */
export type Presses = Readonly<Record<string, Press>>;

const TRIES = 2;

/** One press, from busy to its end; pressing again is safe, because a card is settled once. */
export async function pressCard(
  decision: Decision,
  post: () => Promise<Answer>,
  show: (press: Press) => void,
  online: () => boolean = () => navigator.onLine,
): Promise<void> {
  show({ state: "busy", decision });
  for (let tries = 1; online() && tries <= TRIES; tries += 1) {
    const answer = await post();
    if (answer.kind !== "later") {
      show(ended(decision, answer));
      return;
    }
    if (tries < TRIES) await new Promise((resolve) => setTimeout(resolve, backOff(tries)));
  }
  show({ state: "failed", decision, problem: strings.pressLost });
}

function ended(decision: Decision, answer: Exclude<Answer, { kind: "later" }>): Press {
  return answer.kind === "done"
    ? { state: "settled", decision, outcome: readOutcome(answer.value) }
    : { state: "failed", decision, problem: answer.problem };
}
