/** What can be done now, by keys and in the palette: one list for both. */
import type { Client } from "../desk/client";
import { answersHere } from "../desk/lists";
import type { Desk, Dialog } from "../desk/state";
import type { Line, WholeTicket } from "../desk/wire";
import { takeOver } from "./Conversation";
import { nameOf, PLACES } from "./Sidebar";

export const SEARCH_OR_DO = "Search or do…";

export interface Deed {
  name: string;
  /** Pressed alone, outside a text. */
  key: string;
  run: () => void;
}

export function deeds(desk: Desk, client: Client, show: (dialog: Dialog) => void): readonly Deed[] {
  return [...(desk.ticket?.ticket ? withTicket(desk, client, desk.ticket.ticket) : here(desk, client, show)), ...around(desk, client, show)];
}

/** In the open conversation. */
function here(desk: Desk, client: Client, show: (dialog: Dialog) => void): readonly Deed[] {
  const { open, lines } = desk;
  const line = open?.conversation?.line ?? (open && lines.get(open.id));
  if (!line) return [];
  return [
    { name: "Reply", key: "r", run: () => press("reply") },
    { name: "Note for colleagues", key: "n", run: () => press("note") },
    ...(answersHere(line, desk.me?.user ?? "") ? [{ name: "Canned reply…", key: "", run: () => show("canned") }] : []),
    ...passing(desk.me?.user ?? "", line, client, show),
  ];
}

/** In the open ticket. */
function withTicket({ me }: Desk, client: Client, ticket: WholeTicket): readonly Deed[] {
  const { conversation, state, owner } = ticket;
  return [
    { name: "Reply in the ticket", key: "r", run: () => focus("[aria-label='Reply in the ticket']") },
    ...(owner === me?.name ? [] : [{ name: "Take the ticket", key: "t", run: () => void client.tickets.assign(ticket, me?.user ?? "") }]),
    { name: "Give the ticket to somebody", key: "a", run: () => focus("[aria-label='Owner']") },
    ...(state === "solved" ? [] : [{ name: "Solve the ticket", key: "e", run: () => void client.tickets.change(ticket, "solved") }]),
    ...(conversation ? [{ name: "Open its conversation", key: "o", run: () => client.open(conversation) }] : []),
  ];
}

/** What changes who has it. */
function passing(me: string, line: Line, client: Client, show: (dialog: Dialog) => void): readonly Deed[] {
  const does = (what: string) => (): void => void client.work.does(line.conversation, what);
  const snooze: Deed = { name: "Snooze", key: "s", run: () => show("snooze") };
  switch (line.holder) {
    case "closed":
      return [{ name: "Open again", key: "o", run: does("reopen") }];
    case "bot":
      return [{ name: "Take over from the assistant", key: "t", run: does("take") }];
    case "queue":
      return [{ name: "Take", key: "t", run: does("take") }, snooze];
    case "person":
      if (line.user !== me) return [{ name: "Take over from a colleague", key: "t", run: () => void takeOver(client, line, me) }];
      return [
        { name: "Resolve", key: "e", run: does("close") },
        { name: "Hand back to the assistant", key: "h", run: () => show("hand-back") },
        snooze,
        { name: "Pass on to a colleague", key: "a", run: () => show("transfer") },
      ];
  }
}

function around({ me }: Desk, client: Client, show: (dialog: Dialog) => void): readonly Deed[] {
  return [
    ...PLACES.map((place, at) => ({ name: `Go to ${nameOf(place)}`, key: String(at + 1), run: () => client.go(place) })),
    { name: "Search all conversations", key: "/", run: () => focus(".search-field") },
    { name: SEARCH_OR_DO, key: "", run: () => show("palette") },
    { name: "Show all keys", key: "?", run: () => show("help") },
    { name: me?.is_away ? "I am back" : "I am away", key: "", run: () => void client.session.change("account", { is_away: !me?.is_away }) },
    { name: "Who answers customers: assistant, drafts, people", key: "", run: () => show("mode") },
    { name: "Your account", key: "", run: () => show("account") },
    { name: "Sound and notifications", key: "", run: () => show("account") },
    { name: "Sign out", key: "", run: () => void client.session.leave() },
  ];
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

function press(kind: "reply" | "note"): void {
  document.querySelector<HTMLButtonElement>(`.tab[data-kind="${kind}"]`)?.click();
}
