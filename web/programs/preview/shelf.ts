/** Libraries by name: an import map whose modules come from the room's page, which keeps what it has fetched. */

export interface Library {
  /** Its name on the shelf. */
  file: string;
  /** What it exports beside its default. */
  names: string[];
}

/** Milliseconds after which a library is fetched from its address instead. */
const PATIENCE = 5000;
const KEY = "pairlab.shelf";

/**
 * A frame of no origin has no cache of its own: each reload would fetch a library again. So `p5` is a small module
 * that waits for the page to hand the library over. `want` asks for a file; null where no page is above this one.
 * Returns what takes the answer, null where there is none.
 */
export function offerLibraries(
  libraries: Record<string, Library>,
  want: ((file: string) => void) | null,
): (file: string, bytes: ArrayBuffer | null) => void {
  const taken = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, (bytes: ArrayBuffer | null) => void>();

  const fetched = async (file: string) => {
    const bytes = await new Promise<ArrayBuffer | null>((resolve) => {
      if (!want) return resolve(null);
      waiting.set(file, resolve);
      setTimeout(resolve, PATIENCE, null);
      want(file);
    });
    const url = bytes
      ? URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }))
      : `${location.href.split("/").slice(0, 3).join("/")}/shelf/${file}`;
    return import(url);
  };
  const take = (name: string) => {
    const { file } = libraries[name] as Library;
    let module = taken.get(name);
    module ??= fetched(file).catch(() => {
      throw new Error(
        `${name} could not be fetched from this server. Look at your connection, then load the preview again.`,
      );
    });
    taken.set(name, module);
    return module;
  };
  Object.defineProperty(globalThis, Symbol.for(KEY), { value: take });

  const imports = Object.entries(libraries).map(([name, { names }]) => {
    const taken = `globalThis[Symbol.for(${JSON.stringify(KEY)})](${JSON.stringify(name)})`;
    const module = `const it = await ${taken}; export const { ${names.join(", ")} } = it; export default it.default;`;
    return [name, `data:text/javascript,${encodeURIComponent(module)}`] as const;
  });
  const map = document.createElement("script");
  map.type = "importmap";
  map.textContent = JSON.stringify({ imports: Object.fromEntries(imports) });
  document.documentElement.append(map);
  map.remove();
  return (file, bytes) => {
    waiting.get(file)?.(bytes);
    waiting.delete(file);
  };
}
