/** Runs one of our own programs under the pinned runtime: `node bin/run.mjs bench/main.ts`. */
import { guardSignals, install, loadDotEnv, ownEnv, RUNTIME, run } from "./launch.mjs";

guardSignals();
loadDotEnv();
await install();
const { code } = await run(RUNTIME, process.argv.slice(2), { env: ownEnv() });
process.exit(code);
