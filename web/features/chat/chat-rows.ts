/** Messages as rows: days, the "New" line, and runs of one author's messages under one name. */
import type { MessageId } from "#protocol/ids";
import type { ChatMessage } from "#protocol/messages";

export type ChatRow =
  | { kind: "day"; key: string; at: number }
  | { kind: "new"; key: string }
  /** `first`: with avatar, name and time. */
  | { kind: "message"; key: MessageId; message: ChatMessage; first: boolean };

/** Milliseconds between two messages of one person that still read as one thought. */
const GROUP = 5 * 60_000;

export function chatRows(messages: readonly ChatMessage[], firstUnread: MessageId | null): ChatRow[] {
  const rows: ChatRow[] = [];
  let before: ChatMessage | null = null;
  for (const message of messages) {
    const newDay = !before || dayOf(before.at) !== dayOf(message.at);
    if (newDay) rows.push({ kind: "day", key: `day ${dayOf(message.at)}`, at: message.at });
    const unread = message.id === firstUnread;
    if (unread) rows.push({ kind: "new", key: "new" });
    const first = newDay || unread || before?.by.id !== message.by.id || message.at - before.at > GROUP;
    rows.push({ kind: "message", key: message.id, message, first });
    before = message;
  }
  return rows;
}

function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** "Today", "Yesterday", or the date as the reader's language writes it. */
export function dayWords(at: number, now: number, locale?: string): string {
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1).getTime();
  if (dayOf(at) === dayOf(now)) return "Today";
  if (dayOf(at) === dayOf(yesterday)) return "Yesterday";
  const sameYear = new Date(at).getFullYear() === today.getFullYear();
  return new Date(at).toLocaleDateString(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}
