/** The orders of the customer who is signed in. */
import { useEffect, useState } from "preact/hooks";
import { day, money, type Order } from "../../../shared/cards";
import { clean } from "../../../shared/markdown";
import { readOrders, type Problem } from "../../../shared/wire";
import type { ChatClient } from "../conversation/chat";
import { strings } from "../strings";
import { useFocusWithin } from "./focus";
import { Bag, Cross } from "./icons";
import { Trouble } from "./Trouble";

interface Props {
  client: ChatClient;
  close: () => void;
  ask: (order: string) => void;
}

type Loaded = readonly Order[] | Problem | undefined;

export function OrdersPanel({ client, close, ask }: Props) {
  const panel = useFocusWithin(client);
  const [loaded, setLoaded] = useState<Loaded>();
  const load = (): void => {
    setLoaded(undefined);
    void client.orders().then((answer) => {
      if (answer.kind === "done") setLoaded(readOrders(answer.value));
      else setLoaded(answer.kind === "refused" ? answer.problem : strings.ordersLost);
    });
  };
  useEffect(load, []);

  return (
    <section class="source orders" role="dialog" aria-label={strings.orders} ref={panel} tabIndex={-1}>
      <header>
        <span class="badge" aria-hidden="true">
          <Bag />
        </span>
        <div>
          <h2>{strings.orders}</h2>
        </div>
        <button type="button" class="icon" aria-label={strings.closeOrders} onClick={close}>
          <Cross />
        </button>
      </header>
      <Content loaded={loaded} again={load} ask={ask} />
    </section>
  );
}

function Content({ loaded, again, ask }: { loaded: Loaded; again: () => void; ask: (order: string) => void }) {
  if (loaded === undefined) return <p role="status">{strings.loadingOrders}</p>;
  if ("detail" in loaded) {
    return (
      <Trouble problem={loaded}>
        <button type="button" class="link" onClick={again}>
          {strings.tryAgain}
        </button>
      </Trouble>
    );
  }
  if (loaded.length === 0) return <p>{strings.noOrders}</p>;
  return (
    <ul class="order-list" tabIndex={0}>
      {loaded.map((order) => (
        <OneOrder key={order.id} order={order} ask={ask} />
      ))}
    </ul>
  );
}

function OneOrder({ order: { id, state, placed, lines, total }, ask }: { order: Order; ask: (order: string) => void }) {
  return (
    <li>
      <p class="order-head">
        <strong>{clean(id)}</strong>
        <span class={`state ${clean(state)}`}>{strings.orderStates[state] || clean(state).replaceAll("_", " ")}</span>
      </p>
      <dl class="amounts">
        {lines.map(({ product, quantity, amount }, at) => (
          <div key={at}>
            <dt dir="auto">
              {quantity > 1 && `${quantity} × `}
              {clean(product)}
            </dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
        {lines.length > 1 && (
          <div class="sum">
            <dt>{strings.total}</dt>
            <dd>{money(total)}</dd>
          </div>
        )}
      </dl>
      <p class="order-foot">
        <time dateTime={placed}>{day(placed)}</time>
        <button type="button" class="link" aria-label={`${strings.askAbout}: ${clean(id)}`} onClick={() => ask(id)}>
          {strings.askAbout}
        </button>
      </p>
    </li>
  );
}
