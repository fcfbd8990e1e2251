/** Which addresses may become links. */

const LONGEST = 2000;

/** The address if it is a whole one on the web, else undefined: no javascript:, no data:, no relative paths. */
export function webAddress(address: string | null | undefined): string | undefined {
  if (!address || address.length > LONGEST || !/^https?:\/\/[^\s]+$/i.test(address)) return undefined;
  try {
    const { href, username, password } = new URL(address);
    return username || password ? undefined : href;
  } catch {
    return undefined;
  }
}
