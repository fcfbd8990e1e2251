/** Everything by name: deeds, lists, conversations. */
import { useMemo, useState } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk, Dialog as DialogName } from "../desk/state";
import { words } from "../words";
import { deeds, SEARCH_OR_DO } from "./deeds";
import { Dialog } from "./Dialog";

const MOST = 12;

interface Choice {
  id: string;
  name: string;
  detail: string;
  key: string;
  run: () => void;
}

interface Props {
  desk: Desk;
  client: Client;
  show: (dialog: DialogName) => void;
}

export function Palette({ desk, client, show }: Props) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => choices(desk, client, show, text), [desk, client, show, text]);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (choice: Choice | undefined): void => {
    if (!choice) return;
    show("");
    choice.run();
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) setAt((Math.min(at, found.length - 1) + by + found.length) % found.length);
    else if (event.key === "Enter") run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Search or do" close={() => show("")}>
      <input
        type="text"
        autofocus
        class="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-choices"
        aria-activedescendant={chosen?.id}
        aria-label="A conversation, a list, or what to do"
        placeholder="A name, a word, a list, or what to do…"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <ul id="palette-choices" class="choices" role="listbox" aria-label="Choices">
        {found.map((choice) => (
          <li key={choice.id} id={choice.id} role="option" aria-selected={choice === chosen} class="choice" onClick={() => run(choice)}>
            <b>{choice.name}</b>
            <span class="faint">{choice.detail}</span>
            {choice.key && <kbd>{choice.key.toUpperCase()}</kbd>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function choices(desk: Desk, client: Client, show: (dialog: DialogName) => void, text: string): readonly Choice[] {
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
  return [...doing, ...talks].slice(0, MOST).concat(all);
}
