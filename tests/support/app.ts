/** The whole server in a process of its own; the benchmarks drive the same one. */
export { type App, startApp } from "../../bench/app.ts";
