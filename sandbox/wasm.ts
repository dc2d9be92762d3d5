/** A WebAssembly module's bytes: read and changed in a few places. Knows the format, and nothing of the engine. */

const SECTION = { import: 2, function: 3, table: 4, global: 6, export: 7, code: 10, data: 11 } as const;
const TYPES = 1;
const FUNCTION_KIND = 0;
const TABLE_KIND = 1;
const MEMORY_KIND = 2;
const CONSTANT = 0x41;
const END = 0x0b;

/** Of texts, and of instructions. */
const COMMON = [0, 1, 2, 3, 4, 5, 0x10, 0x20, 0x41, 0x42, 0x80, ...new TextEncoder().encode(" 'acdefinorst")];

export const I32 = 0x7f;
export const I64 = 0x7e;

/** From `from` up to `to` in the file, without what says how long it is. */
interface Range {
  from: number;
  to: number;
}
interface Section extends Range {
  id: number;
}
/** `head`: where its length is written. */
interface Body extends Range {
  head: number;
}
/** Bytes of the module's memory, and where they lie in the file. */
interface Segment {
  file: number;
  memory: number;
  length: number;
}
/** Where a text lies in the file, and where in memory; `length` until the next NUL. */
export type Place = Segment;

interface Edit {
  at: number;
  remove: number;
  insert: number[];
}

export class Wasm {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #sections: Section[] = [];
  readonly #bodies: Body[] = [];
  readonly #segments: Segment[] = [];
  readonly #edits: Edit[] = [];
  /** Where it says how many pages the imported memory must have. */
  #least: Range = { from: 0, to: 0 };
  /** What is added at the end of a section. */
  readonly #added = new Map<number, number[][]>();
  #at = 8;
  #imports = 0;

  constructor(original: Uint8Array) {
    this.#bytes = new Uint8Array(original);
    while (this.#at < this.#bytes.length) {
      const id = this.#byte();
      const to = this.#number() + this.#at;
      this.#sections.push({ id, from: this.#at, to });
      if (id === SECTION.import) this.#readImports();
      if (id === SECTION.code)
        for (let left = this.#number(); left > 0; left--) {
          const head = this.#at;
          const length = this.#number();
          this.#bodies.push({ head, from: this.#at, to: this.#at + length });
          this.#at += length;
        }
      if (id === SECTION.data) this.#readSegments();
      this.#at = to;
    }
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  #number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  #readImports(): void {
    for (let left = this.#number(); left > 0; left--) {
      for (const _ of ["module", "name"]) {
        const length = this.#number();
        this.#at += length;
      }
      const kind = this.#byte();
      if (kind === FUNCTION_KIND) this.#imports++;
      if (kind === TABLE_KIND) this.#byte();
      if (kind === TABLE_KIND || kind === MEMORY_KIND) {
        const most = this.#byte() & 1;
        const at = this.#at;
        this.#number();
        if (kind === MEMORY_KIND) this.#least = { from: at, to: this.#at };
        if (most) this.#number();
      } else this.#number();
    }
  }

  /** Pages of 64 KB that the imported memory must have at least. Throws unless that takes no more bytes than it did. */
  needMemory(pages: number): void {
    const { from, to } = this.#least;
    const bytes = leb(pages);
    if (bytes.length !== to - from) throw new Error("the engine's need of memory is written otherwise");
    this.#bytes.set(bytes, from);
  }

  #readSegments(): void {
    for (let left = this.#number(); left > 0; left--) {
      // Only what goes to a place that is written down: 0, a constant, its end.
      if (this.#number() !== 0 || this.#byte() !== CONSTANT) return;
      const memory = this.#number();
      this.#at++;
      const length = this.#number();
      this.#segments.push({ file: this.#at, memory, length });
      this.#at += length;
    }
  }

  #section(id: number): Section {
    const section = this.#sections.find((one) => one.id === id);
    if (!section) throw new Error(`the engine has no section ${id}`);
    return section;
  }

  /** Places of a text in memory; `length` is that of the pattern if `whole`, else until the next NUL. */
  texts(pattern: string, whole: boolean): Place[] {
    const wanted = [...new TextEncoder().encode(pattern)];
    return this.#segments.flatMap(({ file, memory, length }) =>
      this.#occurrences(wanted, { from: file, to: file + length }).map((at) => ({
        file: at,
        memory: memory + at - file,
        length: whole ? wanted.length : this.#bytes.indexOf(0, at) - at,
      })),
    );
  }

  write(text: string, { file }: Place): void {
    this.#bytes.set(new TextEncoder().encode(text), file);
  }

  /** Places of instructions in the functions' bodies. A null stands for any byte. */
  code(pattern: (number | null)[]): number[] {
    return this.#occurrences(pattern, this.#section(SECTION.code));
  }

  /** The one place of instructions. Throws unless there is exactly one. */
  only(pattern: (number | null)[]): number {
    const [place, ...others] = this.code(pattern);
    if (place === undefined || others.length > 0) throw new Error("this version of the engine is laid out differently");
    return place;
  }

  /** The number of the function that the instruction at this place calls. */
  called(at: number): number {
    this.#at = at + 1;
    return this.#number();
  }

  /** The address of a text that is all there is until the next NUL; of several the last. Throws if there is none. */
  address(text: string): number {
    const place = this.texts(`${text}\0`, true).at(-1);
    if (!place) throw new Error(`the engine does not say "${text}"`);
    return place.memory;
  }

  /** The number by which the function is called that has this place in it. */
  functionAt(at: number): number {
    return this.#imports + this.#bodies.findIndex(({ from, to }) => from <= at && at < to);
  }

  #occurrences(pattern: (number | null)[], { from, to }: Range): number[] {
    const found: number[] = [];
    const searched = Buffer.from(this.#bytes.buffer, from, to - from);
    // It is looked for by bytes that are not everywhere.
    const first = Math.max(
      0,
      pattern.findIndex((byte) => byte !== null && !COMMON.includes(byte)),
    );
    const gap = pattern.indexOf(null, first);
    const needle = Uint8Array.from(pattern.slice(first, gap < 0 ? pattern.length : gap) as number[]);
    for (let at = searched.indexOf(needle, first); at >= 0; at = searched.indexOf(needle, at + 1)) {
      const start = from + at - first;
      if (start + pattern.length > to) break;
      if (pattern.every((byte, index) => byte === null || byte === this.#bytes[start + index])) found.push(start);
    }
    return found;
  }

  /** Inside a function's body. */
  edit(at: number, remove: number, insert: number[]): void {
    this.#edits.push({ at, remove, insert });
  }

  #add(id: number, entry: number[]): number {
    const added = this.#added.get(id) ?? [];
    this.#added.set(id, added);
    added.push(entry);
    this.#at = this.#section(id).from;
    return this.#number() + added.length - 1;
  }

  /** The number by which it is called. `body`: its instructions, without their end; it has no locals of its own. */
  addFunction(parameters: readonly number[], results: readonly number[], body: readonly number[]): number {
    const type = this.addType(parameters, results);
    this.#add(SECTION.function, leb(type));
    const code = [0, ...body, END];
    return this.#imports + this.#add(SECTION.code, [...leb(code.length), ...code]);
  }

  addType(parameters: readonly number[], results: readonly number[]): number {
    return this.#add(TYPES, [0x60, parameters.length, ...parameters, results.length, ...results]);
  }

  /** A variable that begins as 0. */
  addGlobal(type: number): number {
    return this.#add(SECTION.global, [type, 1, type === I64 ? 0x42 : CONSTANT, 0, END]);
  }

  /** Under this name the module gives its table of functions away. */
  exportTable(name: string): void {
    this.#add(SECTION.export, [name.length, ...new TextEncoder().encode(name), TABLE_KIND, 0]);
  }

  /** How many functions its table has when it begins: the number of the first that is added. */
  get tableSize(): number {
    this.#at = this.#section(SECTION.table).from;
    this.#number();
    this.#byte();
    this.#byte();
    return this.#number();
  }

  /** The bytes with all that was changed. */
  build(): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = [this.#bytes.subarray(0, 8)];
    for (const section of this.#sections) {
      const { id, from, to } = section;
      const added = this.#added.get(id) ?? [];
      this.#at = from;
      const count = this.#number() + added.length;
      const old = id === SECTION.code ? this.#editedBodies() : [this.#bytes.subarray(this.#at, to)];
      const isPlain = added.length === 0 && !(id === SECTION.code && this.#edits.length > 0);
      const content = isPlain
        ? [this.#bytes.subarray(from, to)]
        : [Uint8Array.from(leb(count)), ...old, ...added.map((entry) => Uint8Array.from(entry))];
      const length = content.reduce((sum, part) => sum + part.length, 0);
      parts.push(Uint8Array.from([id, ...leb(length)]), ...content);
    }
    const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  /** Bodies that nothing was changed in stay together. */
  #editedBodies(): Uint8Array[] {
    const parts: Uint8Array[] = [];
    let done = this.#at;
    for (const { head, from, to } of this.#bodies) {
      const edits = this.#edits.filter(({ at }) => from <= at && at < to).sort((a, b) => a.at - b.at);
      if (edits.length === 0) continue;
      const grown = edits.reduce((sum, { remove, insert }) => sum + insert.length - remove, 0);
      parts.push(this.#bytes.subarray(done, head), Uint8Array.from(leb(to - from + grown)));
      done = from;
      for (const { at, remove, insert } of edits) {
        parts.push(this.#bytes.subarray(done, at), Uint8Array.from(insert));
        done = at + remove;
      }
    }
    return [...parts, this.#bytes.subarray(done, this.#section(SECTION.code).to)];
  }
}

/** An unsigned number. */
export function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest > 0 ? low | 128 : low);
    if (rest === 0) return bytes;
  }
}

/** The instruction that gives this number. */
export function constant(value: number): number[] {
  const result = [CONSTANT];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 127;
    const isNegative = byte >= 64;
    if (rest >> 7 === (isNegative ? -1 : 0)) return [...result, byte];
    result.push(byte | 128);
  }
}

/** Makes what a table of functions can hold of a function of ours. Both take `parameters` and give `results`. */
export function tableFunction(
  parameters: readonly number[],
  results: readonly number[],
): (fn: (...args: never[]) => unknown) => unknown {
  const type = [0x60, parameters.length, ...parameters, results.length, ...results];
  const code = [0, ...parameters.flatMap((_, index) => [0x20, index]), 0x10, 0, END];
  const module = new WebAssembly.Module(
    Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...[1, type.length + 1, 1, ...type],
      ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
      ...[3, 2, 1, 0],
      ...[7, 5, 1, 1, 0x67, 0, 1],
      ...[10, code.length + 2, 1, code.length, ...code],
    ]),
  );
  return (fn) => new WebAssembly.Instance(module, { e: { f: fn } }).exports.g;
}
