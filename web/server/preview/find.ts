/** Which file a preview's address means. */
import type { CodeFile } from "#protocol/documents";

/** What an import may leave out, in the order of trying. */
const LEFT_OUT = [".js", ".ts", ".mjs", ".jsx", ".tsx", "/index.js", "/index.ts"];

/** Exactly that path, or, for a script, one that an extension-less or `.js` import of TypeScript means. */
export function findFile(files: CodeFile[], path: string, asCode: boolean): CodeFile | null {
  const byPath = (wanted: string) => files.find((file) => file.path === wanted) ?? null;
  const exact = byPath(path);
  if (exact || !asCode) return exact;
  const typed = path.replace(/\.(m?)js(x?)$/, ".$1ts$2");
  for (const other of typed === path ? LEFT_OUT.map((end) => path + end) : [typed]) {
    const found = byPath(other);
    if (found) return found;
  }
  return null;
}
