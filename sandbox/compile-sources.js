// Every module that the child and its threads are made of: URL → JavaScript.
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { parentPort } from "node:worker_threads";

// That Node may change it one day concerns no operator: the version of Node is pinned.
process.removeAllListeners("warning");
const sources = {};
const inside = (folder) => readdirSync(new URL(folder, import.meta.url)).map((name) => folder + name);
for (const name of [...inside("./"), ...inside("./exercise/"), "../protocol/runs.ts"]) {
  const url = new URL(name, import.meta.url);
  if (name.endsWith(".ts")) sources[url.href] = stripTypeScriptTypes(readFileSync(url, "utf8"));
}
parentPort.postMessage(sources);
