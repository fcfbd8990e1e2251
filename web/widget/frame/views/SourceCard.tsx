/** The passage a reply rests on, in its own words. */
import { clean, webAddress } from "../../../shared/markdown";
import type { Citation } from "../../../shared/wire";
import { strings } from "../strings";
import { useFocusWithin } from "./focus";
import { Cross, Out } from "./icons";

export function SourceCard({ source, close }: { source: Citation; close: () => void }) {
  const card = useFocusWithin(source);
  const address = webAddress(source.url);
  return (
    <section class="source" role="dialog" aria-label={strings.source(source.n, source.title)} ref={card} tabIndex={-1}>
      <header>
        <span class="chip" aria-hidden="true">
          {source.n}
        </span>
        <div>
          <h2 dir="auto">{clean(source.title)}</h2>
          {source.section && <p dir="auto">{clean(source.section)}</p>}
        </div>
        <button type="button" class="icon" aria-label={strings.closeSource} onClick={close}>
          <Cross />
        </button>
      </header>
      <blockquote dir="auto" tabIndex={0}>
        {clean(source.quote)}
      </blockquote>
      {address && (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {strings.openArticle}
          <Out />
          <span class="hidden"> {strings.newTab}</span>
        </a>
      )}
    </section>
  );
}
