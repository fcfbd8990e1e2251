import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../shared/calls";
import { moment, money } from "../shared/cards";
import { deskNow, heardDate } from "../shared/clock";
import { readEvent, type VisibleEvent } from "../shared/wire";
import { apply, EMPTY, type Conversation } from "../widget/frame/conversation/fold";
import { pressCard, type Press } from "../widget/frame/conversation/pressing";
import { newlySaid } from "../widget/frame/conversation/speaking";
import { speak } from "../widget/frame/strings";

await speak("en", "en-US");

const AMOUNT = { value: "89.99", currency: "USD" };
const OFFER = { id: "c1", kind: "refund", title: "Refund", lines: [], amount: AMOUNT, expires: "2026-11-21T12:00:00Z" };
const CHOICES = { id: "k1", title: "Which?", choices: [{ id: "a", label: "One" }, { id: "b", label: "Two" }] };

function folded(...events: [name: string, data: object][]): Conversation {
  return events.map(([name, data], at) => numbered(name, at + 1, data)).reduce(apply, EMPTY);
}

function numbered(name: string, number: number, data: object): VisibleEvent {
  const read = readEvent(name, { number, previous: number - 1, ...data });
  assert.ok(read);
  return read;
}

test("a card is settled by its event and waits for its receipt", () => {
  const open = folded(["confirmation.offered", OFFER]);
  const settled = apply(open, numbered("confirmation.settled", 2, { id: "c1", outcome: "confirmed" }));
  const received = apply(settled, numbered("receipt", 3, { id: "c1", text: "Done.", amount: AMOUNT }));

  assert.ok(open.lines[0]?.kind === "offer" && open.lines[0].outcome === undefined);
  assert.ok(settled.lines[0]?.kind === "offer" && settled.lines[0].outcome === "confirmed" && !settled.lines[0].received);
  assert.ok(received.lines[0]?.kind === "offer" && received.lines[0].received);
  assert.equal(received.lines[1]?.kind, "receipt");
});

test("a card of another id stays as it is", () => {
  const held = folded(["confirmation.offered", OFFER], ["confirmation.settled", { id: "c2", outcome: "declined" }]);

  assert.ok(held.lines[0]?.kind === "offer" && held.lines[0].outcome === undefined);
});

const REFUSED: [string, object] = ["notice", { code: "refund_refused", text: "Nothing was paid." }];
const OUTCOMES = ({ lines }: Conversation) => lines.flatMap((line) => (line.kind === "offer" ? [line.outcome] : []));

test("a refund that is refused later is told on its card", () => {
  for (const outcome of ["confirmed", "with_person"]) {
    const held = folded(["confirmation.offered", OFFER], ["confirmation.settled", { id: "c1", outcome }], REFUSED);

    assert.deepEqual(OUTCOMES(held), ["refused"]);
  }
});

test("of several cards that wait none is called refused", () => {
  const held = folded(
    ["confirmation.offered", OFFER],
    ["confirmation.settled", { id: "c1", outcome: "with_person" }],
    ["confirmation.offered", { ...OFFER, id: "c2" }],
    ["confirmation.settled", { id: "c2", outcome: "with_person" }],
    REFUSED,
  );

  assert.deepEqual(OUTCOMES(held), ["with_person", "with_person"]);
});

test("a card that was paid or declined is never called refused", () => {
  const held = folded(
    ["confirmation.offered", OFFER],
    ["confirmation.settled", { id: "c1", outcome: "declined" }],
    ["confirmation.offered", { ...OFFER, id: "c2" }],
    ["confirmation.settled", { id: "c2", outcome: "confirmed" }],
    ["receipt", { id: "c2", text: "Done.", amount: AMOUNT }],
    REFUSED,
  );

  assert.deepEqual(OUTCOMES(held), ["declined", "confirmed"]);
});

test("choices are over with the next message, and the pick stays marked", () => {
  const picked = folded(["choices.offered", CHOICES], ["customer.wrote", { client_id: "m", text: "Two", choice: "b" }]);
  const passed = folded(["choices.offered", CHOICES], ["customer.wrote", { client_id: "m", text: "Neither" }]);

  assert.ok(picked.lines[0]?.kind === "choices" && !picked.lines[0].open && picked.lines[0].picked === "b");
  assert.ok(passed.lines[0]?.kind === "choices" && !passed.lines[0].open && passed.lines[0].picked === "");
});

test("a card is spoken after the reply that explains it, and its end once", () => {
  const explaining: [string, object][] = [
    ["bot.part", { turn: 1, part: 1, text: "Please check." }],
    ["confirmation.offered", OFFER],
  ];
  const before = folded(...explaining);
  const whole = folded(...explaining, ["bot.finished", { turn: 1, route: "sent", answers: [] }]);
  const settled = apply(whole, numbered("confirmation.settled", 4, { id: "c1", outcome: "declined" }));

  assert.equal(newlySaid([], before.lines, "Bot", ""), "");
  assert.match(newlySaid(before.lines, whole.lines, "Bot", ""), /^Bot said: Please check\. Refund, \$89\.99\. Confirm or/);
  assert.equal(newlySaid(whole.lines, settled.lines, "Bot", ""), "Declined. Nothing was done.");
  assert.equal(newlySaid(settled.lines, settled.lines, "Bot", ""), "");
});

async function pressed(answers: Answer[], online = true): Promise<{ shown: Press[]; posts: number }> {
  const shown: Press[] = [];
  let posts = 0;
  const post = (): Promise<Answer> => {
    posts += 1;
    return Promise.resolve(answers.shift() ?? { kind: "later", seconds: 0 });
  };
  await pressCard("confirm", post, (press) => shown.push(press), () => online);
  return { shown, posts };
}

test("a press is busy, then what the desk says", async () => {
  const { shown } = await pressed([{ kind: "done", value: { id: "c1", outcome: "with_person" } }]);

  assert.deepEqual(shown.map(({ state }) => state), ["busy", "settled"]);
  assert.ok(shown[1]?.state === "settled" && shown[1].outcome === "with_person");
});

test("a press whose answer got lost is made once more, then left to the customer", async () => {
  const heard = await pressed([{ kind: "later", seconds: 0 }, { kind: "done", value: { outcome: "confirmed" } }]);
  const lost = await pressed([]);

  assert.equal(heard.shown.at(-1)?.state, "settled");
  assert.equal(lost.posts, 2);
  assert.equal(lost.shown.at(-1)?.state, "failed");
});

test("offline nothing is sent", async () => {
  const { shown, posts } = await pressed([], false);

  assert.equal(posts, 0);
  assert.ok(shown.at(-1)?.state === "failed");
});

test("time is the desk's, as far as its answers tell", () => {
  heardDate(new Date(Date.now() - 7_200_000).toUTCString());
  assert.ok(Math.abs(deskNow() - (Date.now() - 7_200_000)) < 2_000);
  heardDate(null);
  assert.ok(Math.abs(deskNow() - (Date.now() - 7_200_000)) < 2_000);
  heardDate(new Date().toUTCString());
});

test("amounts are exact, in currencies a browser knows and others", () => {
  assert.equal(money(AMOUNT), "$89.99");
  assert.equal(money({ value: "5.00", currency: "not a currency" }), "5.00 not a currency");
});

test("a moment of another day is told with its day", () => {
  const noon = new Date(2026, 10, 21, 12, 0);
  const tomorrow = new Date(2026, 10, 22, 9, 30);

  assert.doesNotMatch(moment(noon.toISOString(), noon.getTime()), /21/);
  assert.match(moment(tomorrow.toISOString(), noon.getTime()), /22/);
});
