/** What time it is at the desk: a customer's own clock may be hours wrong. */

let ahead = 0;

/** Takes the `Date` header of an answer that has just come. */
export function heardDate(header: string | null): void {
  const at = Date.parse(header ?? "");
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

/** In milliseconds, like Date.now. */
export function deskNow(): number {
  return Date.now() + ahead;
}
