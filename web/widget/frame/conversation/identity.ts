/** Who is signed in at the host's site: proved to the desk, and kept apart from whoever sat here before. */
import { call, type Answer } from "../../../shared/calls";
import { backOff } from "../../../shared/waiting";
import { readOpened, type Opened } from "../../../shared/wire";
import { opening } from "./bodies";
import type { Keeping, Outgoing } from "./keeping";

const REFUSED = 401;

/** What changes hands: the chat, seen from here. */
export interface Seat {
  startAnew: () => void;
  /** Takes up the conversation that is kept now. */
  refresh: () => void;
}

export class Identity {
  private token = "";
  private openedAs = "";
  /** The conversation that the site's token was shown in first: it counts again only with this one's. */
  private shown = { token: "", by: "" };

  constructor(
    private readonly api: string,
    private readonly keep: Keeping,
    private readonly seat: Seat,
  ) {}

  /** The host's page says who is signed in, by the token of its own server; empty for nobody. */
  is(token: string): void {
    this.token = token;
    const kept = this.keep.conversation();
    if (token && kept) void this.prove(token, kept);
    if (!token && kept?.signed_in) this.leave();
  }

  /** Opens a conversation as this customer; as a visitor where the desk does not believe it. */
  async open(message: Outgoing): Promise<Answer> {
    const { token } = this;
    const answer = await this.tryOpen(message, token);
    if (!token || answer.kind !== "refused" || answer.status !== REFUSED) return answer;
    if (this.token === token) this.token = "";
    return this.tryOpen(message, this.token);
  }

  /** A conversation was opened; somebody may have signed in meanwhile. */
  adopted(opened: Opened): void {
    if (this.token && this.token === this.openedAs) this.signedIn(this.token, opened);
    else if (this.token) void this.prove(this.token, opened);
  }

  private tryOpen(message: Outgoing, token: string): Promise<Answer> {
    this.openedAs = token;
    const by = token && token === this.shown.token ? this.shown.by : "";
    return call(`${this.api}/conversations`, { method: "POST", token: by, body: opening(message, token) });
  }

  private async prove(token: string, kept: Opened, failures = 0): Promise<void> {
    const address = `${this.api}/conversations/${encodeURIComponent(kept.conversation)}/identity`;
    const answer = await call(address, { method: "POST", token: kept.token, body: { token } });
    if (this.token !== token || this.keep.conversation()?.conversation !== kept.conversation) return;
    if (answer.kind === "later") setTimeout(() => void this.prove(token, kept, failures + 1), backOff(failures + 1));
    if (answer.kind !== "done") return;
    const own = readOpened(answer.value);
    if (own.token) {
      this.shown = { token, by: own.token };
      this.leave({ ...own, signed_in: true });
    } else this.signedIn(token, kept);
  }

  private signedIn(token: string, opened: Opened): void {
    if (this.shown.token !== token) this.shown = { token, by: opened.token };
    this.keep.keepConversation({ ...opened, signed_in: true });
  }

  /** Nothing of the customer before goes along. */
  private leave(own?: Opened): void {
    this.keep.keepOutbox([]);
    this.keep.keepDraft("");
    this.seat.startAnew();
    if (!own) return;
    this.keep.keepConversation(own);
    this.seat.refresh();
  }
}
