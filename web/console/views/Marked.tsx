/** A text in which what was searched for stands out. */
import { clean } from "../../shared/markdown";

const WORD = /[\p{L}\p{N}]+/gu;

export function Marked({ text, search }: { text: string; search: string }) {
  const starts = [...plain(search).matchAll(WORD)].map(([word]) => word);
  const shown = clean(text);
  const pieces: (string | { found: string })[] = [];
  let end = 0;
  for (const found of shown.matchAll(WORD)) {
    if (!starts.some((start) => plain(found[0]).startsWith(start))) continue;
    pieces.push(shown.slice(end, found.index), { found: found[0] });
    end = found.index + found[0].length;
  }
  return (
    <>
      {pieces.map((piece, at) => (typeof piece === "string" ? piece : <mark key={at}>{piece.found}</mark>))}
      {shown.slice(end)}
    </>
  );
}

/** As the desk compares words: in lower case, without accents. */
function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
