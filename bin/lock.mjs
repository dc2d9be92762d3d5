/**
 * Completes package-lock.json: npm leaves out, silently, optional platform packages that the registry it asked does not
 * hold, and then `npm ci` refuses the lock. Run after every `npm install`: `node bin/lock.mjs`; `--check` only tells.
 * An entry says what its parent says of it: the version, and the platform that its name ends in.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const file = join(fileURLToPath(new URL("..", import.meta.url)), "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openbsd", "sunos", "win32", "aix", "openharmony"];
const PROCESSORS = ["arm64", "arm", "x64", "ia32", "riscv64", "ppc64", "s390x", "loong64", "wasm32"];
const added = [];
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const at = `node_modules/${name}`;
    if (lock.packages[at] || lock.packages[`${parent}/node_modules/${name}`]) continue;
    const words = name.split(/[/-]/);
    const os = words.find((word) => SYSTEMS.includes(word));
    const cpu = words.find((word) => PROCESSORS.includes(word));
    lock.packages[at] = {
      version: version.replace(/^[^\d]*/, ""),
      ...(cpu || os ? { cpu: [cpu ?? "arm"] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
      ...(words.includes("musl") ? { libc: ["musl"] } : {}),
    };
    added.push(name);
  }
}
if (process.argv.includes("--check")) {
  if (added.length > 0) {
    process.stderr.write(`package-lock.json lacks ${added.join(", ")}. Run: node bin/lock.mjs\n`);
    process.exit(1);
  }
} else {
  const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
  process.stdout.write(`${added.length} entries added\n`);
}
