/** How a room's tests ended last, in the words for a role: to process, and as a table. */
import { resultFor, type TestResult, type TestsRecord } from "#protocol/tests";
import { database } from "../database.ts";

/** `details`: for somebody who may read hidden tests. Null if no test has run yet. */
export async function readResults(room: string, details: boolean) {
  const db = await database();
  const row = await db.testResults.findUnique({ where: { roomId: room } });
  if (!row) return null;
  const { by, at, tests } = JSON.parse(row.record) as TestsRecord;
  return { by: by.name, at: new Date(at).toISOString(), tests: tests.map((test) => resultFor(details, test)) };
}

/** RFC 4180, a line a test. */
export function resultsTable(tests: TestResult[]): string {
  const lines = tests.map(({ name, hidden, status, path = "", ms = "", message = "" }) =>
    [name, hidden ? "hidden" : "visible", status, path, String(ms), message].map(cell).join(","),
  );
  return [`name,kind,status,file,ms,message`, ...lines].join("\r\n").concat("\r\n");
}

/** A spreadsheet takes what begins so for a formula: it gets an apostrophe, which keeps it a text. */
const cell = (value: string) => `"${(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
