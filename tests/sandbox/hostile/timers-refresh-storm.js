// family: timers; expect: time|memory
const all = Array.from({ length: 2_000 }, (_, n) => setTimeout(function again() { for (const one of all) one.refresh(); all[n].unref().ref(); }, n % 3));
