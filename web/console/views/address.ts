/** The address names the list and the conversation, or ticket, so that it can be passed on and reloaded. */
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { Client } from "../desk/client";
import type { Desk, Place } from "../desk/state";
import { PLACES } from "./Sidebar";

const TICKET = /^TIC-\d+$/;

export function useAddress({ entry, place, open, ticket }: Desk, client: Client): void {
  const id = open?.id ?? ticket?.number ?? "";
  // before anything is shown or a key can be pressed: it would undo what they chose meanwhile
  useLayoutEffect(() => {
    const follow = (): void => {
      const [, wanted = "", id = ""] = /^#\/([a-z]+)(?:\/([\w-]+))?$/.exec(location.hash) ?? [];
      if (isPlace(wanted)) client.go(wanted);
      if (TICKET.test(id)) client.openTicket(id);
      else if (id) client.open(id);
      else if (wanted) client.leave();
    };
    if (entry === "in") follow();
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [entry, client]);
  useEffect(() => {
    if (entry === "in") history.replaceState(null, "", `#/${place}${id && `/${id}`}`);
  }, [entry, place, id]);
}

function isPlace(wanted: string): wanted is Place {
  return PLACES.some((place) => place === wanted);
}
