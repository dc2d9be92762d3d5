/** The corpus of programs that attack, as the tests and the benchmark read it. */
import { readdirSync, readFileSync } from "node:fs";

export interface HostileProgram {
  name: string;
  family: string;
  /** Reasons with which it may end. */
  expected: string[];
  /** The first one is the entry. */
  files: Record<string, string>;
}

const folder = new URL("./hostile/", import.meta.url);

export function hostilePrograms(): HostileProgram[] {
  return readdirSync(folder).map((name) => {
    const [main = "", ...others] = readFileSync(new URL(name, folder), "utf8").split(/^\/\/\/\/ /m);
    const [, family = "", expected = ""] = /^\/\/ family: (\w+); expect: ([a-z|]+)\n/.exec(main) ?? [];
    const files: Record<string, string> = { "main.js": main };
    for (const other of others) {
      const end = other.indexOf("\n");
      files[other.slice(0, end).trim()] = other.slice(end + 1);
    }
    return { name, family, expected: expected.split("|"), files };
  });
}
