/** How the customer takes it: a line through the messages, where it goes, what shows it. */
import { clean } from "../../shared/markdown";
import type { Mood } from "../desk/mood";
import { words } from "../words";

const WIDTH = 240;
const HEIGHT = 40;
const SHOWN = 20; // messages

export function MoodCard({ mood }: { mood: Mood }) {
  const { trend, signs } = mood;
  const scores = mood.scores.slice(-SHOWN);
  const last = scores.at(-1);
  return (
    <section class="card" aria-label="Mood">
      <h2>Mood</h2>
      {last !== undefined && (
        <>
          {scores.length > 1 && <Line scores={scores} />}
          <p>
            <b>{last < -0.3 ? "Displeased" : last > 0.3 ? "Pleased" : "Calm"}</b> <span class="faint">{signed(last)} of −1 to 1</span>{" "}
            {trend !== "stable" && <span class={trend === "deteriorating" ? "chip urgent" : "chip"}>{words.trends[trend]}</span>}
          </p>
        </>
      )}
      {signs.length > 0 && (
        <ul class="others">
          {signs.map(({ sign, reason }) => (
            <li key={sign}>
              <span>{sign.replaceAll("_", " ")}</span>
              {reason && (
                <span class="faint small" dir="auto">
                  {clean(reason)}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ scores }: { scores: readonly number[] }) {
  const points = scores.map((score, at) => [8 + (at * (WIDTH - 16)) / (scores.length - 1), HEIGHT / 2 - score * (HEIGHT / 2 - 5)] as const);
  const told = `From ${signed(scores[0] ?? 0)} to ${signed(scores.at(-1) ?? 0)} over ${scores.length} messages`;
  return (
    <svg class="mood" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={told}>
      <path class="zero" d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
      <polyline points={points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ")} />
      {points.map(([x, y], at) => (
        <circle key={at} cx={x} cy={y} r={at === points.length - 1 ? 4 : 2.5} class={(scores[at] ?? 0) < -0.3 ? "low" : ""} />
      ))}
    </svg>
  );
}

/** With a minus, not a hyphen. */
function signed(score: number): string {
  return score.toFixed(1).replace("-", "−");
}
