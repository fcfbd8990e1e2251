/** The lists and how many stand in each; oneself at the foot. */
import { isPressing, QUEUES, sorted, type Queue } from "../desk/lists";
import type { Client } from "../desk/client";
import type { Desk, Dialog, Place } from "../desk/state";
import type { Account } from "../desk/wire";
import { words } from "../words";
import { Emblem, Face, Icon, type Drawing } from "./icons";
import { ModeButton } from "./Mode";

interface Props {
  desk: Desk;
  client: Client;
  show: (dialog: Dialog) => void;
}

export const PLACES: readonly Place[] = [...QUEUES, "tickets"];

export function nameOf(place: Place): string {
  return place === "tickets" ? "Tickets" : words.queues[place];
}

export function Sidebar({ desk, client, show }: Props) {
  const { me, place, lines, now } = desk;
  const lists = sorted(lines.values(), me?.user ?? "", now);
  return (
    <nav class="sidebar" aria-label="Lists">
      <div class="brand">
        <Emblem />
        <h1>{me?.desk}</h1>
      </div>
      <button type="button" class="search" onClick={() => show("palette")}>
        <Icon of="search" />
        <span>Go or do…</span>
        <kbd>Ctrl K</kbd>
      </button>
      <ModeButton desk={desk} show={show} />
      <ul>
        {PLACES.map((each) => (
          <li key={each}>
            <PlaceButton
              place={each}
              count={each === "tickets" ? 0 : countOf(each, lists[each].length)}
              isHere={place === each}
              isPressing={(each === "waiting" || each === "mine") && lists[each].some((line) => isPressing(line, now))}
              go={() => client.go(each)}
            />
          </li>
        ))}
      </ul>
      {me && <Self me={me} client={client} show={show} />}
    </nav>
  );
}

function Self({ me, client, show }: { me: Account } & Pick<Props, "client" | "show">) {
  const turn = (): void => void client.session.change("account", { is_away: !me.is_away });
  return (
    <div class="oneself">
      <button type="button" class="self" title="Your account" onClick={() => show("account")}>
        <Face name={me.name} of="person" />
        <span class="self-name">
          {me.name}
          <small>{words.roles[me.role]}</small>
        </span>
      </button>
      <button
        type="button"
        class={me.is_away ? "presence away" : "presence"}
        aria-pressed={me.is_away}
        title={me.is_away ? "You are away: nothing is assigned to you. Press when you are back." : "You are here. Press when you leave: what you have not answered goes back to Waiting."}
        onClick={turn}
      >
        {me.is_away ? "Away" : "Here"}
      </button>
    </div>
  );
}

/** How many closed ones are shown says nothing. */
function countOf(queue: Queue, length: number): number {
  return queue === "closed" ? 0 : length;
}

interface PlaceProps {
  place: Place;
  count: number;
  isHere: boolean;
  isPressing: boolean;
  go: () => void;
}

function PlaceButton({ place, count, isHere, isPressing, go }: PlaceProps) {
  return (
    <button type="button" class="place" aria-current={isHere ? "page" : undefined} onClick={go} title={nameOf(place)}>
      <Icon of={place satisfies Drawing} />
      <span class="place-name">{nameOf(place)}</span>
      {count > 0 && <span class={isPressing ? "count pressing" : "count"}>{count}</span>}
    </button>
  );
}
