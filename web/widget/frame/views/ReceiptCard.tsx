/** What certainly happened: the amount, what comes next, and the number to quote. */
import { money, type Receipt } from "../../../shared/cards";
import { clean } from "../../../shared/markdown";
import { strings } from "../strings";
import { Check } from "./icons";

export function ReceiptCard({ receipt: { id, kind, text, reference, amount } }: { receipt: Receipt }) {
  const title = `receipt-${id}`;
  return (
    <li class="row wide">
      <div class="card receipt" role="group" aria-labelledby={title}>
        <header>
          <span class="badge done" aria-hidden="true">
            <Check />
          </span>
          <h2 id={title}>{strings.receiptKind[kind] || strings.receipt}</h2>
          <strong>{money(amount)}</strong>
        </header>
        <p dir="auto">{clean(text)}</p>
        <p class="reference">
          <span>{strings.reference}</span> <code>{clean(reference)}</code>
        </p>
      </div>
    </li>
  );
}
