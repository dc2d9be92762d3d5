/** A record that is too large is shown with its longest lists emptied, rather than not at all. */

const sizeOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value) ?? "");

/**
 * The value if it takes at most `limit` bytes of JSON; else a copy whose longest lists and texts are empty, as few of
 * them as do. Undefined if that is still too large. What someone who selects a thousand shapes loses by it is the
 * selection, not the pointer.
 */
export function emptyToFit(value: object, limit: number): object | undefined {
  const fitting: Record<string, unknown> = { ...value };
  let size = sizeOf(fitting);
  const fields = Object.entries(fitting)
    .filter(([, field]) => Array.isArray(field) || typeof field === "string")
    .map(([name, field]) => ({ name, empty: Array.isArray(field) ? [] : "", size: sizeOf(field) }))
    .sort((a, b) => b.size - a.size);
  for (const field of fields) {
    if (size <= limit) break;
    fitting[field.name] = field.empty;
    size -= field.size - 2;
  }
  return size <= limit ? fitting : undefined;
}
