/** The way in: a name and a password, or the link that a command printed. */
import { useState } from "preact/hooks";
import type { Problem } from "../../shared/wire";
import type { Client } from "../desk/client";
import { Emblem } from "./icons";

export function SignIn({ client, problem }: { client: Client; problem: Problem | undefined }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    setBusy(true);
    await client.session.enter(name, password);
    setBusy(false);
  };
  return (
    <main class="entrance">
      <form
        class="entrance-card"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Emblem />
        <h1>Sign in to the desk</h1>
        {problem && (
          <p class="trouble" role="alert">
            <strong>{problem.detail}</strong> {problem.next_step}
          </p>
        )}
        <label>
          Name
          <input
            type="text"
            autocomplete="username"
            autocapitalize="none"
            required
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          Password
          <input
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="strong" disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
        <p class="faint">
          No password yet, or forgotten? An admin prints a link for you: <code>frontdesk users link NAME</code>
        </p>
      </form>
    </main>
  );
}
