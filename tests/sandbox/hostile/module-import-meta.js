// family: modules; expect: ok
console.log(typeof import.meta, Object.keys(import.meta).length < 5); import.meta.resolve?.("/etc/passwd"); for (const k of Reflect.ownKeys(import.meta)) console.log(typeof import.meta[k]); export {};
