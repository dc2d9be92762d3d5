/** A room's file as a browser wants it: content type, and JavaScript made of TypeScript and JSX. */
import { transform } from "sucrase";

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
/** Characters. Stripping types costs the event loop some milliseconds per 100,000. */
const MAX_TRANSFORMED = 200_000;

export interface Content {
  type: string;
  body: string;
}

/** `asCode`: the browser loads it as a script, not as a page to read. */
export function contentOf(path: string, text: string, asCode: boolean): Content {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  if (asCode && /^(m?ts|tsx|jsx)$/.test(extension)) return { type: "text/javascript", body: asJavaScript(path, text) };
  return { type: TYPES[extension] ?? "text/plain", body: text };
}

/** What cannot be read becomes a script that says so in the preview's console. */
function asJavaScript(path: string, text: string): string {
  if (text.length > MAX_TRANSFORMED) return complain(path, `it has more than ${MAX_TRANSFORMED} characters`);
  try {
    const jsx = /x$/i.test(path);
    const transforms = [
      ...(/\.m?tsx?$/i.test(path) ? (["typescript"] as const) : []),
      ...(jsx ? (["jsx"] as const) : []),
    ];
    return transform(text, { transforms, disableESTransforms: true, production: true }).code;
  } catch (error) {
    return complain(path, error instanceof Error ? error.message : "it could not be read");
  }
}

const complain = (path: string, why: string) => `throw new SyntaxError(${JSON.stringify(`${path}: ${why}`)});`;
