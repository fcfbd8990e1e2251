/** What went wrong, and the next step. */
import type { ComponentChildren } from "preact";
import type { Problem } from "../../../shared/wire";
import { strings } from "../strings";

export function Trouble({ problem, children }: { problem: Problem | undefined; children?: ComponentChildren }) {
  return (
    <div class="problem" role="alert">
      <p>{problem?.detail || problem?.title || strings.refused}</p>
      {problem?.next_step && <p>{problem.next_step}</p>}
      {children}
    </div>
  );
}
