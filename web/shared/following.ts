/** Follows a conversation's events over fetch, so that the token stands in a header and in no address. */
import { sseReader, type Frame } from "./sse";
import { backOff, sleeper } from "./waiting";

export interface Source {
  address: (after: number) => string;
  /** Empty where a cookie says who follows. */
  token: string;
  /** The number reading goes on from. */
  after: () => number;
  /** Brings what is held up to date by one read, if it is not. */
  prepare: () => Promise<"ready" | "failed" | "lost">;
  /** Returns false when the stream no longer fits what is held. */
  take: (frame: Frame) => boolean;
  connected: (connected: boolean, failures: number) => void;
  /** The desk does not know the conversation, or the token. */
  lost: () => void;
}

export interface Following {
  stop: () => void;
  /** Connect again now. */
  wake: () => void;
}

const SILENCE_MS = 40_000; // Heartbeats come every 15 s.

export function follow(source: Source, silenceMs = SILENCE_MS): Following {
  const { sleep, wake } = sleeper();
  let stopped = false;
  let connection = new AbortController();

  const run = async (): Promise<void> => {
    let failures = 0;
    const heard = (): void => {
      failures = 0;
      if (!stopped) source.connected(true, 0);
    };
    while (!isStopped()) {
      connection = new AbortController();
      const prepared = await source.prepare();
      if (isStopped()) return;
      const outcome = prepared === "ready" ? await read(source, connection, silenceMs, heard) : prepared;
      if (isStopped()) return;
      if (outcome === "lost") {
        source.lost();
        return;
      }
      if (outcome === "stale") continue;
      failures += 1;
      source.connected(false, failures);
      await sleep(backOff(failures));
    }
  };
  const isStopped = (): boolean => stopped;

  void run();
  return {
    stop: () => {
      stopped = true;
      connection.abort();
      wake();
    },
    wake,
  };
}

type Outcome = "failed" | "lost" | "stale";

async function read(
  source: Source,
  connection: AbortController,
  silenceMs: number,
  heard: () => void,
): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => connection.abort(), silenceMs);
  };
  try {
    watch();
    const response = await open(source, connection.signal);
    if (response.status === 401 || response.status === 404) return "lost";
    if (!response.ok || !response.body) return "failed";
    heard();
    return await takeAll(response.body, source, watch);
  } catch {
    return "failed";
  } finally {
    clearTimeout(timer);
    connection.abort();
  }
}

function open(source: Source, signal: AbortSignal): Promise<Response> {
  return fetch(source.address(source.after()), {
    headers: { Accept: "text/event-stream", Authorization: `Bearer ${source.token}` },
    credentials: "same-origin",
    cache: "no-store",
    signal,
  });
}

async function takeAll(body: ReadableStream<Uint8Array>, source: Source, watch: () => void): Promise<Outcome> {
  const decoder = new TextDecoder();
  const frames = sseReader();
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    watch();
    for (const frame of frames(decoder.decode(piece.value, { stream: true }))) {
      if (!source.take(frame)) return "stale";
    }
  }
  return "failed";
}
