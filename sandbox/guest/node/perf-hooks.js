// node:perf_hooks.
import { performance } from "../performance.js";

export { performance };
export default { performance };
