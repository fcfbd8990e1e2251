/** Cards, receipts and orders as they come over the wire, made safe to show. */
import { locale } from "./locale";

export type Decision = "confirm" | "decline";
export type Outcome = "confirmed" | "declined" | "expired" | "refused" | "with_person";

/** `value` is an exact decimal. */
export interface Amount {
  value: string;
  currency: string;
}

export interface Offer {
  id: string;
  kind: string;
  title: string;
  lines: readonly { label: string; amount: Amount }[];
  amount: Amount;
  expires: string;
}

export interface Choices {
  id: string;
  title: string;
  choices: readonly { id: string; label: string }[];
}

export interface Receipt {
  id: string;
  kind: string;
  text: string;
  reference: string;
  amount: Amount;
}

export interface Order {
  id: string;
  state: string;
  placed: string;
  lines: readonly { product: string; quantity: number; amount: Amount }[];
  total: Amount;
}

/** As the customer's language writes it. */
export function money({ value, currency }: Amount): string {
  try {
    return new Intl.NumberFormat(locale(), { style: "currency", currency }).format(Number(value));
  } catch {
    return `${value} ${currency}`; // a currency that this browser does not know
  }
}

/** The time of day; with the day, unless that is today. */
export function moment(iso: string, now: number): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(now).toDateString();
  const day = isToday ? {} : ({ day: "numeric", month: "short" } as const);
  return at.toLocaleString(locale(), { ...day, hour: "numeric", minute: "2-digit" });
}

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString(locale(), { day: "numeric", month: "short", year: "numeric" });
}
