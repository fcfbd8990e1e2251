/** What outlives a reload: the conversation's key, messages on their way, and what is being typed. */
import { fields, readOpened, readProblem, type Opened, type Problem } from "../../../shared/wire";
import { attempt, type Drawer } from "./drawers";

/** waiting: on its way · accepted: the desk has it, its event has not come yet · refused: needs the customer. */
export interface Outgoing {
  client_id: string;
  text: string;
  state: "waiting" | "accepted" | "refused";
  problem?: Problem;
  /** Id of the offered choice that this picks. */
  choice?: string;
  /** No text, but the wish for a person: it goes its way like a message, and after those before it. */
  handover?: boolean;
}

const CONVERSATION = "frontdesk.conversation";
const OUTBOX = "frontdesk.outbox";
const DRAFT = "frontdesk.draft";

export interface Keeping {
  conversation: () => Opened | undefined;
  keepConversation: (opened: Opened | undefined) => void;
  outbox: () => readonly Outgoing[];
  keepOutbox: (outbox: readonly Outgoing[]) => void;
  draft: () => string;
  keepDraft: (text: string) => void;
}

export function keeping(drawer: Drawer): Keeping {
  const read = (key: string): unknown => attempt(() => JSON.parse(drawer.getItem(key) ?? "null") as unknown);
  const write = (key: string, value: unknown): void =>
    value === undefined ? drawer.removeItem(key) : drawer.setItem(key, JSON.stringify(value));

  return {
    conversation: () => {
      const opened = readOpened(read(CONVERSATION));
      return opened.conversation && opened.token ? opened : undefined;
    },
    keepConversation: (opened) => write(CONVERSATION, opened),
    outbox: () => {
      const kept = read(OUTBOX);
      return Array.isArray(kept) ? kept.flatMap(readOutgoing) : [];
    },
    keepOutbox: (outbox) => write(OUTBOX, outbox.length > 0 ? outbox : undefined),
    draft: () => drawer.getItem(DRAFT) ?? "",
    keepDraft: (text) => (text ? drawer.setItem(DRAFT, text) : drawer.removeItem(DRAFT)),
  };
}

function readOutgoing(value: unknown): Outgoing[] {
  const { client_id, text, state, problem, choice, handover } = fields(value);
  if (typeof client_id !== "string" || typeof text !== "string") return [];
  const kept = {
    client_id,
    text,
    ...(typeof choice === "string" && { choice }),
    ...(handover === true && { handover }),
  };
  if (state === "accepted") return [{ ...kept, state }];
  if (state === "refused") return [{ ...kept, state, problem: readProblem(problem) }];
  return [{ ...kept, state: "waiting" }];
}

/** Calls back when another tab changed what is kept. */
export function onOtherTab(changed: () => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === null || key === CONVERSATION || key === OUTBOX) changed();
  });
}
