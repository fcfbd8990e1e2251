/** A reply, growing part by part, each part followed by its sources. */
import { memo } from "./memo";
import { useMemo } from "preact/hooks";
import type { Citation } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import type { Part } from "../conversation/lines";
import { replyBlocks, sourcesOf } from "../conversation/reply";
import { strings } from "../strings";
import { Person } from "./icons";
import { Markdown } from "./Markdown";

interface Props {
  parts: readonly Part[];
  name: string;
  source: Citation | undefined;
  show: (source: Citation | undefined) => void;
  /** Given where the reply offers a person. */
  client: ChatClient | undefined;
}

export const BotMessage = memo(({ parts, name, source, show, client }: Props) => {
  const blocks = useMemo(() => replyBlocks(parts), [parts]);
  const cite = (part: number) => <Chips sources={sourcesOf(parts[part])} source={source} show={show} />;
  return (
    <li class="row other" data-testid="bot-message">
      <span class="hidden">{strings.said(name)}</span>
      <div class="bubble" dir="auto">
        <Markdown blocks={blocks} cite={cite} />
      </div>
      {client && (
        <button type="button" class="quiet-button offered" onClick={() => client.askForPerson()}>
          <Person />
          {strings.talkToPerson}
        </button>
      )}
    </li>
  );
});

function Chips({ sources, source, show }: { sources: readonly Citation[] } & Pick<Props, "source" | "show">) {
  return (
    <span class="chips">
      {sources.map((each) => (
        <button
          key={each.n}
          type="button"
          class="chip"
          aria-label={strings.source(each.n, each.title)}
          aria-haspopup="dialog"
          aria-expanded={each === source}
          onClick={() => show(each === source ? undefined : each)}
        >
          {each.n}
        </button>
      ))}
    </span>
  );
}
