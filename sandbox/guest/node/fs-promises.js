// node:fs/promises.
import { promised } from "./fs-callback.js";
import * as reading from "./fs-read.js";
import * as refusing from "./fs-refuse.js";

/** What a program may do with a file: be there, be read; never written or run. */
export const constants = { F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4 };
export const access = promised(reading.accessSync);
export const readdir = promised(reading.readdirSync);
export const readFile = promised(reading.readFileSync);
export const stat = promised(reading.statSync);
export const writeFile = promised(refusing.writeFileSync);
export const appendFile = promised(refusing.appendFileSync);
export const mkdir = promised(refusing.mkdirSync);
export const mkdtemp = promised(refusing.mkdtempSync);
export const rm = promised(refusing.rmSync);
export const rmdir = promised(refusing.rmdirSync);
export const unlink = promised(refusing.unlinkSync);
export const rename = promised(refusing.renameSync);
export const copyFile = promised(refusing.copyFileSync);
export const truncate = promised(refusing.truncateSync);
export const chmod = promised(refusing.chmodSync);
export const lstat = stat;

export default {
  access,
  appendFile,
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  truncate,
  unlink,
  writeFile,
};
