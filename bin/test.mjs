/** `npm test`: installs what is missing, Debian's programs that the tests drive included, then runs bin/test.ts. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { guardSignals, install, ownEnv, RUNTIME, run, step } from "./launch.mjs";

/** Program → Debian package. PostgreSQL's server lies outside the PATH. */
const PROGRAMS = [
  ["chromium", "chromium"],
  ["turnserver", "coturn"],
];

guardSignals();
await install();
const only = process.argv.includes("--only");
if (!only) await installPrograms();
const { code } = await run(RUNTIME, ["bin/test.ts", ...process.argv.slice(2)], { env: ownEnv() });
process.exit(code);

function found(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

async function installPrograms() {
  const packages = PROGRAMS.filter(([program]) => !found(program)).map(([, name]) => name);
  if (!existsSync("/usr/lib/postgresql")) packages.push("postgresql");
  if (packages.length === 0) return;
  if (!found("apt-get") || process.getuid?.() !== 0) {
    process.stdout.write(
      `  Not here: ${packages.join(", ")}. Install them and run the tests again; what needs them fails.\n`,
    );
    return;
  }
  const done = step(`Installing ${packages.join(", ")} from Debian`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, quiet: true });
  const { code, tail } = await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], {
    env,
    quiet: true,
  });
  done(code === 0 ? "done" : "failed");
  if (code !== 0) process.stdout.write(`${tail.trim()}\n`);
}
