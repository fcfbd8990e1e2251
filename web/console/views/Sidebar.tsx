/** The lists and how many stand in each; oneself at the foot. */
import { QUEUES, sorted, type Queue } from "../desk/lists";
import type { Client } from "../desk/client";
import type { Desk, Dialog, Place } from "../desk/state";
import type { Account } from "../desk/wire";
import { words } from "../words";
import { Emblem, Face, Icon, type Drawing } from "./icons";

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
  const urgent = lists.waiting.some(({ priority }) => priority === "urgent");
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
      <ul>
        {PLACES.map((each) => (
          <li key={each}>
            <PlaceButton
              place={each}
              count={each === "tickets" ? 0 : countOf(each, lists[each].length)}
              isHere={place === each}
              isPressing={each === "waiting" && urgent}
              go={() => client.go(each)}
            />
          </li>
        ))}
      </ul>
      {me && <Self me={me} show={show} />}
    </nav>
  );
}

function Self({ me, show }: { me: Account } & Pick<Props, "show">) {
  return (
    <button type="button" class="self" title="Your account" onClick={() => show("account")}>
      <Face name={me.name} of="person" />
      <span class="self-name">
        {me.name}
        <small>{me.is_away ? "Away" : words.roles[me.role]}</small>
      </span>
      <i class={me.is_away ? "presence away" : "presence"} />
    </button>
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
