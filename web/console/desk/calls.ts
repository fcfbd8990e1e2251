/** The calls to the desk's own address; the session's cookie says who makes them. */
import { call, type Answer } from "../../shared/calls";
import type { Problem } from "../../shared/wire";

export const API = new URL("../api/v1/desk", document.baseURI).href;

export const AWAY: Problem = {
  title: "The desk did not answer.",
  detail: "The desk did not answer, so nothing was changed.",
  next_step: "Check your connection and try again.",
};

export function get(path: string): Promise<Answer> {
  return call(API + path);
}

export function post(path: string, body: object = {}): Promise<Answer> {
  return call(API + path, { method: "POST", body });
}

export function at(conversation: string, what = ""): string {
  return `/conversations/${encodeURIComponent(conversation)}${what && `/${what}`}`;
}

export function problemOf(answer: Answer): Problem | undefined {
  if (answer.kind === "done") return undefined;
  return answer.kind === "refused" ? answer.problem : AWAY;
}
