/** How often the desk hears that somebody types. */

const EVERY_MS = 2_500; // customers see one such sign for six seconds

/** Whether this key press is told; who turns to another conversation is seen there at once. */
export function paced(): (conversation: string) => boolean {
  let last = { conversation: "", at: 0 };
  return (conversation) => {
    const at = Date.now();
    if (last.conversation === conversation && at - last.at < EVERY_MS) return false;
    last = { conversation, at };
    return true;
  };
}
