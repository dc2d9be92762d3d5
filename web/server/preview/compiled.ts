/** Who makes JavaScript of a preview's TypeScript and JSX (compiler.ts), for the routes, which Next bundles apart. */
const KEY = Symbol.for("pairlab.preview-compiler");

/** What a text became, or why it did not. */
export type Compiled = { code: string } | { fault: string };

export interface PreviewCompiler {
  /** Never rejects. */
  compile(room: string, path: string, text: string): Promise<Compiled>;
}

type Global = typeof globalThis & { [KEY]?: PreviewCompiler | undefined };

export function setPreviewCompiler(compiler: PreviewCompiler | undefined): void {
  (globalThis as Global)[KEY] = compiler;
}

export async function compiled(room: string, path: string, text: string): Promise<Compiled> {
  const compiler = (globalThis as Global)[KEY];
  return compiler ? compiler.compile(room, path, text) : { fault: "nothing here can read it" };
}
