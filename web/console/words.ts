/** Every word the console itself says. */
import type { Queue } from "./desk/lists";
import type { Step } from "./desk/talk";
import type { TicketFilter } from "./desk/tickets";
import type { Event, EventName, FactsOf, Level, Mode, Priority, Role, Target, TicketState } from "./desk/wire";
import type { Drawing } from "./views/icons";

type Told = { text: string; quoted?: string };
type Stepped = Omit<Step, "key">;

const QUEUE_NAMES: Record<Queue, string> = {
  waiting: "Waiting",
  mine: "Mine",
  team: "Colleagues",
  bot: "Assistant",
  refunds: "Refunds",
  snoozed: "Snoozed",
  closed: "Closed",
};

const EMPTY: Record<Queue, { title: string; detail: string }> = {
  waiting: { title: "Nobody waits", detail: "A conversation appears here as soon as a customer needs a person." },
  mine: { title: "You have no conversation", detail: "Take one from Waiting, or from the assistant." },
  team: { title: "Your colleagues have none", detail: "Here you see what others are working on." },
  bot: { title: "The assistant has none", detail: "Conversations that it handles are shown here, live." },
  refunds: { title: "No refund to decide", detail: "Refunds above the limit wait here for a person." },
  snoozed: { title: "Nothing is snoozed", detail: "What you put off waits here until its time, or until the customer writes." },
  closed: { title: "Nothing was closed yet", detail: "Closed conversations open again when the customer writes." },
};

const LEVELS: Record<Level, string> = { visitor: "Visitor", claimed: "By order number", verified: "Signed in" };
const ROLES: Record<Role, string> = { agent: "Agent", lead: "Lead", admin: "Admin" };
const PRIORITIES: Record<Priority, string> = { normal: "", high: "High", urgent: "Urgent" };

const MODES: Record<Mode, { name: string; short: string; detail: string; handedBack: string; drawing: Drawing }> = {
  bot: {
    name: "The assistant answers",
    short: "",
    detail: "It answers by itself. People come in where rules or scores call them.",
    handedBack: "",
    drawing: "bot",
  },
  drafts: {
    name: "Drafts only",
    short: "People send them",
    detail: "It looks things up and writes a draft. Nothing is sent until a person sends it.",
    handedBack: "The desk sends drafts only: what is unanswered, now or next, comes back to Waiting with a draft.",
    drawing: "note",
  },
  people: {
    name: "People only",
    short: "The assistant is off",
    detail: "Every conversation comes to Waiting. The model is not asked.",
    handedBack: "The assistant is off: what is unanswered, now or next, comes back to Waiting.",
    drawing: "team",
  },
};
const TICKET_STATES: Record<TicketState, string> = {
  open: "Open",
  waiting: "Waiting for the customer",
  solved: "Solved",
  closed: "Closed",
};
const TICKET_FILTERS: Record<TicketFilter, string> = { all: "All that are not closed", mine: "Mine", nobodys: "Nobody's", ...TICKET_STATES };

const TARGETS: Record<Target, string> = { first_reply: "first reply", next_reply: "reply", resolution: "resolution" };

const OUTCOMES: Record<string, string> = {
  "": "waits for the customer",
  confirmed: "confirmed by the customer",
  declined: "declined by the customer",
  expired: "expired",
  refused: "no longer allowed",
  with_person: "waits for a person",
};

/** Of what the desk closed after a silence; a person says it by closing. */
const RESOLUTIONS: Record<string, string> = {
  confirmed: "solved, says the customer",
  assumed: "the customer is silent, taken as solved",
  unresolved: "the customer is silent, not solved",
};

const STATUS: Record<string, string> = { done: "done", refused: "refused", failed: "failed", unknown: "outcome unknown" };

function action(name: string): string {
  return name.replaceAll("_", " ");
}

function person(name: string): string {
  return name || "Somebody";
}

function titles(passages: readonly { title: string; section: string }[]): string {
  return [...new Set(passages.map(({ title }) => title))].join(", ");
}

/** `English`; the code itself where the browser has no name for it. */
function language(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code; // none, or no code at all
  }
}

type Tellers<Result> = { readonly [Name in EventName]?: (data: FactsOf<Name>) => Result };

const TOLD: Tellers<Told> = {
  "handover.started": ({ reason }) => ({ text: "Handed over to people", quoted: reason }),
  "person.joined": ({ name }) => ({ text: `${person(name)} took the conversation` }),
  assigned: ({ name, reason }) => ({ text: name ? `Assigned to ${name}` : "Back to everybody", quoted: reason }),
  transferred: ({ by, name, reason }) => ({
    text: reason ? "Back to Waiting" : by === name ? `${by} took it over` : `${person(by)} passed it on to ${name || "the queue"}`,
    quoted: reason,
  }),
  "target.missed": ({ target, due }) => ({ text: `Late: ${TARGETS[target]} was due ${new Date(due).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}` }),
  "handed.back": ({ name, guidance }) => ({
    text: name ? `${name} handed it back to the assistant` : "Handed back to the assistant",
    quoted: guidance,
  }),
  closed: ({ name, resolved }) => ({ text: name ? `Closed by ${name}` : `Closed, ${RESOLUTIONS[resolved] ?? "by the desk"}` }),
  reopened: ({ name }) => ({ text: name ? `Opened again by ${name}` : "Opened again by the customer" }),
  "reply.mailed": () => ({ text: "The customer had left: the answer went out by e-mail" }),
  "came.back": () => ({ text: "Somebody writes who came by the e-mail's link: not known any more" }),
  snoozed: ({ until, name }) => ({ text: until ? `Snoozed by ${name}` : `Brought back by ${name}` }),
  "draft.discarded": ({ name }) => ({ text: `${name} discarded the draft` }),
  "customer.bound": ({ name, level }) => ({ text: `Known as ${name || "a customer"} · ${LEVELS[level]}` }),
  notice: ({ text }) => ({ text: "The customer was told", quoted: text }),
  "ticket.opened": ({ ticket }) => ({ text: `Ticket ${ticket} opened` }),
  "identity.refused": ({ reason }) => ({ text: "Could not be identified", quoted: reason }),
  "choices.offered": ({ title, choices }) => ({
    text: `Asked to choose: ${title}`,
    quoted: choices.map(({ label }) => label).join(" · "),
  }),
  rated: ({ score, text }) => ({ text: `Rated ${score} of 5`, quoted: text }),
};

const STEPS: Tellers<Stepped | undefined> = {
  decided: ({ decision, reason }) => ({ kind: "decided", title: `Decided to ${decision.replace("_", " ")}`, detail: reason }),
  recalled: ({ passages, reason }) => ({
    kind: "found",
    title: "Looked into the articles",
    detail: titles(passages) || reason || "nothing found",
  }),
  "action.finished": ({ name, status, text, passages }) => ({
    kind: "did",
    title: `${action(name)}: ${STATUS[status] ?? status}`,
    detail: titles(passages) || text,
    failed: status !== "done",
  }),
  "piece.withheld": ({ text, reason }) => ({ kind: "withheld", title: "Not sent", detail: `${text.trim()} (${reason})`, failed: true }),
  "reply.scored": ({ score, signals }) => ({
    kind: "scored",
    title: `Scored ${score.toFixed(2)}`,
    detail: signals.flatMap(({ reason }) => reason || []).join(", "),
  }),
  "message.read": ({ sentiment, signs }) => {
    const mood = sentiment === null ? [] : [`sentiment ${sentiment.toFixed(1)}`];
    const seen = [...mood, ...signs.map(({ sign }) => sign.replaceAll("_", " "))];
    return seen.length > 0 ? { kind: "read", title: "Read the message", detail: seen.join(" · ") } : undefined;
  },
};

function tell<Result>(tellers: Tellers<Result>, { event, data }: Event): Result | undefined {
  const teller = tellers[event] as ((data: unknown) => Result) | undefined;
  return teller?.(data);
}

export const words = {
  queues: QUEUE_NAMES,
  empty: EMPTY,
  levels: LEVELS,
  roles: ROLES,
  priorities: PRIORITIES,
  outcomes: OUTCOMES,
  status: STATUS,
  modes: MODES,
  resolutions: RESOLUTIONS,
  action,
  language,
  trends: { stable: "steady", improving: "getting better", deteriorating: "getting worse" },
  called: { waiting: "Somebody waits", message: "New message", given: "Given to you", back: "No longer snoozed" },
  writers: { customer: "", bot: "Assistant: ", person: "Colleague: ", note: "Note: ", desk: "" },
  ticketStates: TICKET_STATES,
  ticketFilters: TICKET_FILTERS,
  targets: TARGETS,
  visitor: "Visitor",
  assistant: "Assistant",
  you: "You",
  letHappen: (what: string, by: string): string => `${what}: ${by === "customer" ? "confirmed by the customer" : `approved by ${by}`}`,

  /** What happened, as one line between what was said. */
  told: (event: Event): Told | undefined => tell(TOLD, event),

  /** What the assistant did on the way to its answer. */
  step: (event: Event): Stepped | undefined => tell(STEPS, event),

  /** `first reply in 12 min`, `resolution 2 h late`. */
  due: (target: Target, left: number): string => {
    const minutes = Math.floor(Math.abs(left) / 60_000);
    const time = minutes < 120 ? `${minutes} min` : minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60 / 24)} d`;
    return left < 0 ? `${TARGETS[target]} ${time} late` : `${TARGETS[target]} in ${time}`;
  },

  steps: (count: number): string => (count === 1 ? "1 step" : `${count} steps`),
};
