// The guest's first module: what the host calls.
import "./globals.js";

export { requireFile as runMain } from "./commonjs.js";
export { report } from "./report.js";
export { tick } from "./timers.js";
