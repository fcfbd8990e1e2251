/** What was said and done, following its end as long as the reader stands there. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { money } from "../../shared/cards";
import { Markdown } from "../../shared/Markdown";
import { clean } from "../../shared/markdown";
import { memo } from "../../shared/memo";
import { replyBlocks, sourcesOf } from "../../shared/reply";
import type { Client } from "../desk/client";
import type { Desk, Open, Outgoing } from "../desk/state";
import type { Item, OfferItem, Step, Talk, TurnItem } from "../desk/talk";
import { words } from "../words";
import { Icon } from "./icons";
import { Moment } from "./time";

const NEAR_END = 80; // pixels
const POINTED_MS = 2_500;

interface Props {
  desk: Desk;
  open: Open;
  talk: Talk;
  client: Client;
}

export function Transcript({ desk, open, talk, client }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(open.at === undefined);
  const outgoing = desk.outgoing.filter((each) => each.conversation === open.id && !talk.said.has(each.client_id));
  const heard = desk.outgoing.filter(({ client_id }) => talk.said.has(client_id));
  useEffect(() => heard.forEach(({ client_id }) => client.work.drop(client_id)), [heard.length]);
  const toEnd = (): void => place.current?.scrollTo({ top: place.current.scrollHeight });
  useLayoutEffect(() => {
    if (follows) toEnd();
  }, [talk, outgoing.length, open.typing.length, follows, open.id]);
  useLayoutEffect(() => {
    if (open.at === undefined) return;
    const last = talk.items.findLastIndex(({ key }) => Number(key) <= (open.at ?? 0));
    const item = place.current?.querySelector("ol")?.children[last];
    item?.scrollIntoView({ block: "center" });
    item?.animate({ outline: ["3px solid #f2b705", "3px solid transparent"], offset: [0.6, 1] }, POINTED_MS);
    setFollows(false);
  }, [open.id, open.at, talk.items.length > 0]);
  const scrolled = (): void => {
    const own = place.current;
    if (own) setFollows(own.scrollHeight - own.scrollTop - own.clientHeight < NEAR_END);
  };
  return (
    <div class="middle">
      <div class="transcript" ref={place} onScroll={scrolled} role="log" aria-label="What was said" tabIndex={0}>
        {open.state === "loading" && <p class="faint centre">Loading…</p>}
        <ol>
          {talk.items.map((item) => (
            <ItemRow key={`${item.kind}-${item.key}`} item={item} me={desk.me?.user ?? ""} minute={Math.floor(desk.now / 60_000)} />
          ))}
          {outgoing.map((message) => (
            <Pending key={message.client_id} message={message} client={client} />
          ))}
        </ol>
        <p class="typing" aria-live="polite">
          {typingWords(open)}
        </p>
      </div>
      {!follows && (
        <button type="button" class="to-end" onClick={toEnd} aria-label="Go to the newest message">
          <Icon of="down" />
        </button>
      )}
    </div>
  );
}

function typingWords({ typing, conversation }: Open): string {
  const customer = conversation?.line.name || "The customer";
  return typing
    .map(({ by, name }) => (by === "customer" ? `${customer} is typing…` : by === "bot" ? "The assistant is at work…" : `${name} is replying…`))
    .join(" ");
}

const ItemRow = memo(({ item, me, minute }: { item: Item; me: string; minute: number }) => {
  const now = minute * 60_000;
  switch (item.kind) {
    case "customer":
      return (
        <li class="said customer">
          <p class="bubble" dir="auto">
            {clean(item.text)}
          </p>
          <Foot name="" at={item.at} now={now} />
        </li>
      );
    case "person":
      return <PersonRow item={item} isMe={item.user !== "" && item.user === me} now={now} />;
    case "note":
      return (
        <li class="said note">
          <p class="bubble" dir="auto">
            <Icon of="note" />
            <span>{clean(item.text)}</span>
          </p>
          <Foot name={`Note by ${clean(item.name)}`} at={item.at} now={now} />
        </li>
      );
    case "told":
      return (
        <li class="told">
          <span>
            {clean(item.text)} · <Moment iso={item.at} now={now} />
          </span>
          {item.quoted && <q dir="auto">{clean(item.quoted)}</q>}
        </li>
      );
    case "receipt":
      return (
        <li class="told good">
          <span>
            Receipt {clean(item.reference)} · <Moment iso={item.at} now={now} />
          </span>
          <q dir="auto">{clean(item.text)}</q>
        </li>
      );
    case "offer":
      return <OfferCard item={item} />;
    case "turn":
      return <TurnRow item={item} now={now} />;
  }
});

function PersonRow({ item, isMe, now }: { item: Extract<Item, { kind: "person" }>; isMe: boolean; now: number }) {
  return (
    <li class="said person">
      <p class="bubble" dir="auto">
        {clean(item.text)}
      </p>
      <Foot name={isMe ? words.you : clean(item.name)} at={item.at} now={now} more={item.draft && `draft ${item.draft}`} />
    </li>
  );
}

function Foot({ name, at, now, more = "" }: { name: string; at: string; now: number; more?: string }) {
  return (
    <span class="foot faint">
      {[name, more].filter(Boolean).join(" · ")}
      {(name || more) && " · "}
      <Moment iso={at} now={now} />
    </span>
  );
}

function TurnRow({ item, now }: { item: TurnItem; now: number }) {
  const { parts, steps, helpful } = item;
  const cite = (part: number) => sourcesOf(parts[part]).map(({ n, title, quote }) => <sup class="cite" title={`${title}: ${quote}`}>{n}</sup>);
  return (
    <li class="said bot">
      {parts.length > 0 && (
        <div class="bubble" dir="auto">
          <Markdown blocks={replyBlocks(parts, "")} cite={cite} />
        </div>
      )}
      {steps.length > 0 && <Steps steps={steps} />}
      {parts.length > 0 && (
        <Foot name={words.assistant} at={item.at} now={now} more={helpful === undefined ? "" : helpful ? "helped" : "did not help"} />
      )}
    </li>
  );
}

function Steps({ steps }: { steps: readonly Step[] }) {
  const failed = steps.filter((step) => step.failed).length;
  return (
    <details class="steps">
      <summary>
        {words.steps(steps.length)}
        {failed > 0 && <span class="failed"> · {failed} to look at</span>}
      </summary>
      <ol>
        {steps.map((step) => (
          <li key={step.key} class={step.failed ? "failed" : ""}>
            <strong>{clean(step.title)}</strong>
            <span dir="auto">{clean(step.detail)}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function OfferCard({ item: { offer, outcome } }: { item: OfferItem }) {
  return (
    <li class="said bot">
      <section class="offer" aria-label={clean(offer.title)}>
        <header>
          <Icon of="refunds" />
          <strong>{clean(offer.title)}</strong>
          <b>{money(offer.amount)}</b>
        </header>
        <p class="faint">{offer.lines.map(({ label }) => clean(label)).join(", ")}</p>
        <p class="faint">{outcome}</p>
      </section>
    </li>
  );
}

/** Sent, and not in the log yet. */
function Pending({ message, client }: { message: Outgoing; client: Client }) {
  return (
    <li class={`said ${message.kind === "note" ? "note" : "person"}`}>
      <p class="bubble" dir="auto">
        {message.text}
      </p>
      {message.state === "sending" ? (
        <span class="foot faint">Sending…</span>
      ) : (
        <span class="foot bad" role="alert">
          {message.problem?.detail} {message.problem?.next_step}{" "}
          <button type="button" class="link" onClick={() => client.work.again(message)}>
            Send again
          </button>{" "}
          <button type="button" class="link" onClick={() => client.work.drop(message.client_id)}>
            Discard
          </button>
        </span>
      )}
    </li>
  );
}
