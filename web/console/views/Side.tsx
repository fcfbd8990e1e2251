/** Beside the conversation: why it is here, what has to be decided, whose it is. */
import type { ComponentChildren } from "preact";
import { day, money } from "../../shared/cards";
import { clean, webAddress } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk, Dialog } from "../desk/state";
import type { Talk } from "../desk/talk";
import type { Line, Orders, Refund, Summary } from "../desk/wire";
import { words } from "../words";
import { Icon } from "./icons";
import { MoodCard } from "./MoodCard";
import { ago, before } from "./time";

interface Props {
  desk: Desk;
  client: Client;
  talk: Talk;
  show: (dialog: Dialog) => void;
}

export function Side({ desk, client, talk, show }: Props) {
  const { open } = desk;
  const line = open?.conversation?.line;
  if (!open || !line) return <aside class="side" aria-label="Details" />;
  const refunds = desk.refunds.filter(({ conversation }) => conversation === open.id);
  return (
    <aside class="side" aria-label="Details">
      {line.holder !== "bot" && line.reason && (
        <Card title="Why it is here">
          <p dir="auto">{clean(line.reason)}</p>
          {line.priority !== "normal" && <span class={`chip ${line.priority}`}>{words.priorities[line.priority]}</span>}
        </Card>
      )}
      <AssignedCard desk={desk} line={line} />
      {talk.summary && <SummaryCard summary={talk.summary} />}
      {refunds.map((refund) => (
        <Decision key={refund.confirmation} refund={refund} desk={desk} client={client} show={show} />
      ))}
      {talk.mood && <MoodCard mood={talk.mood} />}
      <CustomerCard desk={desk} line={line} />
      <TicketsCard talk={talk} client={client} />
      {open.orders && <OrdersCard orders={open.orders} />}
      <Earlier desk={desk} line={line} client={client} />
      <Sources talk={talk} />
      <p class="faint small">
        Conversation <code>{open.id.slice(0, 10)}</code>
      </p>
    </aside>
  );
}

function Card({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Whoever it was assigned to sees why. */
function AssignedCard({ desk, line }: { desk: Desk; line: Line }) {
  const { assigned } = line;
  if (!assigned) return null;
  const isMine = assigned.user === desk.me?.user;
  return (
    <Card title={`Assigned to ${isMine ? "you" : clean(assigned.name)}`}>
      <p>{clean(assigned.reason)}</p>
      {isMine && <p class="faint">Take it or answer, and it is yours.</p>}
    </Card>
  );
}

function SummaryCard({ summary }: { summary: Summary }) {
  return (
    <Card title="In short">
      <dl>
        <Fact name="Problem" value={clean(summary.problem)} />
        <Fact name="Tried" value={clean(summary.tried)} />
        <Fact name="Verified" value={clean(summary.verified)} />
        <Fact name="Mood" value={clean(summary.mood)} />
        <Fact name="Wish" value={clean(summary.wish)} />
      </dl>
    </Card>
  );
}

function Decision({ refund, desk, client, show }: { refund: Refund } & Omit<Props, "talk">) {
  const mayDecide = desk.me?.decides_refunds;
  return (
    <section class="card decision" aria-label="Refund to decide">
      <h2>
        <Icon of="refunds" /> Refund to decide
      </h2>
      <p class="sum">{money(refund.amount)}</p>
      <dl>
        <Fact name="Order" value={refund.order} />
        <Fact name="Items" value={refund.items.map(clean).join(", ")} />
        <Fact name="Why" value={refund.reason.replaceAll("_", " ")} />
        <Fact name="Asked" value={before(refund.offered, desk.now)} />
      </dl>
      {mayDecide ? (
        <div class="deeds">
          <button type="button" class="strong" disabled={desk.busy === refund.confirmation} onClick={() => void client.work.decide(refund.confirmation, "approve")}>
            Approve
          </button>
          <button type="button" class="soft" onClick={() => show("refuse")}>
            Refuse
          </button>
        </div>
      ) : (
        <p class="faint">A lead decides this.</p>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}

function CustomerCard({ desk, line }: { desk: Desk; line: Line }) {
  const customer = desk.open?.conversation?.customer;
  if (!customer) {
    return (
      <Card title="Customer">
        <p class="faint">A visitor: nobody knows yet who writes.</p>
        <dl>
          <Fact name="Language" value={words.language(line.language || line.locale)} />
          <Fact name="About" value={line.topic} />
        </dl>
      </Card>
    );
  }
  return (
    <Card title="Customer">
      <dl>
        <Fact name="Name" value={clean(customer.name)} />
        <Fact name="Known" value={words.levels[customer.level]} />
        <Fact name="E-mail" value={customer.email} />
        <Fact name="Phone" value={customer.phone} />
        <Fact name="Plan" value={customer.plan} />
        <Fact name="Status" value={customer.status} />
        <Fact name="Id" value={customer.id} />
        <Fact name="Language" value={words.language(line.language || line.locale)} />
        <Fact name="About" value={line.topic} />
      </dl>
      {desk.me && !desk.me.sees_contact_data && customer.email && <p class="faint small">Contact data is masked for your role.</p>}
    </Card>
  );
}

function TicketsCard({ talk, client }: Pick<Props, "talk" | "client">) {
  if (talk.tickets.length === 0) return null;
  return (
    <Card title="Tickets">
      <div class="deeds">
        {talk.tickets.map((number) => (
          <button key={number} type="button" class="link" onClick={() => client.openTicket(number)}>
            {number}
          </button>
        ))}
      </div>
    </Card>
  );
}

function OrdersCard({ orders: { orders, reachable } }: { orders: Orders }) {
  if (reachable && orders.length === 0) return null;
  return (
    <Card title="Orders">
      {!reachable && <p class="bad">The order system does not answer. Open the conversation again to try again.</p>}
      {orders.slice(0, 8).map((order) => (
        <details key={order.id} class="order">
          <summary>
            <span>
              <b>{order.id}</b> <span class="faint">{order.state.replaceAll("_", " ")}</span>
            </span>
            <span>{money(order.total)}</span>
          </summary>
          <p class="faint small">Placed {day(order.placed)}</p>
          <ul>
            {order.lines.map((each) => (
              <li key={each.product}>
                <span>
                  {each.quantity} × {clean(each.product)}
                </span>
                <span>{money(each.amount)}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </Card>
  );
}

function Earlier({ desk, line, client }: { desk: Desk; line: Line; client: Client }) {
  if (!line.customer) return null;
  const others = [...desk.lines.values()].filter(({ customer, conversation }) => customer === line.customer && conversation !== line.conversation);
  if (others.length === 0) return null;
  return (
    <Card title="Other conversations">
      <ul class="others">
        {others.slice(0, 5).map((other) => (
          <li key={other.conversation}>
            <button type="button" class="link" onClick={() => client.open(other.conversation)}>
              {clean(other.text) || other.conversation.slice(0, 8)}
            </button>
            <span class="faint small">
              {other.holder === "closed" ? "closed" : words.queues[other.holder === "queue" ? "waiting" : other.holder === "bot" ? "bot" : "team"].toLowerCase()} · {ago(other.at, desk.now)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Sources({ talk }: { talk: Talk }) {
  if (talk.sources.length === 0) return null;
  return (
    <Card title="Cited articles">
      <ul class="others">
        {talk.sources.map(({ title, section, url, quote }) => {
          const address = webAddress(url);
          return (
            <li key={title + (section ?? "")} title={quote}>
              {address ? (
                <a href={address} target="_blank" rel="noopener noreferrer">
                  {clean(title)}
                </a>
              ) : (
                <span>{clean(title)}</span>
              )}
              {section && <span class="faint small">{clean(section)}</span>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
