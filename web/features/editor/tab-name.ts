/** The file's name, with as much of its path as tells it from another open file of the same name. */
export function nameIn(path: string, open: readonly string[]): string {
  const parts = path.split("/");
  for (let count = 1; count < parts.length; count++) {
    const name = parts.slice(-count).join("/");
    if (!open.some((other) => other !== path && (other === name || other.endsWith(`/${name}`)))) return name;
  }
  return path;
}
