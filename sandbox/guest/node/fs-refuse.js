// What would change files: refused, with a sentence, where the program does it.
import { failure } from "./fs-read.js";

const SENTENCE =
  ". Programs here can read the room's files but not change them: print what you want to keep, and paste it into a file";
const refused = (call) => (path) => {
  throw failure("EROFS", call, typeof path === "string" ? path : undefined, SENTENCE);
};

export const writeFileSync = refused("open");
export const appendFileSync = refused("open");
export const mkdirSync = refused("mkdir");
export const mkdtempSync = refused("mkdtemp");
export const rmSync = refused("rm");
export const rmdirSync = refused("rmdir");
export const unlinkSync = refused("unlink");
export const renameSync = refused("rename");
export const copyFileSync = refused("copyfile");
export const truncateSync = refused("open");
export const chmodSync = refused("chmod");
export const createWriteStream = refused("open");
