/** Plain text that a person wrote: the customer, or somebody of the desk. */
import type { ComponentChildren } from "preact";
import { clean } from "../../../shared/markdown";
import { strings } from "../strings";

interface Props {
  side: "own" | "other";
  name: string;
  text: string;
  children?: ComponentChildren;
}

export function Message({ side, name, text, children }: Props) {
  return (
    <li class={`row ${side}`}>
      {side === "own" ? <span class="hidden">{strings.said(name)}</span> : <span class="name">{name}</span>}
      <div class="bubble plain" dir="auto">
        {clean(text)}
      </div>
      {children}
    </li>
  );
}
