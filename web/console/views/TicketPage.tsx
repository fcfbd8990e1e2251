/** The open ticket: what it is about, its history, and where to answer. */
import { useState } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import { draftOf, keepDraft } from "../desk/drafts";
import type { Desk } from "../desk/state";
import { TICKET_STATES, type TicketState, type TicketStep, type WholeTicket } from "../desk/wire";
import { words } from "../words";
import { Icon } from "./icons";
import { Moment } from "./time";

interface Props {
  desk: Desk;
  client: Client;
}

interface TicketProps extends Props {
  ticket: WholeTicket;
}

export function TicketPage({ desk, client }: Props) {
  const opened = desk.ticket;
  if (opened?.state === "missing") {
    return (
      <main class="conversation empty" aria-label="Ticket">
        <div class="nothing">
          <Icon of="warn" />
          <strong>There is no ticket {opened.number}</strong>
          <p>Choose another in the list.</p>
        </div>
      </main>
    );
  }
  const ticket = opened?.ticket;
  return (
    <main class="conversation" aria-label="Ticket">
      {ticket && <Head desk={desk} client={client} ticket={ticket} />}
      <div class="middle">
        <div class="transcript" role="region" aria-label="What the ticket says" tabIndex={0}>
          {ticket ? <History ticket={ticket} now={desk.now} /> : <p class="faint centre">Loading…</p>}
        </div>
      </div>
      {ticket && <Answer key={ticket.number} desk={desk} client={client} ticket={ticket} />}
    </main>
  );
}

function Head({ desk, client, ticket }: TicketProps) {
  const { number, subject, category, priority, conversation } = ticket;
  return (
    <header class="head of-ticket">
      <button type="button" class="icon to-list" aria-label="Back to the list" onClick={() => client.tickets.leave()}>
        <Icon of="back" />
      </button>
      <div class="head-who">
        <h2>{clean(subject)}</h2>
        <p class="faint">
          {number} · {category} · {priority}
        </p>
      </div>
      <div class="deeds">
        {conversation && (
          <button type="button" class="soft" onClick={() => client.open(conversation)}>
            Conversation <kbd>O</kbd>
          </button>
        )}
        <Owner desk={desk} client={client} ticket={ticket} />
        <select
          aria-label="State"
          value={ticket.state}
          disabled={desk.busy !== ""}
          onChange={(event) => void client.tickets.change(ticket, event.currentTarget.value as TicketState)}
        >
          {TICKET_STATES.map((state) => (
            <option key={state} value={state}>
              {words.ticketStates[state]}
            </option>
          ))}
        </select>
      </div>
    </header>
  );
}

/** A ticket names its owner as people read it: commands give it to whom they like. */
function Owner({ desk, client, ticket }: TicketProps) {
  const known = desk.people.find(({ name }) => name === ticket.owner);
  return (
    <select
      aria-label="Owner"
      value={known ? known.user : ticket.owner}
      disabled={desk.busy !== ""}
      onChange={(event) => void client.tickets.assign(ticket, event.currentTarget.value)}
    >
      <option value="">Nobody</option>
      {ticket.owner && !known && <option value={ticket.owner}>{clean(ticket.owner)}</option>}
      {desk.people.map(({ user, name }) => (
        <option key={user} value={user}>
          {user === desk.me?.user ? `${clean(name)} (you)` : clean(name)}
        </option>
      ))}
    </select>
  );
}

function History({ ticket, now }: { ticket: WholeTicket; now: number }) {
  const { customer, name } = ticket;
  const about = name ? `Opened for ${clean(name)}` : customer ? `Opened for customer ${clean(customer)}` : "Opened";
  return (
    <ol>
      <li class="said customer">
        <p class="bubble" dir="auto">
          {clean(ticket.description)}
        </p>
        <span class="foot faint">
          {about} · <Moment iso={ticket.opened} now={now} />
        </span>
      </li>
      {ticket.history.map((step, at) => (
        <Step key={at} step={step} now={now} />
      ))}
    </ol>
  );
}

function Step({ step, now }: { step: TicketStep; now: number }) {
  const { by, text, at } = step;
  const who = by === "customer" ? "Customer" : by === "desk" ? "The desk" : clean(by);
  const changes = changesOf(step);
  return (
    <>
      {text && (
        <li class={by === "customer" ? "said customer" : "said person"}>
          <p class="bubble" dir="auto">
            {clean(text)}
          </p>
          <span class="foot faint">
            {who} · <Moment iso={at} now={now} />
          </span>
        </li>
      )}
      {changes && (
        <li class="told">
          <span>
            {who}: {changes} · <Moment iso={at} now={now} />
          </span>
        </li>
      )}
    </>
  );
}

function changesOf({ state, owner }: TicketStep): string {
  const given = owner === null ? [] : [owner ? `given to ${clean(owner)}` : "given to nobody"];
  return [...given, ...(state ? [`now ${words.ticketStates[state].toLowerCase()}`] : [])].join(", ");
}

function Answer({ desk, client, ticket }: TicketProps) {
  const user = desk.me?.user ?? "";
  const [text, setText] = useState(() => draftOf(user, ticket.number, "reply"));
  const type = (typed: string): void => {
    keepDraft(user, ticket.number, "reply", typed);
    setText(typed);
  };
  const isReady = text.trim() !== "" && desk.busy === "";
  const send = async (): Promise<void> => {
    if (!isReady || !(await client.tickets.reply(ticket, text.trim()))) return;
    if ([text, ""].includes(draftOf(user, ticket.number, "reply"))) type(""); // else more was typed meanwhile
  };
  return (
    <form
      class="composer reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div class="field">
        <textarea
          rows={3}
          dir="auto"
          maxLength={4000}
          aria-label="Reply in the ticket"
          placeholder="Write to the customer…"
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <div class="send-row">
          <span class="faint hint">The customer reads it among their tickets. Ctrl Enter</span>
          <button type="submit" class="strong" disabled={!isReady}>
            Send
          </button>
        </div>
      </div>
    </form>
  );
}
