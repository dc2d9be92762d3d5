// The clock of a run.
import { host } from "./host.js";
import { add } from "./intrinsics.js";
import { wallTime } from "./wall.js";

const marks = [];

export const performance = {
  now: () => host.now(),
  timeOrigin: wallTime() - host.now(),
  mark(name) {
    const entry = { name: `${name}`, entryType: "mark", startTime: host.now(), duration: 0 };
    add(marks, entry);
    return entry;
  },
  /** From the last mark of that name, or the run's begin, to the last of the other, or now. */
  measure(name, from, to) {
    const at = (mark, otherwise) => {
      for (let index = marks.length - 1; index >= 0; index--)
        if (marks[index].name === mark) return marks[index].startTime;
      return otherwise;
    };
    const startTime = at(from, 0);
    return { name: `${name}`, entryType: "measure", startTime, duration: at(to, host.now()) - startTime };
  },
  toJSON() {
    return { timeOrigin: this.timeOrigin };
  },
};
