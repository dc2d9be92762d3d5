/** `npm run restore -- <backup>`: brings a backup into an empty DATA_DIR; `npm start` goes on from there. */
import { restoreBackup } from "./backup/restore.ts";
import { fail, holdingsLine, pathArgument, print, settingsOrEnd, warn } from "./backup/words.ts";

const folder = pathArgument("Usage: npm run restore -- <backup>");
const env = settingsOrEnd();
try {
  const { holdings, manifest, warnings } = await restoreBackup(env, folder);
  print(`The backup of ${manifest.madeAt} is in ${env.dataDir}.`);
  if (holdings) print(`  It holds ${holdingsLine(holdings)}. npm start goes on from there.`);
  else print("  Its images are. Bring the database back with pg_restore, then npm start.");
  warn(warnings);
} catch (error) {
  fail("Nothing was restored", error);
}
