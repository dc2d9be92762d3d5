/** Imported before a program, it makes the program's clock wrong by `CLOCK_SHIFT` milliseconds, its threads' too. */
const shift = Number(process.env.CLOCK_SHIFT ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given: unknown[]) {
    // The time of the moment is shifted; one that was given is what it is.
    super(...((given.length === 0 ? [RealDate.now() + shift] : given) as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
} as DateConstructor;
