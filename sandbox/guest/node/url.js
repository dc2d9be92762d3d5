// node:url.
import { TypeErrorOf, text } from "../intrinsics.js";
import { URL, URLSearchParams } from "../url.js";
import { resolve } from "./path.js";

export function fileURLToPath(url) {
  const { protocol, pathname } = typeof url === "string" ? new URL(url) : url;
  if (protocol !== "file:") {
    const error = new TypeErrorOf("The URL must be of scheme file");
    error.code = "ERR_INVALID_URL_SCHEME";
    throw error;
  }
  return decodeURIComponent(pathname);
}
export function pathToFileURL(path) {
  const whole = resolve(path);
  return new URL(`file://${encodeURI(whole)}${text.endsWith(path, "/") && whole !== "/" ? "/" : ""}`);
}
export { URL, URLSearchParams };
export default { URL, URLSearchParams, fileURLToPath, pathToFileURL };
