import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Answer } from "../shared/calls";
import { follow, type Source } from "../shared/following";
import { backOff } from "../shared/waiting";
import { cookieDrawer, memoryBehind } from "../widget/frame/conversation/drawers";
import { keeping, type Outgoing } from "../widget/frame/conversation/keeping";
import { sending } from "../widget/frame/conversation/sending";

const busy: Answer = { kind: "later", seconds: 0 };
const done: Answer = { kind: "done", value: {} };
const no: Answer = { kind: "refused", status: 422, problem: { title: "No", detail: "", next_step: "" } };

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

function outboxOf(...texts: string[]): Outgoing[] {
  return texts.map((text) => ({ client_id: `id-${text}`, text, state: "waiting" }));
}

test("a message is repeated under its own id until the desk answers, and holds back the next", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const outbox = outboxOf("one", "two");
  const answers = [busy, busy, done, no];
  const sent: string[] = [];
  const mark = (state: Outgoing["state"]) => (message: Outgoing) => {
    outbox.splice(outbox.indexOf(message), 1, { ...message, state });
  };
  const post = sending({
    next: () => outbox.find(({ state }) => state === "waiting"),
    deliver: ({ client_id }) => {
      sent.push(client_id);
      return Promise.resolve(answers.shift() ?? done);
    },
    accepted: mark("accepted"),
    refused: mark("refused"),
    waiting: () => undefined,
  });

  post.go();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await settled();
    context.mock.timers.tick(2000);
  }
  await settled();

  assert.deepEqual(sent, ["id-one", "id-one", "id-one", "id-two"]);
  assert.deepEqual(outbox.map(({ state }) => state), ["accepted", "refused"]);
});

test("waiting grows and never passes half a minute", () => {
  assert.ok(backOff(1, () => 0) >= 250 && backOff(1, () => 1) <= 500);
  assert.ok(backOff(3, () => 0) >= 1000);
  assert.equal(backOff(50, () => 1), 30_000);
});

test("what is kept survives a browser that forbids storage", () => {
  const forbidden = () => assert.fail("no storage");
  const keep = keeping(memoryBehind({ getItem: forbidden, setItem: forbidden, removeItem: forbidden }));
  keep.keepOutbox(outboxOf("one"));
  keep.keepDraft("draft");

  assert.deepEqual(keep.outbox(), outboxOf("one"));
  assert.equal(keep.draft(), "draft");
  assert.equal(keep.conversation(), undefined);
});

test("cookies keep long texts in pieces, or say that they did not", () => {
  const jar = new Map<string, string>();
  let full = 10;
  const cookies = {
    get cookie() {
      return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    },
    set cookie(line: string) {
      const [, name = "", value = "", age] = /^([^=]+)=([^;]*);.*Max-Age=(\d+)/.exec(line) ?? [];
      if (age === "0") jar.delete(name);
      else if (jar.size < full) jar.set(name, value);
    },
  };
  const drawer = cookieDrawer(cookies, "/chat.html");

  drawer.setItem("draft", "é;= ".repeat(1000));
  assert.equal(drawer.getItem("draft"), "é;= ".repeat(1000));
  drawer.setItem("draft", "short");
  assert.deepEqual([...jar], [["draft.0", "short"]]);
  full = 1;
  assert.throws(() => drawer.setItem("draft", "x".repeat(5000)));
  assert.equal(drawer.getItem("draft"), null);
});

interface Heard {
  frames: string[];
  asked: string[];
}

function source(heard: Heard, prepare: Source["prepare"], lost: () => void): Source {
  return {
    token: "secret",
    after: () => heard.frames.length,
    address: (after) => `events?after=${after}`,
    prepare,
    take: ({ data }) => heard.frames.push(data) > 0,
    connected: () => undefined,
    lost,
  };
}

test("a broken stream is followed on from the last event, until the desk knows it no more", async () => {
  const heard: Heard = { frames: [], asked: [] };
  const answers = [new Response("data: a\n\ndata: b\n\ndata: ha"), new Response("data: c\n\n"), new Response("", { status: 404 })];
  const tokens: (string | null)[] = [];
  mock.method(globalThis, "fetch", (address: string, init: RequestInit) => {
    heard.asked.push(address);
    tokens.push(new Headers(init.headers).get("Authorization"));
    return Promise.resolve(answers.shift());
  });

  await new Promise<void>((resolve) => follow(source(heard, () => Promise.resolve("ready"), resolve)));
  mock.restoreAll();

  assert.deepEqual(heard, { frames: ["a", "b", "c"], asked: ["events?after=0", "events?after=2", "events?after=3"] });
  assert.deepEqual(new Set(tokens), new Set(["Bearer secret"]));
});

test("a silent stream is given up", async () => {
  const heard: Heard = { frames: [], asked: [] };
  let calls = 0;
  mock.method(globalThis, "fetch", (_: string, { signal }: RequestInit) => {
    calls += 1;
    if (calls > 1) return Promise.resolve(new Response("", { status: 401 }));
    const body = new ReadableStream({
      start: (controller) => signal?.addEventListener("abort", () => controller.error(new Error("aborted"))),
    });
    return Promise.resolve(new Response(body));
  });

  await new Promise<void>((resolve) => follow(source(heard, () => Promise.resolve("ready"), resolve), 20));
  mock.restoreAll();

  assert.equal(calls, 2);
});
