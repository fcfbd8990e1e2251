/** What is asked before something is done. */
import { useEffect, useState } from "preact/hooks";
import { clean } from "../../shared/markdown";
import type { Problem } from "../../shared/wire";
import type { Client } from "../desk/client";
import type { Desk } from "../desk/state";
import { words } from "../words";
import { AlertSettings } from "./AlertSettings";
import { Dialog } from "./Dialog";

interface Props {
  desk: Desk;
  client: Client;
  close: () => void;
}

export function HandBack({ desk, client, close }: Props) {
  const [guidance, setGuidance] = useState("");
  const id = desk.open?.id ?? "";
  const submit = async (): Promise<void> => {
    if (await client.work.does(id, "hand-back", { guidance })) close();
  };
  return (
    <Dialog title="Hand back to the assistant" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label>
          What should it know or do from here on? <span class="faint">(optional; the customer does not read it)</span>
          <textarea autofocus rows={4} maxLength={1000} value={guidance} onInput={(event) => setGuidance(event.currentTarget.value)} />
        </label>
        <p class="faint">It has read everything that was said here, but no notes.</p>
        {desk.mode && desk.mode.mode !== "bot" ? (
          <p class="trouble">{words.modes[desk.mode.mode].handedBack}</p>
        ) : (
          desk.lines.get(id)?.awaits && (
            <p class="faint">The customer waits. The assistant answers what they wrote since the handover, not what led to it.</p>
          )
        )}
        <div class="deeds">
          <button type="submit" class="strong" disabled={desk.busy !== ""}>
            Hand back
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function RefuseRefund({ desk, client, close }: Props) {
  const [reason, setReason] = useState("");
  const refund = desk.refunds.find(({ conversation }) => conversation === desk.open?.id);
  const submit = async (): Promise<void> => {
    if (refund && (await client.work.decide(refund.confirmation, "refuse", reason))) close();
  };
  return (
    <Dialog title="Refuse the refund" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label>
          Why? <span class="faint">(stays at the desk)</span>
          <textarea autofocus rows={3} maxLength={1000} required value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
        <p class="faint">The customer is told that nothing was paid.</p>
        <div class="deeds">
          <button type="submit" class="strong danger" disabled={desk.busy !== "" || !refund}>
            Refuse
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function Transfer({ desk, client, close }: Props) {
  const line = desk.open?.conversation?.line;
  const pass = async (to: string): Promise<void> => {
    if (line && (await client.work.does(line.conversation, "transfer", { to, had: line.user }))) close();
  };
  useEffect(() => void client.loadPeople(), [client]); // who is away changes
  const others = desk.people.filter(({ user }) => user !== desk.me?.user);
  return (
    <Dialog title="Pass it on" close={close}>
      <ul class="choices">
        <li>
          <button type="button" class="choice" onClick={() => void pass("")}>
            <b>Back to Waiting</b>
            <span class="faint">Whoever is free takes it</span>
          </button>
        </li>
        {others.map((person) => (
          <li key={person.user}>
            <button type="button" class="choice" onClick={() => void pass(person.user)}>
              <b>{clean(person.name)}</b>
              <span class="faint">{person.is_away ? "Away" : words.roles[person.role]}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

const HOUR = 3_600_000;

function tomorrow(now: number, days = 1): Date {
  const at = new Date(now);
  at.setDate(at.getDate() + days);
  at.setHours(9, 0, 0, 0);
  return at;
}

export function Snooze({ desk, client, close }: Props) {
  const line = desk.open?.conversation?.line;
  const snooze = async (until: Date | null): Promise<void> => {
    if (line && (await client.work.does(line.conversation, "snooze", { until: until && until.toISOString() }))) close();
  };
  const times: readonly [string, Date][] = [
    ["In one hour", new Date(desk.now + HOUR)],
    ["In three hours", new Date(desk.now + 3 * HOUR)],
    ["Tomorrow at 9", tomorrow(desk.now)],
    ["In a week", tomorrow(desk.now, 7)],
  ];
  return (
    <Dialog title="Snooze until" close={close}>
      <ul class="choices">
        {times.map(([name, until]) => (
          <li key={name}>
            <button type="button" class="choice" onClick={() => void snooze(until)}>
              <b>{name}</b>
              <span class="faint">{until.toLocaleString(undefined, { weekday: "short", hour: "numeric", minute: "2-digit" })}</span>
            </button>
          </li>
        ))}
        {line?.snoozed && (
          <li>
            <button type="button" class="choice" onClick={() => void snooze(null)}>
              <b>Bring it back now</b>
            </button>
          </li>
        )}
      </ul>
      <p class="faint">It comes back at once when the customer writes.</p>
    </Dialog>
  );
}

export function AccountDialog({ desk, client, close }: Props) {
  const { me } = desk;
  const [shown, setShown] = useState(me?.name ?? "");
  const [problem, setProblem] = useState<Problem>();
  if (!me) return null;
  const change = async (body: object): Promise<void> => setProblem(await client.session.change("account", body));
  return (
    <Dialog title="Your account" close={close}>
      {problem && (
        <p class="trouble" role="alert">
          <strong>{problem.detail}</strong> {problem.next_step}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void change({ shown });
        }}
      >
        <label>
          Your name, as customers read it
          <span class="inline">
            <input type="text" value={shown} maxLength={60} onInput={(event) => setShown(event.currentTarget.value)} />
            <button type="submit" class="soft" disabled={shown.trim() === me.name || !shown.trim()}>
              Save
            </button>
          </span>
        </label>
      </form>
      <label class="check">
        <input type="checkbox" checked={me.is_away} onChange={(event) => void change({ is_away: event.currentTarget.checked })} />
        I am away <span class="faint">(nothing is assigned to me)</span>
      </label>
      <AlertSettings client={client} user={me.user} />
      <PasswordForm client={client} has={me.has_password} />
      <div class="deeds">
        <button type="button" class="soft" onClick={() => void client.session.leave()}>
          Sign out
        </button>
        <span class="faint">
          {me.user} · {words.roles[me.role]}
        </span>
      </div>
    </Dialog>
  );
}

function PasswordForm({ client, has }: { client: Client; has: boolean }) {
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const [outcome, setOutcome] = useState<Problem | "chosen">();
  const submit = async (): Promise<void> => {
    const problem = await client.session.change("password", { password, old });
    setOutcome(problem ?? "chosen");
    if (!problem) setPassword("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {outcome === "chosen" && <p role="status">Your password is chosen. Other sessions of yours have ended.</p>}
      {outcome && outcome !== "chosen" && (
        <p class="trouble" role="alert">
          <strong>{outcome.detail}</strong> {outcome.next_step}
        </p>
      )}
      {has && (
        <label>
          Password so far
          <input type="password" autocomplete="current-password" value={old} onInput={(event) => setOld(event.currentTarget.value)} />
        </label>
      )}
      <label>
        {has ? "New password" : "Choose a password"} <span class="faint">(10 characters at least)</span>
        <span class="inline">
          <input type="password" autocomplete="new-password" value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
          <button type="submit" class="soft" disabled={password.length < 10}>
            Choose
          </button>
        </span>
      </label>
    </form>
  );
}
