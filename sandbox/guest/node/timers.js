// node:timers.
import { clearTimeout, setImmediate, setInterval, setTimeout } from "../timers.js";

export {
  clearTimeout,
  clearTimeout as clearImmediate,
  clearTimeout as clearInterval,
  setImmediate,
  setInterval,
  setTimeout,
};
export default {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval: clearTimeout,
  clearImmediate: clearTimeout,
};
