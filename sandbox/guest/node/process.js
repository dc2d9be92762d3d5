// node:process.
import { process } from "../process.js";

export default process;
