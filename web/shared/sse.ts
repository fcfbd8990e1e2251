/** Server-sent events out of a stream of text, however it is cut. */

export interface Frame {
  id: string;
  event: string;
  data: string;
}

/** Returns a function that takes the next piece of text and gives the frames it completes. */
export function sseReader(): (piece: string) => Frame[] {
  let rest = "";
  let id = "";
  let event = "";
  let data: string[] = [];

  const finish = (): Frame | undefined => {
    const frame = data.length > 0 ? { id, event: event || "message", data: data.join("\n") } : undefined;
    event = "";
    data = [];
    return frame;
  };
  const take = (line: string): Frame | undefined => {
    if (line === "") return finish();
    const [field, value] = split(line);
    if (field === "data") data.push(value);
    if (field === "event") event = value;
    if (field === "id") id = value;
    return undefined;
  };

  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.flatMap((line) => take(line) ?? []);
  };
}

/** A comment has an empty field name. */
function split(line: string): [field: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}

/** The frame's JSON; undefined if it is none. */
export function dataOf(frame: Frame): unknown {
  try {
    return JSON.parse(frame.data);
  } catch {
    return undefined;
  }
}
