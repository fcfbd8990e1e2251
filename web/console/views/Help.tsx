/** All keys at one glance. */
import { Dialog } from "./Dialog";

const KEYS: readonly [string, readonly [string, string][]][] = [
  [
    "Everywhere",
    [
      ["Ctrl K", "Do anything, or go anywhere"],
      ["/", "Search all conversations"],
      ["Alt J · Alt K", "Next · previous in the list"],
      ["1 … 8", "Go to a list"],
      ["?", "These keys"],
      ["Esc", "Close, or leave the text"],
    ],
  ],
  [
    "In a conversation",
    [
      ["R", "Reply"],
      ["N", "Note for colleagues"],
      ["Ctrl ; or /", "Canned reply, at the beginning of a line"],
      ["Ctrl Enter", "Send"],
      ["T", "Take, or take over"],
      ["H", "Hand back to the assistant"],
      ["E", "Resolve"],
      ["S", "Snooze"],
      ["A", "Pass on"],
      ["O", "Open a closed one again"],
    ],
  ],
  [
    "In a ticket",
    [
      ["R", "Reply"],
      ["T", "Take it"],
      ["A", "Give it to somebody"],
      ["E", "Solve it"],
      ["O", "Open its conversation"],
    ],
  ],
];

export function Help({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close} wide>
      <div class="keys">
        {KEYS.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="faint">On a Mac, Ctrl is ⌘ and Alt is ⌥.</p>
    </Dialog>
  );
}
