/** How the conversation was: one to five, and a few words if the customer likes. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Opinions } from "../conversation/opinions";
import type { Opinion } from "../conversation/state";
import { strings } from "../strings";
import { keepFocus } from "./focus";
import { Star } from "./icons";
import { Trouble } from "./Trouble";

export function RatingCard({ opinion, opinions }: { opinion: Opinion; opinions: Opinions }) {
  const [score, setScore] = useState(0);
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const busy = opinion.rating === "busy";
  useEffect(() => {
    if (opinion.rating === "open") form.current?.querySelector("input")?.focus();
  }, []);
  const send = (): void => {
    if (score) void opinions.rate(score, text).then((sent) => sent && keepFocus());
  };
  const decline = (): void => {
    opinions.decline();
    keepFocus();
  };

  return (
    <li class="row wide">
      <form
        class="card rating"
        ref={form}
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stars score={score} choose={setScore} />
        {score > 0 && (
          <textarea
            rows={2}
            dir="auto"
            maxLength={2000}
            aria-label={strings.inYourWords}
            placeholder={strings.inYourWords}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
        {opinion.problem && <Trouble problem={opinion.problem} />}
        <div class="decide">
          <button type="submit" class="strong" disabled={score === 0} aria-disabled={busy}>
            {busy ? strings.sendingRating : strings.sendRating}
          </button>
          <button type="button" class="plain-button" onClick={decline}>
            {strings.notNow}
          </button>
        </div>
      </form>
    </li>
  );
}

/** Radio buttons, so that arrow keys choose and a screen reader names each score. */
function Stars({ score, choose }: { score: number; choose: (score: number) => void }) {
  return (
    <fieldset class="stars">
      <legend>{strings.howWasIt}</legend>
      <div>
        {strings.scores.map((name, at) => (
          <label key={name} class={at < score ? "star full" : "star"} title={name}>
            <input type="radio" name="score" checked={score === at + 1} onChange={() => choose(at + 1)} />
            <Star />
            <span class="hidden">{`${at + 1}: ${name}`}</span>
          </label>
        ))}
      </div>
      <p aria-hidden="true">{strings.scores[score - 1] ?? "\u00a0"}</p>
    </fieldset>
  );
}
