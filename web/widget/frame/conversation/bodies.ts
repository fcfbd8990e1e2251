/** What is sent to the desk for a message, or for the wish for a person. */
import { locale } from "../../../shared/locale";
import type { Outgoing } from "./keeping";

/** Opens a conversation, with the message as its first if there are words. */
export function opening({ client_id, text, handover }: Outgoing, identity: string): object {
  return { client_id, locale: plainLocale(locale()), ...(!handover && { text }), ...(identity && { identity }) };
}

/** The call under the conversation's address, and its body. */
export function posting({ client_id, text, choice, handover }: Outgoing): [call: string, body: object] {
  if (handover) return ["handover", {}];
  return ["messages", { client_id, text, ...(choice && { choice }) }];
}

/** Some systems add what no language tag holds, as in "en-US@posix". */
export function plainLocale(language: string): string {
  return /^[A-Za-z0-9-]{0,35}/.exec(language)?.[0] ?? "";
}
