/** The page's console: what it says goes to the browser's own tools as ever, and as text to `out`. */
import { format, table } from "./format.ts";
import { type Showing, show } from "./inspect.ts";

export interface Out {
  print(stream: "out" | "err", text: string): void;
  clear(): void;
  /** Nothing more is taken: nothing needs to be made of what is said. */
  full(): boolean;
}

type Method = (...args: unknown[]) => void;

/** Labels that are counted or timed. */
const LABELS = 1000;

/** `now`: milliseconds. `trace`: where the page stands now, a line a call. */
export function takeConsole(console: Console, out: Out, showing: Showing, now: () => number, trace: () => string) {
  let indent = "";
  let inside = false;
  const counts = new Map<string, number>();
  const times = new Map<string, number>();

  const print = (stream: "out" | "err", text: string) =>
    out.print(stream, `${indent}${indent ? text.replaceAll("\n", `\n${indent}`) : text}\n`);
  const printed =
    (stream: "out" | "err"): Method =>
    (...args) =>
      print(stream, format(args, showing));
  const label = (given: unknown) => (given === undefined ? "default" : String(given)).slice(0, 200);
  const spent = (name: string) => {
    const began = times.get(name);
    if (began !== undefined) return `${name}: ${duration(now() - began)}`;
    print("err", `There is no timer '${name}'. Start it with console.time('${name}').`);
    return null;
  };

  const methods: Record<string, Method> = {
    log: printed("out"),
    info: printed("out"),
    debug: printed("out"),
    dirxml: printed("out"),
    warn: printed("err"),
    error: printed("err"),
    dir: (value, options) => {
      const { depth } = (options ?? {}) as { depth?: unknown };
      print(
        "out",
        show(value, showing, depth === null ? 50 : typeof depth === "number" ? Math.min(depth, 50) : undefined),
      );
    },
    table: (data, columns) => print("out", table(data, columns, showing) ?? format([data], showing)),
    trace: (...args) => print("err", `Trace${args.length > 0 ? `: ${format(args, showing)}` : ""}${trace()}`),
    assert: (condition, ...args) => {
      if (condition) return;
      const [first, ...rest] = args;
      const said = typeof first === "string" ? [`Assertion failed: ${first}`, ...rest] : ["Assertion failed", ...args];
      print("err", format(said, showing));
    },
    group: (...args) => {
      if (args.length > 0) print("out", format(args, showing));
      if (indent.length < 40) indent += "  ";
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (given) => {
      const name = label(given);
      if (counts.size < LABELS) counts.set(name, (counts.get(name) ?? 0) + 1);
      print("out", `${name}: ${counts.get(name) ?? 1}`);
    },
    countReset: (given) => void counts.delete(label(given)),
    time: (given) => {
      const name = label(given);
      if (times.has(name)) print("err", `The timer '${name}' runs already.`);
      else if (times.size < LABELS) times.set(name, now());
    },
    timeLog: (given, ...args) => {
      const said = spent(label(given));
      if (said !== null) print("out", args.length > 0 ? `${said} ${format(args, showing)}` : said);
    },
    timeEnd: (given) => {
      const said = spent(label(given));
      times.delete(label(given));
      if (said !== null) print("out", said);
    },
    clear: () => {
      indent = "";
      out.clear();
    },
  };
  methods.groupCollapsed = methods.group as Method;

  const own = console as unknown as Record<string, Method>;
  for (const [name, say] of Object.entries(methods)) {
    const before = own[name];
    own[name] = (...args) => {
      // A million messages would keep the browser's own tools busy for long, and its windows with them.
      if (out.full() && name !== "clear") return;
      before?.apply(console, args);
      // A getter or a `toString` of what is being shown may log, too.
      if (inside) return;
      inside = true;
      try {
        say(...args);
      } catch {
        // The page has taken something away that this needs; its plain words can be had without it.
        let said = "";
        for (let at = 0; at < args.length; at++)
          said += `${typeof args[at] === "string" ? args[at] : "[cannot be shown]"} `;
        print("out", said);
      } finally {
        inside = false;
      }
    };
  }
}

function duration(ms: number): string {
  if (ms >= 60_000)
    return `${Math.floor(ms / 60_000)}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, "0")} (m:ss.mmm)`;
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}
