// `require` between the room's files.

import { forHost } from "./border.js";
import { host } from "./host.js";
import { functionApply, MapOf, maps, StringOf, TypeErrorOf, text } from "./intrinsics.js";

import { setWrapped } from "./stack.js";

const modules = new MapOf();
setWrapped((path) => maps.has(modules, path));

export function requireFile(path) {
  const known = maps.get(modules, path);
  if (known) return known.exports;
  const module = { exports: {}, id: path, filename: `/${path}`, loaded: false };
  maps.set(modules, path, module);
  try {
    const compiled = host.compile(path);
    if (text.endsWith(path, ".json")) module.exports = compiled;
    else {
      const last = text.lastIndexOf(path, "/");
      const folder = last < 0 ? "/" : `/${text.slice(path, 0, last)}`;
      functionApply(compiled, module.exports, [module.exports, requireFrom(path), module, `/${path}`, folder]);
    }
  } catch (error) {
    maps.remove(modules, path);
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

let main = "";
export const setMain = (path) => {
  main = path;
};

function requireFrom(path) {
  function require(specifier) {
    if (typeof specifier !== "string" || specifier === "")
      throw new TypeErrorOf(`require needs the path of a file, as in "./util.js", not ${StringOf(specifier)}`);
    const found = host.resolve(path, forHost(specifier));
    return text.startsWith(found, "pairlab:") ? host.module(found).default : requireFile(found);
  }
  require.main = maps.get(modules, main);
  return require;
}
