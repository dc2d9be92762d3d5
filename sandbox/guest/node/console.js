// node:console.
import { console } from "../console.js";

export const { Console } = console;
export default console;
