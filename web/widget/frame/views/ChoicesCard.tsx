/** A question with its possible answers; picking one is saying it. */
import { clean } from "../../../shared/markdown";
import type { ChoicesLine } from "../conversation/lines";
import { strings } from "../strings";
import { keepFocus } from "./focus";
import { Check } from "./icons";

interface Props {
  line: ChoicesLine;
  /** The pick is on its way. */
  picking: string | undefined;
  pick: (text: string, choice: string) => void;
}

export function ChoicesCard({ line: { choices, open, picked }, picking, pick }: Props) {
  const title = `title-${choices.id}`;
  const chosen = picked || picking;
  const over = !open || picking !== undefined;
  return (
    <li class="row wide">
      <div class="card options" role="group" aria-labelledby={title}>
        <h2 id={title} dir="auto">
          {clean(choices.title)}
        </h2>
        {choices.choices.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            class={id === chosen ? "option chosen" : "option"}
            disabled={over}
            aria-label={id === chosen ? strings.picked(clean(label)) : undefined}
            onClick={() => {
              pick(label, id);
              keepFocus();
            }}
          >
            <span dir="auto">{clean(label)}</span>
            {id === chosen && <Check />}
          </button>
        ))}
      </div>
    </li>
  );
}
