/** What a new room starts with: files, written by the server once, in the room's own creation. */
import * as Y from "yjs";
import { filesOf } from "#protocol/documents";
import type { Template } from "#protocol/http";
import { makeFileId } from "#protocol/ids";

interface StarterFile {
  path: string;
  text: string;
}

const STARTERS: Record<Template, StarterFile[]> = {
  javascript: [
    {
      path: "main.js",
      text: `// Everyone in this room edits the same file. Press Run to run it for all of you.
function greet(name) {
  return \`Hello, \${name}!\`;
}

console.log(greet("world"));
`,
    },
  ],
  typescript: [
    {
      path: "main.ts",
      text: `// Everyone in this room edits the same file. Press Run to run it for all of you.
function greet(name: string): string {
  return \`Hello, \${name}!\`;
}

console.log(greet("world"));
`,
    },
  ],
  web: [
    {
      path: "index.html",
      text: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Our page</title>
    <link rel="stylesheet" href="style.css">
  </head>
  <body>
    <h1>Hello!</h1>
    <button id="count">Pressed 0 times</button>
    <script type="module" src="main.js"></script>
  </body>
</html>
`,
    },
    {
      path: "style.css",
      text: `body {
  font-family: system-ui, sans-serif;
  margin: 3rem auto;
  max-width: 40rem;
  padding: 0 1rem;
}
`,
    },
    {
      path: "main.js",
      text: `const button = document.querySelector("#count");
let count = 0;

button.addEventListener("click", () => {
  count += 1;
  button.textContent = \`Pressed \${count} times\`;
});
`,
    },
  ],
  python: [
    {
      path: "main.py",
      text: `# Everyone in this room edits the same file.
def greet(name):
    return f"Hello, {name}!"


print(greet("world"))
`,
    },
  ],
};

/** The first update of a new code document (Yjs V1). Logged with the room's row, so no client ever seeds. */
export function seedUpdate(template: Template): Uint8Array<ArrayBuffer> {
  const doc = new Y.Doc();
  doc.transact(() => {
    const files = filesOf(doc);
    for (const { path, text } of STARTERS[template]) {
      const entry = new Y.Map<string | Y.Text>();
      entry.set("path", path);
      entry.set("text", new Y.Text(text));
      files.set(makeFileId(), entry);
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return new Uint8Array(update);
}
