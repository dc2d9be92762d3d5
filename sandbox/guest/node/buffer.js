// node:buffer.
import { Buffer } from "../buffer.js";
import { atob, btoa } from "../encoding.js";

export { atob, Buffer, btoa };
export default { Buffer, atob, btoa };
