// family: modules; expect: ok|error
globalThis.URL = class { constructor() { for (const key of Reflect.ownKeys(globalThis)) delete globalThis[key]; } };
export const own = Object.keys(import.meta);
try { import.meta.resolve("./x"); } catch {}
Object.defineProperty(import.meta, "url", { get() { return this; } });
const other = await import("./__proto__.mjs").catch((error) => error);
const late = await import("./late.mjs");
throw late.default;
//// late.mjs
import.meta.url.call; export default import.meta;
//// __proto__.mjs
export default import.meta.url + `import.meta`;
