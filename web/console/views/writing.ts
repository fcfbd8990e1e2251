/** What is being written in a conversation: a reply or a note, each kept as it is typed. */
import { useEffect, useRef, useState } from "preact/hooks";
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
  const [texts, setTexts] = useState({ reply: draftOf(id, "reply"), note: draftOf(id, "note") });
  const field = useRef<HTMLTextAreaElement>(null);
  const prefilled = useRef(0);
  const type = (text: string, of: Kind = kind): void => {
    keepDraft(id, of, text);
    setTexts((before) => ({ ...before, [of]: text }));
  };
  const select = (start: number, end: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(start, end);
  };
  useEffect(() => {
    if (!draft || prefilled.current === draft.turn) return;
    prefilled.current = draft.turn;
    if (!texts.reply) type(draft.text, "reply");
  }, [draft]);
  useEffect(() => {
    if (!desk.insert || !answersHere(line, desk.me?.user ?? "")) return;
    const own = kind === "reply" ? field.current : null;
    const end = texts.reply.length;
    const next = inserted(texts.reply, desk.insert, own?.selectionStart ?? end, own?.selectionEnd ?? end);
    setKind("reply");
    type(next.text, "reply");
    client.insert("");
    requestAnimationFrame(() => select(...next.select)); // once the field shows it
  }, [desk.insert]);
  return { kind, setKind, text: texts[kind], type, field, select };
}
