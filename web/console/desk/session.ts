/** Coming in and going. */
import { get, post, problemOf } from "./calls";
import type { Store } from "./state";
import type { Account } from "./wire";
import type { Answer } from "../../shared/calls";
import type { Problem } from "../../shared/wire";

export class Session {
  constructor(
    private readonly store: Store,
    private readonly entered: () => void,
    private readonly left: () => void,
  ) {}

  /** By the link in the address, else by the session of before. */
  async begin(): Promise<void> {
    const key = /^#link=(.+)$/.exec(location.hash)?.[1];
    if (key) {
      history.replaceState(null, "", location.pathname);
      const answer = await post("/session/link", { key });
      if (answer.kind === "done") {
        this.take(answer);
        return;
      }
      this.store.change({ entryProblem: problemOf(answer) });
    }
    const answer = await get("/session");
    if (answer.kind === "done") this.take(answer);
    else this.store.change({ entry: "out", ...(answer.kind === "later" && { entryProblem: problemOf(answer) }) });
  }

  async enter(name: string, password: string): Promise<void> {
    const answer = await post("/session", { name, password });
    if (answer.kind === "done") this.take(answer);
    else this.store.change({ entryProblem: problemOf(answer) });
  }

  async leave(): Promise<void> {
    await post("/session/end");
    this.end();
  }

  /** The session is over: what was typed stays for whoever signs in again. */
  end(): void {
    this.left();
    this.store.change({ entry: "out", entryProblem: undefined, me: undefined, dialog: "" });
  }

  async change(path: "account" | "password", body: object): Promise<Problem | undefined> {
    const answer = await post(`/session/${path}`, body);
    if (answer.kind === "done") this.store.change({ me: answer.value as Account });
    return problemOf(answer);
  }

  private take(answer: Extract<Answer, { kind: "done" }>): void {
    this.store.change({ entry: "in", entryProblem: undefined, me: answer.value as Account });
    this.entered();
  }
}
