/** Generates the two Prisma clients from the shared models, when they are stale; silent, and works without a network. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const models = join(root, "prisma/models.prisma");
const generated = join(root, "prisma/generated");
const PROVIDERS = ["sqlite", "postgres"] as const;
const schemaFile = (provider: string) => join(root, "prisma", provider, "datasource.prisma");

/** What the clients depend on: the schemas, the generator's version and this file. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  const prisma = join(root, "node_modules/prisma/package.json");
  for (const file of [models, ...PROVIDERS.map(schemaFile), prisma, import.meta.filename]) {
    hash.update(await readFile(file));
    hash.update("\0");
  }
  return hash.digest("hex");
}

/** Prisma's CLI insists on a schema engine that it would download, and that `generate` never calls. */
async function writeEngineStub(folder: string): Promise<string> {
  const stub = join(folder, "schema-engine");
  await writeFile(stub, "#!/bin/sh\nexit 0\n");
  await chmod(stub, 0o755);
  return stub;
}

function runPrisma(schemaFolder: string, engine: string): Promise<void> {
  const cli = join(root, "node_modules/prisma/build/index.js");
  const child = spawn(process.execPath, [cli, "generate", "--schema", schemaFolder], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  child.stderr.on("data", (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The database client could not be generated:\n${said.trim()}`));
    });
  });
}

/** Resolves when both clients are those of the models. Throws an Error whose message is for the operator. */
export async function generate(): Promise<void> {
  const stamp = join(generated, "fingerprint");
  const wanted = await fingerprint();
  if ((await readFile(stamp, "utf8").catch(() => "")) === wanted) return;

  // In a folder of its own, moved into place when complete: an interrupted run leaves nothing half-written.
  const work = join(generated, `.work-${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    const engine = await writeEngineStub(work);
    await Promise.all(
      PROVIDERS.map(async (provider) => {
        const folder = join(work, provider);
        await mkdir(folder);
        await cp(models, join(folder, "models.prisma"));
        await cp(schemaFile(provider), join(folder, "datasource.prisma"));
        await runPrisma(folder, engine);
      }),
    );
    await rm(stamp, { force: true });
    for (const provider of PROVIDERS) {
      await rm(join(generated, provider), { recursive: true, force: true });
      await rename(join(work, "generated", provider), join(generated, provider));
    }
    await writeFile(stamp, wanted);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  try {
    await generate();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
