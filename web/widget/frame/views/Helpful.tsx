/** Whether an answer helped: one press, and another for a changed mind. */
import { strings } from "../strings";
import { Thumb } from "./icons";

interface Props {
  helpful: boolean | undefined;
  say: (helpful: boolean) => void;
}

export function Helpful({ helpful, say }: Props) {
  return (
    <div class="helpful" role="group" aria-label={strings.helped}>
      {[true, false].map((each) => (
        <button
          key={String(each)}
          type="button"
          class={each ? "thumb" : "thumb down"}
          aria-label={each ? strings.helpful : strings.unhelpful}
          title={each ? strings.helpful : strings.unhelpful}
          aria-pressed={helpful === each}
          onClick={() => helpful === each || say(each)}
        >
          <Thumb />
        </button>
      ))}
    </div>
  );
}
