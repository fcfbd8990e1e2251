/** Where the links of a conversation may lead. */
import { webAddress } from "../../../shared/markdown";
import type { Desk } from "../../../shared/wire";
import type { Line } from "./lines";

/** Hosts that links may lead to: the company's, and those of the articles that were cited; a text, so that equal is equal. */
export function linkHosts(desk: Desk | undefined, lines: readonly Line[]): string {
  const cited = lines.flatMap((line) => (line.kind === "reply" ? line.parts.flatMap((part) => part.citations) : []));
  const hosts = cited.flatMap(({ url }) => (webAddress(url) ? [new URL(url ?? "").host] : []));
  return [...new Set([...(desk?.link_hosts ?? []), ...hosts])].sort().join(" ");
}
