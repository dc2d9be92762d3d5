/** Which of the room's files are pages, and when the preview is to be loaded anew. Knows nothing of React. */
import type * as Y from "yjs";
import { filesOf } from "#protocol/documents";

/** Milliseconds after the last change of any file. Shorter reloads half-typed tags, longer feels asleep. */
export const QUIET = 400;

/** The HTML files, the room's own index first. */
export function pagesOf(files: readonly { path: string }[]): string[] {
  const pages = files.map((file) => file.path).filter((path) => /\.html?$/i.test(path));
  return pages.sort((a, b) => Number(b === "index.html") - Number(a === "index.html") || (a < b ? -1 : a > b ? 1 : 0));
}

/** The address of one page under the preview's own address. */
export function pageUrl(base: string, path: string): string {
  const folder = base.endsWith("/") ? base : `${base.replace(/\/index\.html$/, "")}/`;
  return folder + path.split("/").map(encodeURIComponent).join("/");
}

/** Calls `reload` once the files have been quiet. Returns the function that stops it. */
export function watchFiles(doc: Y.Doc, reload: () => void, quiet = QUIET): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const files = filesOf(doc);
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(reload, quiet);
  };
  files.observeDeep(changed);
  return () => {
    clearTimeout(timer);
    files.unobserveDeep(changed);
  };
}

/** What a new room's page starts as. */
export const FIRST_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Our page</title>
  </head>
  <body>
    <main>
      <h1>Hello</h1>
    </main>
  </body>
</html>
`;
