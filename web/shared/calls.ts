/** One call to the desk, and what its answer means for us. */
import { heardDate } from "./clock";
import { readProblem, type Problem } from "./wire";

export type Answer =
  | { kind: "done"; value: unknown }
  | { kind: "refused"; status: number; problem: Problem }
  | { kind: "later"; seconds: number };

export interface Call {
  method?: "GET" | "POST";
  token?: string;
  body?: unknown;
}

const TIMEOUT_MS = 20_000;
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** "later": nobody answered, or the desk asked for patience; the same call may be made again. */
export async function call(address: string, { method = "GET", token, body }: Call = {}): Promise<Answer> {
  const headers = new Headers({ Accept: "application/json" });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (body) headers.set("Content-Type", "application/json");
  try {
    const response = await fetch(address, {
      method,
      headers,
      credentials: "same-origin", // the console's cookie; customers' calls have none
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    heardDate(response.headers.get("Date"));
    return await judge(response);
  } catch {
    return { kind: "later", seconds: 0 };
  }
}

async function judge(response: Response): Promise<Answer> {
  const { status } = response;
  if (status >= 500 || PASSING.has(status)) {
    return { kind: "later", seconds: Number(response.headers.get("Retry-After")) || 0 };
  }
  const value = await json(response);
  if (!response.ok) return { kind: "refused", status, problem: readProblem(value) };
  // An answer cut off on its way is no answer.
  return value === undefined ? { kind: "later", seconds: 0 } : { kind: "done", value };
}

/** Whether this refusal means that the desk does not know the conversation, or the token. */
export function isUnknown(status: number): boolean {
  return status === 401 || status === 404;
}
