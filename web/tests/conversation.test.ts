import assert from "node:assert/strict";
import { test } from "node:test";
import { readConversation, readEvent, type VisibleEvent } from "../shared/wire";
import { apply, EMPTY, fromRead, place, type Conversation } from "../widget/frame/conversation/fold";
import { newlySaid } from "../widget/frame/conversation/speaking";
import { speak } from "../widget/frame/strings";

await speak("en", "en-US");

function event(name: string, number: number, previous: number, data: object = {}): VisibleEvent {
  const read = readEvent(name, { number, previous, ...data });
  assert.ok(read);
  return read;
}

const asked = event("customer.wrote", 3, 0, { client_id: "c1", text: "Hi" });
const first = event("bot.part", 7, 3, { turn: 5, part: 1, text: "One. " });
const second = event("bot.part", 9, 7, { turn: 5, part: 2, text: "Two." });
const finished = event("bot.finished", 12, 9, { turn: 5, route: "sent", answers: [3] });

function folded(...events: VisibleEvent[]): Conversation {
  return events.reduce(apply, EMPTY);
}

test("only `previous` tells a gap, never the numbers", () => {
  const held = folded(asked);

  assert.equal(place(held, first), "next");
  assert.equal(place(held, asked), "held");
  assert.equal(place(held, second), "gap");
});

test("an event this client does not know still counts for the order", () => {
  const held = folded(asked, event("weather.changed", 5, 3));

  assert.equal(held.seen, 5);
  assert.equal(held.lines.length, 1);
  assert.equal(place(held, event("bot.part", 8, 5, { turn: 5, part: 1, text: "" })), "next");
});

test("parts of a turn stay one reply, also around a later message", () => {
  const later = event("customer.wrote", 8, 7, { client_id: "c2", text: "And?" });
  const { lines, unanswered } = folded(asked, first, later, second, finished);

  assert.deepEqual(lines.map(({ key }) => key), ["c1", "turn-5", "c2"]);
  assert.ok(lines[1]?.kind === "reply" && lines[1].finished);
  assert.deepEqual(lines[1].parts.map(({ text }) => text), ["One. ", "Two."]);
  assert.deepEqual(unanswered, [8]);
});

test("what a person answered waits for nobody, and what they did not waits for the assistant", () => {
  const given = folded(asked, event("handover.started", 5, 3, { reason: "You asked." }));
  const joined = apply(given, event("person.joined", 6, 5, { name: "Maya" }));

  assert.equal(given.holder, "queue");
  assert.equal(joined.person, "Maya");
  const answered = apply(joined, event("person.wrote", 7, 6, { text: "Here I am." }));
  assert.deepEqual(answered.unanswered, []);
  const again = apply(answered, event("customer.wrote", 8, 7, { client_id: "c2", text: "And?" }));
  assert.deepEqual(apply(again, event("handed.back", 9, 8, {})).unanswered, [8]);
});

test("one read gives what the events would have given", () => {
  const events = [asked, first].map(({ event, data }) => ({ id: data.number, event, data }));
  const read = fromRead(readConversation({ holder: "bot", cards: [], last: 8, events }));

  assert.deepEqual(read.lines, folded(asked, first).lines);
  assert.equal(read.seen, 7);
  assert.equal(read.cursor, 8);
  assert.equal(place(read, second), "next");
});

test("a reply that came to its end in a read is spoken once", () => {
  const before = folded(asked, first);
  const after = folded(asked, first, second, finished);

  assert.equal(newlySaid(before.lines, after.lines, "Bot", ""), "Bot said: One. Two.");
  assert.equal(newlySaid(after.lines, after.lines, "Bot", ""), "");
});
