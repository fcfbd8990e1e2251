/** The desk's canned replies, filled for the open conversation. */
import { useCallback, useEffect } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Client } from "../desk/client";
import type { Desk } from "../desk/state";
import { answersHere } from "../desk/lists";
import { Pick, type Choice } from "./Pick";

interface Props {
  desk: Desk;
  client: Client;
  close: () => void;
}

export function CannedReplies({ desk, client, close }: Props) {
  const { open } = desk;
  const id = open?.id ?? "";
  useEffect(() => void client.conversations.loadCanned(id), [client, id]);
  const slash = (event: KeyboardEvent, text: string): boolean => {
    if (event.key !== "/" || text) return false;
    close();
    client.insert("/");
    return true;
  };
  return (
    <Pick
      title="Canned replies"
      label="A canned reply, by a word of it"
      placeholder="A word of its title or text…   / writes a slash"
      choices={useCallback((text) => cannedChoices(desk, client, text), [desk, client])}
      press={slash}
      close={close}
      foot={footOf(desk)}
    />
  );
}

/** Those in which each of these words begins one; none where nobody can answer now. */
export function cannedChoices({ open, me }: Desk, client: Client, text: string): readonly Choice[] {
  const line = open?.conversation?.line;
  if (!line || !open.canned || !answersHere(line, me?.user ?? "")) return [];
  const wanted = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return open.canned.replies
    .filter(({ title, text, name, language }) => {
      const said = `${title} ${text} ${name} ${language}`.toLowerCase();
      return wanted.every((word) => said.includes(word));
    })
    .map(
      (reply): Choice => ({
        id: `canned-${reply.name}-${reply.language}`,
        name: clean(reply.title),
        detail: clean(reply.text),
        key: reply.language,
        run: () => client.insert(reply.text),
      }),
    );
}

function footOf({ open }: Desk): string {
  if (!open?.canned) return "";
  const { replies, problems } = open.canned;
  const none = "There are none yet: put a file like refund-sent.md into the folder replies of the desk's project.";
  return [...(replies.length === 0 && problems.length === 0 ? [none] : []), ...problems].join(" ");
}
