/** Times of day as every part of the page writes them, so that a message and a run can be told in order. */

const SHORT = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const EXACT = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** `14:07`, or `14:07:32`, in the reader's time zone and digits. `at`: milliseconds since the epoch. */
export function clockTime(at: number, { seconds = false } = {}): string {
  return (seconds ? EXACT : SHORT).format(at);
}
