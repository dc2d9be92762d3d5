/** Addresses in the room's own words: of `http://host/preview/<token>/lib/a.js?v=3:12:5` remains `lib/a.js:12:5`. */

/** Calls of a stack that are shown. */
const CALLS = 20;

export class Places {
  /** The folder of the room's files, `http://host/preview/<token>/`. */
  readonly #folder: string;
  /** The path of this page, and how much of its first line is not its own. */
  readonly #page: string;
  readonly #added: number;
  readonly #shelf: string;

  constructor(href: string, added: number) {
    const [, folder = "", rest = ""] = /^([a-z]+:\/\/[^/]*\/preview\/[^/]*\/)([^?#]*)/.exec(href) ?? [];
    this.#folder = folder;
    this.#page = decoded(rest) || "index.html";
    this.#added = added;
    this.#shelf = `${folder.split("/").slice(0, 3).join("/")}/shelf/`;
  }

  /** The path of a file of the room; null of an address elsewhere. */
  path(address: string): string | null {
    if (this.#folder === "" || !address.startsWith(this.#folder)) return null;
    return decoded(address.slice(this.#folder.length).replace(/[?#].*/s, "")) || "index.html";
  }

  /** `path:line:column`; null if it is no place in a file of the room. */
  place(address: string, line: number, column: number): string | null {
    const path = this.path(address);
    if (path === null || line < 1) return null;
    const own = line === 1 && path === this.#page && column > this.#added ? column - this.#added : column;
    return `${path}:${line}:${Math.max(own, 1)}`;
  }

  /** The error's name and message and the calls that led to it, as far as they are the room's. */
  stack(error: Error): string {
    const head = `${name(error)}${error.message ? `: ${error.message}` : ""}`;
    return head + this.calls(String(error.stack ?? ""));
  }

  /** The calls of a stack, each on a line of its own behind a line end. */
  calls(stack: string): string {
    const out: string[] = [];
    for (const line of stack.split("\n")) {
      // `at f (address:1:2)` and `at address:1:2` of V8, `f@address:1:2` of the others.
      const [, before = "", address = "", row, column] = /^(.*?)([a-z]+:\/\/.*?):(\d+):(\d+)\)?$/.exec(line) ?? [];
      if (!address) continue;
      const place = this.place(address, Number(row), Number(column));
      if (place === null) continue;
      const called = before
        .replace(/^\s*at\s+|[(@]\s*$/g, "")
        .replace(/[(@]$/, "")
        .trim();
      out.push(`\n    at ${called ? `${called} (${place})` : place}`);
      if (out.length === CALLS) break;
    }
    return out.join("");
  }

  /** Whatever stands in a text of these addresses, shortened; nobody needs to read whose preview it was. */
  plain(text: string): string {
    const short = this.#folder ? text.replaceAll(this.#folder, "") : text;
    return short.replaceAll(this.#shelf, "/shelf/");
  }
}

function name(error: Error): string {
  const own = typeof error.name === "string" && error.name ? error.name : "Error";
  const made = error.constructor?.name;
  return own === "Error" && typeof made === "string" && made.endsWith("Error") ? made : own;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
