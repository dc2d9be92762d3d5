// family: escapes; expect: ok
console.log(typeof ShadowRealm, typeof Realm, typeof std, typeof os, typeof bjson, typeof scriptArgs, typeof print, typeof gc, typeof load, typeof quit, typeof Worker, typeof importScripts, typeof postMessage, typeof self, typeof window, typeof Deno, typeof Bun);
