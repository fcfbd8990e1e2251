/** The first thing a visitor reads: that a machine answers, and how to reach a person. */
import { clean } from "../../../shared/markdown";
import type { Desk } from "../../../shared/wire";
import { strings } from "../strings";

export function Greeting({ desk, name }: { desk: Desk | undefined; name: string }) {
  if (!desk) return null;
  return (
    <li class="row other" data-testid="greeting">
      <span class="hidden">{strings.said(name)}</span>
      <div class="bubble plain" dir="auto">
        <p>{clean(desk.greeting) || strings.greeting}</p>
      </div>
      {desk.features.includes("stand-in") && <p class="aside">{strings.standIn}</p>}
    </li>
  );
}
