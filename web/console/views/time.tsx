/** Times as people at a desk read them. */
import { moment } from "../../shared/cards";

const MINUTE = 60_000;

/** `now`, `4 min`, `2 h`, `3 d`. */
export function ago(iso: string | null, now: number, atOnce = "now"): string {
  if (!iso) return "";
  const minutes = Math.floor((now - Date.parse(iso)) / MINUTE);
  if (minutes < 1) return atOnce;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 24 / 60)} d`;
}

/** `just now`, `4 min ago`. */
export function before(iso: string | null, now: number): string {
  const time = ago(iso, now, "");
  return time ? `${time} ago` : "just now";
}

export function Moment({ iso, now }: { iso: string; now: number }) {
  return (
    <time dateTime={iso} title={new Date(iso).toLocaleString()}>
      {moment(iso, now)}
    </time>
  );
}
