/** What the customer thinks: shown at once, taken back where the desk did not get it. */
import type { Answer } from "../../../shared/calls";
import { backOff } from "../../../shared/waiting";
import { strings } from "../strings";
import type { Opinion, Store } from "./state";

const TRIES = 3;

export class Opinions {
  constructor(
    private readonly store: Store,
    private readonly post: (where: string, body: object) => Promise<Answer>,
  ) {}

  ask(): void {
    this.change({ rating: "open", declined: false });
  }

  decline(): void {
    this.change({ rating: "closed", declined: true, problem: undefined });
  }

  async helped(turn: number, helpful: boolean): Promise<void> {
    this.change({ helpful: { ...this.store.now().opinion.helpful, [turn]: helpful } });
    const answer = await this.tell(`turns/${turn}/feedback`, { helpful });
    const { [turn]: now, ...others } = this.store.now().opinion.helpful;
    if (answer.kind !== "done" && now === helpful) this.change({ helpful: others });
  }

  /** Whether the desk has it; what was typed stays where it is until then. */
  async rate(score: number, text: string): Promise<boolean> {
    if (this.store.now().opinion.rating === "busy") return false;
    this.change({ rating: "busy" });
    const answer = await this.tell("rating", { score, text: text.trim() });
    if (answer.kind === "done") this.change({ rating: "closed", problem: undefined });
    else this.change({ rating: "open", problem: answer.kind === "refused" ? answer.problem : strings.ratingLost });
    return answer.kind === "done";
  }

  private async tell(where: string, body: object): Promise<Answer> {
    let answer = await this.post(where, body);
    for (let tries = 1; answer.kind === "later" && navigator.onLine && tries < TRIES; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, backOff(tries)));
      answer = await this.post(where, body);
    }
    return answer;
  }

  private change(part: Partial<Opinion>): void {
    this.store.change({ opinion: { ...this.store.now().opinion, ...part } });
  }
}
