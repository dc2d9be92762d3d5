/** What is said of hidden tests that two people write. */
import type { PersonId } from "#protocol/ids";
import type { HiddenTestBody } from "#protocol/tests";
import { clockTime } from "#web/features/room/clock";

/** Milliseconds of a day, behind which a time of day alone would mislead. */
const DAY = 24 * 3600_000;

/** `Grace changed these tests at 14:07, while you were writing.` Null if that is not known. */
export function changedWords(theirs: HiddenTestBody | null, self: PersonId, now = Date.now()): string | null {
  if (!theirs?.by) return null;
  const { by, updatedAt } = theirs;
  const who = by.id === self ? "You" : by.name;
  const where = by.id === self ? " in another window" : "";
  const day =
    now - updatedAt < DAY ? "" : ` on ${new Date(updatedAt).toLocaleDateString(undefined, { dateStyle: "medium" })}`;
  return `${who} changed these tests${where}${day} at ${clockTime(updatedAt)}, while you were writing.`;
}
