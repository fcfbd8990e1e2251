import assert from "node:assert/strict";
import { test } from "node:test";
import { causeOf, isBack } from "../console/desk/alerts";
import { blanksIn, inserted } from "../console/desk/blanks";
import { isPressing, queueOf, sorted } from "../console/desk/lists";
import { talkOf } from "../console/desk/talk";
import { words } from "../console/words";
import { paced } from "../console/desk/typing";
import type { Event, Line } from "../console/desk/wire";

const NOW = Date.parse("2026-05-01T12:00:00Z");
const AT = "2026-05-01T11:00:00Z";

function line(conversation: string, part: Partial<Line>): Line {
  return {
    conversation,
    revision: 1,
    holder: "queue",
    since: AT,
    person: "",
    user: "",
    assigned: null,
    customer: "",
    name: "",
    level: "visitor",
    locale: "",
    language: "",
    topic: "",
    reason: "",
    priority: "normal",
    text: "",
    by: "customer",
    at: AT,
    awaits: null,
    due: null,
    snoozed: null,
    refunds: [],
    has_draft: false,
    score: 0,
    resolved: "",
    ...part,
  };
}

let number = 0;

function event(name: string, data: object): Event {
  number += 1;
  return { event: name, data: { number, at: AT, ...data } } as Event;
}

test("a conversation stands where its holder says", () => {
  assert.equal(queueOf(line("a", {}), "ana", NOW), "waiting");
  assert.equal(queueOf(line("a", { holder: "bot" }), "ana", NOW), "bot");
  assert.equal(queueOf(line("a", { holder: "person", user: "ana" }), "ana", NOW), "mine");
  assert.equal(queueOf(line("a", { holder: "person", user: "ben" }), "ana", NOW), "team");
  assert.equal(queueOf(line("a", { holder: "closed" }), "ana", NOW), "closed");
});

test("what was put off calls everybody, or whose it is, once its time has come", () => {
  const until = { snoozed: new Date(NOW).toISOString() };
  const mine = line("a", { ...until, holder: "person", user: "ana" });

  assert.ok(isBack(line("a", until), "ana", NOW - 1, NOW));
  assert.ok(isBack(mine, "ana", NOW - 1, NOW));
  assert.ok(!isBack(mine, "ben", NOW - 1, NOW));
  assert.ok(!isBack(line("a", until), "ana", NOW - 2, NOW - 1));
  assert.ok(!isBack(line("a", until), "ana", NOW, NOW + 1));
  assert.ok(!isBack(line("a", {}), "ana", NOW - 1, NOW));
});

test("what is assigned stands with whoever it is for", () => {
  const assigned = { user: "ana", name: "Ana", reason: "By turns.", at: AT };
  assert.equal(queueOf(line("a", { assigned }), "ana", NOW), "mine");
  assert.equal(queueOf(line("a", { assigned }), "ben", NOW), "team");
  assert.equal(queueOf(line("a", { assigned, snoozed: "2026-05-01T12:30:00Z" }), "ana", NOW), "snoozed");
});

test("what is assigned calls its person once, and nobody else", () => {
  const waiting = line("a", { awaits: AT });
  const given = { ...waiting, assigned: { user: "ana", name: "Ana", reason: "By turns.", at: AT } };
  assert.equal(causeOf(waiting, given, "ana", NOW), "given");
  assert.equal(causeOf(waiting, given, "ben", NOW), undefined);
  assert.equal(causeOf(given, { ...given, has_draft: true }, "ana", NOW), undefined);
  assert.equal(causeOf(given, { ...waiting, holder: "person", user: "ana" }, "ana", NOW), undefined);
});

test("what was put off comes back by itself", () => {
  const snoozed = line("a", { snoozed: "2026-05-01T12:30:00Z" });
  assert.equal(queueOf(snoozed, "ana", NOW), "snoozed");
  assert.equal(queueOf(snoozed, "ana", NOW + 31 * 60_000), "waiting");
});

test("who waits is sorted by urgency, then by how long", () => {
  const lines = [
    line("late", { awaits: "2026-05-01T11:30:00Z" }),
    line("early", { awaits: "2026-05-01T11:10:00Z" }),
    line("urgent", { awaits: "2026-05-01T11:50:00Z", priority: "urgent" }),
  ];
  assert.deepEqual(sorted(lines, "ana", NOW).waiting.map(({ conversation }) => conversation), ["urgent", "early", "late"]);
});

test("what is due first stands first, and says how long there is", () => {
  const due = (at: string): Partial<Line> => ({ due: { target: "first_reply", at } });
  const lines = [
    line("untimed", { priority: "urgent" }),
    line("soon", due("2026-05-01T12:12:30Z")),
    line("late", due("2026-05-01T09:00:00Z")),
  ];
  for (const holder of ["queue", "person"] as const) {
    const lists = sorted(lines.map((each) => ({ ...each, holder, user: "ana" })), "ana", NOW);
    const shown = holder === "queue" ? lists.waiting : lists.mine;
    assert.deepEqual(shown.map(({ conversation }) => conversation), ["late", "soon", "untimed"]);
  }
  assert.deepEqual(lines.map((each) => isPressing(each, NOW)), [true, false, true]);
  assert.equal(isPressing(line("taken", { priority: "urgent", holder: "person" }), NOW), false);
  assert.equal(words.due("first_reply", 12.5 * 60_000), "first reply in 12 min");
  assert.equal(words.due("next_reply", -3 * 3_600_000), "reply 3 h late");
});

test("a refund is listed whoever has its conversation", () => {
  const lists = sorted([line("a", { holder: "person", user: "ana", refunds: ["cf"] })], "ana", NOW);
  assert.equal(lists.refunds.length, 1);
  assert.equal(lists.mine.length, 1);
});

test("what the assistant did stands with its answer, parts in one", () => {
  const { items, sources } = talkOf([
    event("customer.wrote", { client_id: "c", text: "Hello" }),
    event("turn.started", { turn: 1, attempt: 1 }),
    event("recalled", { query: "", reason: "", passages: [{ title: "Returns", section: "" }] }),
    event("bot.part", { turn: 1, text: "Hi. ", citations: [{ n: 1, title: "Returns", quote: "30 days" }] }),
    event("action.started", { turn: 1, use: "u", name: "look_up", arguments: {}, risk: "read", by: "" }),
    event("action.finished", { turn: 1, use: "u", name: "look_up", status: "failed", text: "no", passages: [] }),
    event("bot.part", { turn: 1, text: "There.", citations: [] }),
    event("bot.finished", { turn: 1, route: "sent" }),
  ]);
  assert.deepEqual(items.map(({ kind }) => kind), ["customer", "turn"]);
  const turn = items[1];
  assert.ok(turn?.kind === "turn");
  assert.equal(turn.parts.map(({ text }) => text).join(""), "Hi. There.");
  assert.deepEqual(turn.steps.map(({ kind, failed }) => [kind, failed ?? false]), [["found", false], ["did", true]]);
  assert.equal(sources[0]?.title, "Returns");
});

test("a draft waits until a person has answered, or nobody wants it", () => {
  const held = [
    event("turn.started", { turn: 1, attempt: 1 }),
    event("reply.scored", { turn: 1, score: 0.5, band: "hold", draft: "Perhaps.", signals: [] }),
  ];
  assert.equal(talkOf(held).draft?.text, "Perhaps.");
  assert.equal(talkOf([...held, event("draft.discarded", { turn: 1, name: "Ana" })]).draft, undefined);
  const answered = event("person.wrote", { client_id: "p", name: "Ana", user: "ana", text: "Yes.", draft: "" });
  assert.equal(talkOf([...held, answered]).draft, undefined);
  assert.ok(talkOf([...held, answered]).said.has("p"));
});

test("a receipt keeps its place, whatever it is for", () => {
  const { items } = talkOf([event("receipt", { id: "cf", kind: "refund", text: "Paid.", reference: "RF-1" })]);
  assert.equal(items[0]?.kind, "receipt");
});

test("a card says what became of it after a person decided", () => {
  const card = { id: "cf", kind: "refund", title: "Refund for order A-1", lines: [], amount: { value: "9.00", currency: "EUR" }, expires: "" };
  const done = { turn: null, use: "cf", name: "pay", status: "done", text: "Paid by RF-1.", passages: [] };
  const waits = [event("confirmation.offered", card), event("confirmation.settled", { id: "cf", outcome: "with_person" })];
  const approved = event("action.started", { turn: null, use: "cf", name: "pay", arguments: {}, risk: "money", by: "Ana" });
  const outcome = (...more: Event[]) => talkOf([...waits, ...more]).items.flatMap((item) => (item.kind === "offer" ? item.outcome : []));
  const told = talkOf([...waits, approved, event("action.finished", done)]).items.flatMap((item) => (item.kind === "told" ? item.text : []));

  assert.deepEqual(outcome(), ["waits for a person"]);
  assert.deepEqual(outcome(approved, event("action.finished", done)), ["done"]);
  assert.deepEqual(outcome(event("action.finished", { ...done, status: "refused" })), ["refused"]);
  assert.deepEqual(told, ["Refund for order A-1: approved by Ana", "Paid by RF-1."]);
});

test("typing is told now and then, and at once in another conversation", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: NOW });
  const told = paced();
  assert.deepEqual([told("a"), told("a"), told("b"), told("b"), told("a")], [true, false, true, false, true]);
  context.mock.timers.tick(2_500);
  assert.equal(told("a"), true);
});

test("somebody is called for who waits, what is given to them and what is written to them", () => {
  const mine = { holder: "person", user: "ana", at: AT, by: "customer", awaits: AT } as const;
  const later = "2026-05-01T11:30:00Z";
  const cases: [Partial<Line> | undefined, Partial<Line>, string | undefined][] = [
    [undefined, { holder: "queue" }, "waiting"],
    [{ holder: "bot" }, { holder: "queue" }, "waiting"],
    [{ holder: "queue" }, { holder: "queue", text: "more" }, undefined],
    [{ holder: "queue", snoozed: "2026-05-01T12:30:00Z" }, { holder: "queue" }, "waiting"],
    [{ holder: "queue" }, mine, "given"],
    [{ ...mine, user: "ben" }, mine, "given"],
    [mine, { ...mine, at: later }, "message"],
    [mine, { ...mine, language: "de" }, undefined],
    [mine, { ...mine, at: later, by: "person", awaits: null }, undefined],
    [{ holder: "person", user: "ben" }, { ...mine, user: "ben", at: later }, undefined],
    [mine, { holder: "closed" }, undefined],
  ];
  for (const [before, after, cause] of cases) {
    assert.equal(causeOf(before && line("a", before), line("a", after), "ana", NOW), cause, JSON.stringify(after));
  }
});

test("blanks of canned replies are found, and the first of them is selected", () => {
  const canned = { replies: [], blanks: ["order", "date"], problems: [] };
  assert.deepEqual(blanksIn("{order} of {id} by {order}", canned), ["{order}"]);
  assert.deepEqual(blanksIn("{order}", undefined), []);
  assert.deepEqual(inserted("Hi. !", "For {order}", 4, 4), { text: "Hi. For {order}!", select: [8, 15] });
  assert.deepEqual(inserted("ab", "-", 1, 2), { text: "a-", select: [2, 2] });
});

test("the mood follows the model's word, and counts anew once people had the conversation", () => {
  const read = (message: number, sentiment: number | null, by = "model", signs: object[] = []) =>
    event("message.read", { message, sentiment, by, signs });
  const mood = (...events: Event[]) => talkOf(events).mood;
  assert.equal(mood(read(1, null)), undefined);
  const worse = [read(1, 0.9, "words"), read(1, -0.4), read(1, 0.9, "words"), read(2, -0.5), read(3, -0.6, "model", [{ sign: "churn", reason: "leaves" }])];
  assert.deepEqual(mood(...worse), { scores: [-0.4, -0.5, -0.6], trend: "deteriorating", signs: [{ sign: "churn", reason: "leaves" }] });
  assert.equal(mood(read(1, -0.5), read(2, -0.6), read(3, -0.1))?.trend, "improving");
  assert.equal(mood(read(1, -0.5), read(2, -0.6))?.trend, "stable");
  const joined = { event: "person.joined", data: { number: 3, at: AT, name: "Ana", user: "ana" } } as Event;
  assert.equal(mood(...worse, joined)?.trend, "stable");
});

test("how a message was read belongs to the turn that answers it", () => {
  const read = (sentiment: number) => event("message.read", { message: 1, sentiment, by: "model", signs: [] });
  const turn = (turn: number) => event("turn.started", { turn, attempt: 1 });
  const { items } = talkOf([read(-0.1), turn(1), read(-0.2), event("bot.finished", { turn: 1, route: "sent" }), read(-0.3), turn(2), read(-0.4)]);
  assert.deepEqual(
    items.map((item) => item.kind === "turn" && item.steps.map(({ detail }) => detail)),
    [
      ["sentiment -0.1", "sentiment -0.2"],
      ["sentiment -0.3", "sentiment -0.4"],
    ],
  );
});

test("a draft says what it rests on", () => {
  const found = { turn: 1, use: "u", name: "look_up_order", status: "done", text: "", passages: [] };
  const talk = talkOf([
    event("turn.started", { turn: 1, attempt: 1 }),
    event("recalled", { query: "q", reason: "", passages: [{ title: "Returns", section: "" }, { title: "Returns", section: "b" }] }),
    event("action.finished", found),
    event("action.finished", { ...found, use: "v", status: "failed", name: "other" }),
    event("reply.scored", { turn: 1, score: 0.5, band: "hold", draft: "Maybe.", signals: [] }),
  ]);
  assert.deepEqual(talk.draft?.sources, ["Returns", "look up order"]);
});
