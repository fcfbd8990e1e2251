import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { memoryBehind } from "../widget/frame/conversation/drawers";
import { Identity } from "../widget/frame/conversation/identity";
import { keeping, type Outgoing } from "../widget/frame/conversation/keeping";

const forbidden = () => assert.fail("no storage");
const message: Outgoing = { client_id: "id", text: "Hi", state: "waiting" };
const maya = { conversation: "maya's", token: "t1" };
const toms = { conversation: "tom's", token: "t2" };
const refused = { status: 401, body: { code: "sign_in_refused", title: "", detail: "", next_step: "" } };

interface Reply {
  status: number;
  body: object;
}

function chat(context: TestContext, ...replies: Reply[]) {
  const asked: { path: string; body: Record<string, unknown> }[] = [];
  const bearers: (string | null)[] = [];
  context.mock.method(globalThis, "fetch", (address: string, { body, headers }: { body: string; headers: Headers }) => {
    bearers.push(headers.get("Authorization"));
    asked.push({ path: new URL(address).pathname, body: JSON.parse(body) as Record<string, unknown> });
    const reply = replies.shift() ?? assert.fail("asked too often");
    return Promise.resolve(Response.json(reply.body, { status: reply.status }));
  });
  Object.defineProperty(globalThis, "navigator", { value: { language: "en" }, configurable: true });
  const keep = keeping(memoryBehind({ getItem: forbidden, setItem: forbidden, removeItem: forbidden }));
  const seat = { startAnew: () => keep.keepConversation(undefined), refresh: () => undefined };
  return { asked, bearers, keep, identity: new Identity("https://desk.example/api/v1", keep, seat) };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}

test("a conversation is opened with the token, which stands in no address", async (context) => {
  const { asked, keep, identity } = chat(context, { status: 201, body: maya });
  identity.is("maya's token");
  await identity.open(message);
  identity.adopted(maya);

  assert.equal(asked[0]?.path, "/api/v1/conversations");
  assert.equal(asked[0].body["identity"], "maya's token");
  assert.deepEqual(keep.conversation(), { ...maya, signed_in: true });
});

test("another conversation is begun with the same token by who holds the first", async (context) => {
  const { bearers, keep, identity } = chat(context, { status: 201, body: maya }, { status: 201, body: toms });
  identity.is("maya's token");
  await identity.open(message);
  identity.adopted(maya);
  keep.keepConversation(undefined);
  await identity.open(message);

  assert.deepEqual(bearers, [null, "Bearer t1"]);
});

test("a token that the desk refuses leaves a visitor who can still write", async (context) => {
  const { asked, keep, identity } = chat(context, refused, { status: 201, body: maya });
  identity.is("too old");
  const answer = await identity.open(message);
  keep.keepConversation(maya);
  identity.adopted(maya);

  assert.equal(answer.kind, "done");
  assert.deepEqual(asked.map(({ body }) => body["identity"]), ["too old", undefined]);
  assert.deepEqual(keep.conversation(), maya);
});

test("a conversation that was opened before is proved to be the customer's", async (context) => {
  const { asked, keep, identity } = chat(context, { status: 200, body: { level: "verified" } });
  keep.keepConversation(maya);
  identity.is("maya's token");
  await settled();

  assert.deepEqual(asked, [
    { path: "/api/v1/conversations/maya's/identity", body: { token: "maya's token" } },
  ]);
  assert.deepEqual(keep.conversation(), { ...maya, signed_in: true });
});

test("who signed in while the conversation was being opened is proved after it", async (context) => {
  const replies = [
    { status: 201, body: maya },
    { status: 200, body: { level: "verified" } },
  ];
  const { asked, keep, identity } = chat(context, ...replies);
  const opening = identity.open(message);
  identity.is("maya's token");
  await opening;
  keep.keepConversation(maya);
  identity.adopted(maya);
  await settled();

  assert.equal(asked.at(-1)?.path, "/api/v1/conversations/maya's/identity");
  assert.equal(keep.conversation()?.signed_in, true);
});

test("another customer goes on in a conversation of their own, and takes nothing along", async (context) => {
  const { keep, identity } = chat(context, { status: 201, body: toms });
  keep.keepConversation({ ...maya, signed_in: true });
  keep.keepOutbox([message]);
  keep.keepDraft("My address is");
  identity.is("tom's token");
  await settled();

  assert.deepEqual(keep.conversation(), { ...toms, signed_in: true });
  assert.deepEqual(keep.outbox(), []);
  assert.equal(keep.draft(), "");
});

test("who signs out leaves the conversation, and a visitor keeps theirs", (context) => {
  const { keep, identity } = chat(context);
  keep.keepConversation(maya);
  identity.is("");
  assert.deepEqual(keep.conversation(), maya);

  keep.keepConversation({ ...maya, signed_in: true });
  identity.is("");
  assert.equal(keep.conversation(), undefined);
});
