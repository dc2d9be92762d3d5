/** A room's file as a browser wants it: content type, and JavaScript made of TypeScript and JSX. */
import { compiled } from "./compiled.ts";

const TYPES: Record<string, string> = {
  html: "text/html",
  htm: "text/html",
  css: "text/css",
  js: "text/javascript",
  mjs: "text/javascript",
  cjs: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
  xml: "application/xml",
  csv: "text/csv",
};
/** Characters. Stripping types takes some 50 milliseconds per 100,000. */
const MAX_TRANSFORMED = 200_000;

export interface Content {
  type: string;
  body: string;
}

/** `asCode`: the browser loads it as a script, not as a page to read. `room`: for fairness between rooms. */
export async function contentOf(room: string, path: string, text: string, asCode: boolean): Promise<Content> {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (asCode && /^(m?ts|tsx|jsx)$/.test(extension))
    return { type: "text/javascript", body: await asJavaScript(room, path, text) };
  return { type: TYPES[extension] ?? "text/plain", body: text };
}

/** Lines stay where they are, so that errors name them rightly. */
async function asJavaScript(room: string, path: string, text: string): Promise<string> {
  const outcome =
    text.length > MAX_TRANSFORMED
      ? { fault: `it has more than ${MAX_TRANSFORMED} characters` }
      : await compiled(room, path, text);
  if ("code" in outcome) return outcome.code;
  const isModule = /^[^\S\n]*(?:import|export)\b/m.test(text);
  return complain(path, outcome.fault, isModule);
}

/**
 * What cannot be read becomes a script that says so. One that throws is not enough of a module: before it came to that,
 * the browser would complain about names that it does not export. It imports the sentence as a name; nothing has that
 * name, the browser says so, and the preview's own program (programs/preview/trouble.ts) knows it for a sentence.
 */
function complain(path: string, why: string, isModule: boolean): string {
  const place = /^(.*) \((\d+):(\d+)\)$/s.exec(why);
  const said = place
    ? `${place[1]?.replace(/^Error transforming \S+: /, "")}\n    at ${path}:${place[2]}:${place[3]}`
    : why;
  const sentence = JSON.stringify(`SyntaxError in ${path}: ${said.replace(/["“”]/g, "'")}`);
  return isModule ? `import ${sentence};` : `throw new SyntaxError(${sentence});`;
}
