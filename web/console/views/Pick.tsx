/** One of many by what is typed: arrows move, Enter takes it. */
import { useMemo, useState } from "preact/hooks";
import { Dialog } from "./Dialog";

export interface Choice {
  id: string;
  name: string;
  detail: string;
  key: string;
  run: () => void;
}

interface Props {
  title: string;
  label: string;
  placeholder: string;
  choices: (text: string) => readonly Choice[];
  close: () => void;
  /** Another key in the field; whether it meant something. */
  press?: (event: KeyboardEvent, text: string) => boolean;
  foot?: string;
}

export function Pick({ title, label, placeholder, choices, close, press, foot }: Props) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => choices(text), [choices, text]);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (choice: Choice | undefined): void => {
    if (!choice) return;
    close();
    choice.run();
  };
  const pressed = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) setAt((Math.min(at, found.length - 1) + by + found.length) % found.length);
    else if (event.key === "Enter") run(chosen);
    else if (!press?.(event, text)) return;
    event.preventDefault();
  };
  return (
    <Dialog title={title} close={close}>
      <input
        type="text"
        autofocus
        class="palette-field"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-choices"
        aria-activedescendant={chosen?.id}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
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
      {foot && <p class="faint">{foot}</p>}
    </Dialog>
  );
}
