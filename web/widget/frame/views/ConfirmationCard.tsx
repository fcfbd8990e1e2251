/** A card that only the customer can press: what it is about, to the cent, and what became of it. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { moment, money, type Decision, type Offer, type Outcome } from "../../../shared/cards";
import { deskNow } from "../../../shared/clock";
import { clean } from "../../../shared/markdown";
import type { OfferLine } from "../conversation/lines";
import type { Press } from "../conversation/pressing";
import { strings } from "../strings";
import { Check, Clock, Cross, Person, Refund } from "./icons";
import { Trouble } from "./Trouble";

interface Props {
  line: OfferLine;
  press: Press | undefined;
  decide: (id: string, decision: Decision) => void;
}

export function ConfirmationCard({ line: { offer, outcome, received }, press, decide }: Props) {
  const hasExpired = useExpired(offer.expires);
  const settled = outcome ?? pressedTo(press) ?? (hasExpired ? "expired" : undefined);
  const { card, pressed } = useFocusKept(settled);
  const title = `title-${offer.id}`;
  const settle = (decision: Decision): void => {
    pressed();
    decide(offer.id, decision);
  };

  return (
    <li class="row wide">
      <div class="card" role="group" aria-labelledby={title} aria-busy={press?.state === "busy"} tabIndex={-1} ref={card}>
        <header>
          <span class="badge" aria-hidden="true">
            <Refund />
          </span>
          <h2 id={title} dir="auto">
            {clean(offer.title)}
          </h2>
        </header>
        <Lines offer={offer} />
        {settled ? (
          <Settled outcome={received ? "confirmed" : settled} received={received} />
        ) : (
          <Decide offer={offer} press={press} settle={settle} />
        )}
      </div>
    </li>
  );
}

/** What a press of this tab came to, where the event has not come yet. */
function pressedTo(press: Press | undefined): Outcome | undefined {
  return press?.state === "settled" ? press.outcome : undefined;
}

interface DecideProps {
  offer: Offer;
  press: Press | undefined;
  settle: (decision: Decision) => void;
}

function Decide({ offer, press, settle }: DecideProps) {
  const busy = press?.state === "busy" ? press.decision : undefined;
  return (
    <>
      {press?.state === "failed" && <Trouble problem={press.problem} />}
      <div class="decide">
        <Button class="strong" busy={busy} decision="confirm" settle={settle}>
          {busy === "confirm" ? strings.confirming : strings.confirmKind[offer.kind] || strings.confirm}
        </Button>
        <Button class="plain-button" busy={busy} decision="decline" settle={settle}>
          {busy === "decline" ? strings.declining : strings.decline}
        </Button>
      </div>
      <p class="fine">
        {strings.untilConfirmed}
        <br />
        {strings.validUntil(moment(offer.expires, deskNow()))}
      </p>
    </>
  );
}

function Lines({ offer }: { offer: Offer }) {
  return (
    <dl class="amounts">
      {offer.lines.map(({ label, amount }, at) => (
        <div key={at}>
          <dt dir="auto">{clean(label)}</dt>
          <dd>{money(amount)}</dd>
        </div>
      ))}
      <div class="sum">
        <dt>{strings.totalKind[offer.kind] || strings.total}</dt>
        <dd>{money(offer.amount)}</dd>
      </div>
    </dl>
  );
}

interface ButtonProps {
  class: string;
  busy: Decision | undefined;
  decision: Decision;
  settle: (decision: Decision) => void;
  children: string;
}

/** Stays focusable while busy: a disabled button would lose the keyboard's place. */
function Button({ class: name, busy, decision, settle, children }: ButtonProps) {
  return (
    <button type="button" class={name} aria-disabled={busy !== undefined} onClick={() => busy || settle(decision)}>
      {busy === decision && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

function Settled({ outcome, received }: { outcome: Outcome; received: boolean }) {
  const words = outcome === "confirmed" && !received ? strings.receiptFollows : strings.settled[outcome];
  return (
    <p class={`settled ${outcome}`}>
      <Mark outcome={outcome} />
      <span>{words}</span>
    </p>
  );
}

function Mark({ outcome }: { outcome: Outcome }) {
  switch (outcome) {
    case "confirmed":
      return <Check />;
    case "expired":
      return <Clock />;
    case "with_person":
      return <Person />;
    default:
      return <Cross />;
  }
}

/** Whether this moment has passed at the desk; true as soon as it has. */
function useExpired(expires: string): boolean {
  const at = Date.parse(expires);
  const [looks, look] = useState(0);
  const left = at - deskNow();
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => look((count) => count + 1), Math.min(left + 50, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, [expires, left > 0, looks]); // the desk's clock may have been set back meanwhile: then it looks again
  return left <= 0;
}

/** When the pressed button goes away, the keyboard's place is the card itself. */
function useFocusKept(settled: Outcome | undefined) {
  const card = useRef<HTMLDivElement>(null);
  const own = useRef(false);
  useLayoutEffect(() => {
    if (settled && own.current && document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, [settled]);
  return { card, pressed: () => (own.current = true) };
}
