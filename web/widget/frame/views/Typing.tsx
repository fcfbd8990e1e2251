/** What is being done right now. Its place is always reserved, so nothing moves when it comes and goes. */
import { clean } from "../../../shared/markdown";
import type { Activity } from "../../../shared/wire";
import { strings } from "../strings";

interface Props {
  name: string;
  activity: Activity | undefined;
  awaiting: boolean;
  replying: boolean;
}

export function Typing({ name, activity, awaiting, replying }: Props) {
  const shown = awaiting || activity?.kind === "typing";
  return (
    <div class="typing" data-testid="typing">
      {shown && (
        <>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span>{words(name, activity, replying)}</span>
        </>
      )}
    </div>
  );
}

function words(name: string, activity: Activity | undefined, replying: boolean): string {
  const kind = activity?.kind ?? (replying ? "writing" : "");
  return clean(strings.activities[kind] || activity?.label || strings.lookingUp(name));
}
