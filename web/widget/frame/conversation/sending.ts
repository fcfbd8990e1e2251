/** Sends the outbox in order, each message under its own client_id until the desk has answered for it. */
import type { Answer } from "../../../shared/calls";
import { backOff, sleeper } from "../../../shared/waiting";
import type { Problem } from "../../../shared/wire";
import type { Outgoing } from "./keeping";

export interface Post {
  /** Undefined when nothing waits. */
  next: () => Outgoing | undefined;
  deliver: (message: Outgoing) => Promise<Answer | "lost">;
  accepted: (message: Outgoing, value: unknown) => void;
  refused: (message: Outgoing, problem: Problem) => void;
  /** The desk cannot be reached, or can again. */
  waiting: (failures: number) => void;
}

export interface Sending {
  /** Sends what waits now; ends a pause between attempts. */
  go: () => void;
}

export function sending(post: Post): Sending {
  const { sleep, wake } = sleeper();
  let running = false;

  const run = async (): Promise<void> => {
    let failures = 0;
    for (let message = post.next(); message; message = post.next()) {
      const answer = await post.deliver(message);
      if (answer === "lost") return;
      failures = answer.kind === "later" ? failures + 1 : 0;
      post.waiting(failures);
      if (answer.kind === "done") post.accepted(message, answer.value);
      if (answer.kind === "refused") post.refused(message, answer.problem);
      if (answer.kind === "later") await sleep(Math.max(answer.seconds * 1000, backOff(failures)));
    }
  };

  return {
    go: () => {
      wake();
      if (running) return;
      running = true;
      void run().finally(() => (running = false));
    },
  };
}
