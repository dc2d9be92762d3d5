// node:fs: the room's own files, read only.
import { calledBack } from "./fs-callback.js";
import promises, { constants } from "./fs-promises.js";
import * as reading from "./fs-read.js";
import * as refusing from "./fs-refuse.js";
import { createReadStream, ReadStream } from "./fs-stream.js";

export {
  accessSync,
  Dirent,
  existsSync,
  readdirSync,
  readFileSync,
  Stats,
  statSync,
  statSync as lstatSync,
} from "./fs-read.js";
export {
  appendFileSync,
  chmodSync,
  copyFileSync,
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "./fs-refuse.js";
export { constants, createReadStream, promises, ReadStream };

export const access = calledBack(reading.accessSync);
export const readdir = calledBack(reading.readdirSync);
export const readFile = calledBack(reading.readFileSync);
export const stat = calledBack(reading.statSync);
export const writeFile = calledBack(refusing.writeFileSync);
export const appendFile = calledBack(refusing.appendFileSync);
export const mkdir = calledBack(refusing.mkdirSync);
export const mkdtemp = calledBack(refusing.mkdtempSync);
export const rm = calledBack(refusing.rmSync);
export const rmdir = calledBack(refusing.rmdirSync);
export const unlink = calledBack(refusing.unlinkSync);
export const rename = calledBack(refusing.renameSync);
export const copyFile = calledBack(refusing.copyFileSync);
export const truncate = calledBack(refusing.truncateSync);
export const chmod = calledBack(refusing.chmodSync);
export const lstat = stat;
/** Once in Node's own ways: it has no error to give. */
export const exists = (path, callback) => calledBack(reading.existsSync)(path, (_, found) => callback(found));

export default {
  ...reading,
  ...refusing,
  lstatSync: reading.statSync,
  access,
  appendFile,
  chmod,
  constants,
  copyFile,
  createReadStream,
  exists,
  lstat,
  mkdir,
  mkdtemp,
  promises,
  readdir,
  readFile,
  ReadStream,
  rename,
  rm,
  rmdir,
  stat,
  truncate,
  unlink,
  writeFile,
};
