/** Copies tldraw's fonts, icons and translations from their npm package to where the pages' server serves them. */
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("../node_modules/@tldraw/assets/", import.meta.url));
const TARGET = fileURLToPath(new URL("../web/public/tldraw/", import.meta.url));
const FOLDERS = ["fonts", "icons", "translations", "embed-icons"];

/** Resolves to whether anything was copied: false if the copy is of the installed version already. */
export async function copyAssets(source = SOURCE, target = TARGET): Promise<boolean> {
  const { version } = JSON.parse(await readFile(`${source}/package.json`, "utf8")) as { version: string };
  const stamp = `${target.replace(/\/$/, "")}/version`;
  const copied = await readFile(stamp, "utf8").catch(() => null);
  if (copied === version) return false;
  // Into a folder beside it and then renamed: an interrupted copy is never taken for a whole one.
  const fresh = `${target.replace(/\/$/, "")}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  for (const folder of FOLDERS) await cp(`${source}/${folder}`, `${fresh}/${folder}`, { recursive: true });
  await cp(`${source}/LICENSE.md`, `${fresh}/LICENSE.md`);
  await writeFile(`${fresh}/version`, version);
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
  return true;
}

if (import.meta.main) await copyAssets();
