/** A line about the conversation itself. */
import { clean } from "../../../shared/markdown";
import type { NoteCode } from "../conversation/lines";
import { strings } from "../strings";

export function Note({ code, detail }: { code: NoteCode; detail: string }) {
  return (
    <li class="note" dir="auto">
      {words(code, clean(detail))}
    </li>
  );
}

function words(code: NoteCode, detail: string): string {
  if (code === "notice") return detail;
  if (code === "rated") return strings.rated(Number(detail));
  if (code === "person.joined" && detail) return strings.joined(detail);
  return strings.notes[code];
}
