/** A reply, growing part by part, each part followed by its sources. */
import { memo } from "../../../shared/memo";
import { useMemo } from "preact/hooks";
import type { Citation } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import { replyBlocks, sourcesOf, type Part } from "../../../shared/reply";
import { strings } from "../strings";
import { Helpful } from "./Helpful";
import { Person } from "./icons";
import { Markdown } from "../../../shared/Markdown";

interface Props {
  turn: number;
  parts: readonly Part[];
  name: string;
  /** Where its links may lead. */
  hosts: string;
  source: Citation | undefined;
  show: (source: Citation | undefined) => void;
  client: ChatClient;
  offersPerson: boolean;
  asksIfHelpful: boolean;
  /** What the customer said of it, if anything. */
  helpful: boolean | undefined;
}

export const BotMessage = memo((props: Props) => {
  const { parts, name, hosts, source, show, client } = props;
  const blocks = useMemo(() => replyBlocks(parts, hosts), [parts, hosts]);
  const cite = (part: number) => <Chips sources={sourcesOf(parts[part])} source={source} show={show} />;
  return (
    <li class="row other" data-testid="bot-message">
      <span class="hidden">{strings.said(name)}</span>
      <div class="bubble" dir="auto">
        <Markdown blocks={blocks} cite={cite} />
      </div>
      {props.offersPerson && (
        <button type="button" class="quiet-button offered" onClick={() => client.askForPerson()}>
          <Person />
          {strings.talkToPerson}
        </button>
      )}
      {props.asksIfHelpful && (
        <Helpful helpful={props.helpful} say={(helpful) => void client.opinions.helped(props.turn, helpful)} />
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
