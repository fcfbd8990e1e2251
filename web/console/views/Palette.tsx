/** Everything by name: deeds, lists, conversations, canned replies. */
import { useCallback } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk, Dialog } from "../desk/state";
import { words } from "../words";
import { cannedChoices } from "./CannedReplies";
import { deeds, SEARCH_OR_DO } from "./deeds";
import { Pick, type Choice } from "./Pick";

const MOST = 12;

interface Props {
  desk: Desk;
  client: Client;
  show: (dialog: Dialog) => void;
}

export function Palette({ desk, client, show }: Props) {
  return (
    <Pick
      title="Search or do"
      label="A conversation, a list, or what to do"
      placeholder="A name, a word, a list, or what to do…"
      choices={useCallback((text) => choices(desk, client, show, text), [desk, client, show])}
      close={() => show("")}
    />
  );
}

function choices(desk: Desk, client: Client, show: (dialog: Dialog) => void, text: string): readonly Choice[] {
  const wanted = text.trim().toLowerCase();
  const doing = deeds(desk, client, show)
    .filter(({ name }) => name.toLowerCase().includes(wanted) && name !== SEARCH_OR_DO)
    .map(({ name, key, run }, at): Choice => ({ id: `deed-${at}`, name, detail: "", key, run }));
  if (!wanted) return doing.slice(0, MOST);
  const talks = [...desk.lines.values()]
    .filter(({ name, text, reason, conversation }) => `${name} ${text} ${reason} ${conversation}`.toLowerCase().includes(wanted))
    .slice(0, MOST)
    .map((line): Choice => ({
      id: `talk-${line.conversation}`,
      name: clean(line.name) || words.visitor,
      detail: clean(line.text),
      key: "",
      run: () => client.open(line.conversation),
    }));
  const all: Choice = { id: "search", name: `Search all conversations for “${text.trim()}”`, detail: "", key: "", run: () => client.search(text) };
  const canned = cannedChoices(desk, client, text).map((choice): Choice => ({ ...choice, name: `Reply: ${choice.name}` }));
  const number = /^(?:tic-)?(\d{4,9})$/.exec(wanted)?.[1];
  const ticket = number ? [{ id: "ticket", name: `Open ticket TIC-${number}`, detail: "", key: "", run: () => client.openTicket(`TIC-${number}`) }] : [];
  return [...ticket, ...doing, ...talks, ...canned].slice(0, MOST).concat(all);
}
