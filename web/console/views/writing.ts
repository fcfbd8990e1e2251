/** What is being written in a conversation: a reply or a note, each kept as it is typed. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { inserted } from "../desk/blanks";
import type { Client } from "../desk/client";
import { draftOf, keepDraft, type Kind } from "../desk/drafts";
import { answersHere } from "../desk/lists";
import type { Desk } from "../desk/state";
import type { Draft } from "../desk/talk";
import type { Line } from "../desk/wire";

export interface Written {
  desk: Desk;
  client: Client;
  line: Line;
  draft: Draft | undefined;
}

export function useWriting({ desk, client, line, draft }: Written) {
  const id = line.conversation;
  const [kind, setKind] = useState<Kind>("reply");
  const user = desk.me?.user ?? "";
  const [texts, setTexts] = useState({ reply: draftOf(user, id, "reply"), note: draftOf(user, id, "note") });
  const text = texts[kind];
  const field = useRef<HTMLTextAreaElement>(null);
  const prefilled = useRef({ turn: 0, text: "" });
  /** What to select once the field shows the text: at once, for the next keys are meant for it. */
  const marked = useRef<[number, number] | undefined>(undefined);
  const type = (typed: string, of: Kind = kind): void => {
    keepDraft(user, id, of, typed);
    setTexts((before) => ({ ...before, [of]: typed }));
  };
  const select = (start: number, end: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  // before anybody can type: it would overwrite their first letters
  useLayoutEffect(() => {
    const { turn, text: given } = prefilled.current;
    if ((draft?.turn ?? 0) === turn) return;
    // a draft that somebody sent or discarded takes its text along, unless that was changed
    const own = texts.reply === given ? "" : texts.reply;
    prefilled.current = { turn: draft?.turn ?? 0, text: own ? "" : (draft?.text ?? "") };
    setTexts((before) => ({ ...before, reply: own || prefilled.current.text }));
  }, [draft]);
  useLayoutEffect(() => {
    if (marked.current) select(...marked.current);
    marked.current = undefined;
  }, [text]);
  useLayoutEffect(() => {
    if (!desk.insert || !answersHere(line, user)) return;
    const own = kind === "reply" ? field.current : null;
    const end = texts.reply.length;
    const next = inserted(texts.reply, desk.insert, own?.selectionStart ?? end, own?.selectionEnd ?? end);
    setKind("reply");
    type(next.text, "reply");
    client.insert("");
    marked.current = next.select;
  }, [desk.insert]);
  return { kind, setKind, text, type, field, select };
}
