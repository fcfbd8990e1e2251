import assert from "node:assert/strict";
import { test } from "node:test";
import { sseReader, type Frame } from "../shared/sse";

function read(...pieces: string[]): Frame[] {
  const reader = sseReader();
  return pieces.flatMap(reader);
}

const STREAM = ': beat\r\n\r\nid: 7\r\nevent: bot.part\r\ndata: {"a":\r\ndata: 1}\r\n\r\nid: 9\ndata:x\n\n';

test("a stream gives the same frames wherever it is cut", () => {
  const whole = read(STREAM);

  assert.deepEqual(whole, [
    { id: "7", event: "bot.part", data: '{"a":\n1}' },
    { id: "9", event: "message", data: "x" },
  ]);
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    assert.deepEqual(read(STREAM.slice(0, cut), STREAM.slice(cut)), whole, `cut at ${cut}`);
  }
  assert.deepEqual(read(...STREAM.split("")), whole);
});

test("comments, empty frames and unknown fields give nothing", () => {
  assert.deepEqual(read(": beat\n\n", "event: lonely\n\n", "retry: 5\n\n", "data\n\n"), [
    { id: "", event: "message", data: "" },
  ]);
});

test("a frame without its empty line is not given", () => {
  assert.deepEqual(read("data: half\n"), []);
});
