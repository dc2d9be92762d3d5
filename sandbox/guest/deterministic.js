// A run that is the same each time: Math.random from a seed, and a clock that stands still but for timers.
import { host } from "./host.js";
import { DateOf, dates, ObjectDefineProperty, ProxyOf, ReflectConstruct } from "./intrinsics.js";
import { setWallTime } from "./wall.js";

/** Noon on 1 January 2026, UTC. */
const BEGIN = 1767268800000;
const now = () => BEGIN + host.now();

/** sfc32, seeded by the host: 32 bits a call, and fast without BigInt. */
function generator() {
  let a = host.random();
  let b = host.random();
  let c = host.random();
  let counter = 1;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
}

const replace = (object, key, value) =>
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, configurable: true });

export function install() {
  const next = generator();
  for (let skipped = 0; skipped < 12; skipped++) next();
  replace(Math, "random", function random() {
    return (next() * 2097152 + (next() >>> 11)) / 9007199254740992;
  });
  setWallTime(now);
  const FrozenDate = new ProxyOf(DateOf, {
    __proto__: null,
    construct: (target, args, newTarget) => ReflectConstruct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => dates.text(new DateOf(now())),
  });
  replace(DateOf, "now", now);
  replace(DateOf.prototype, "constructor", FrozenDate);
  replace(globalThis, "Date", FrozenDate);
}
