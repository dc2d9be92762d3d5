/** `npm run backup -- <new folder>`: a whole copy of what people made, while they go on. */
import { megabytes } from "./backup/files.ts";
import { makeBackup } from "./backup/make.ts";
import { fail, holdingsLine, pathArgument, print, settingsOrEnd, warn } from "./backup/words.ts";

const target = pathArgument("Usage: npm run backup -- <new folder>");
const env = settingsOrEnd();
try {
  const { holdings, size, manifest, warnings } = await makeBackup(env, target);
  const images = Object.keys(manifest.files).filter((path) => path.startsWith("assets/")).length;
  print(`The backup ${target} is complete (${megabytes(size)}).`);
  if (holdings) {
    print(
      `  It holds ${holdingsLine(holdings)}, as they were at ${manifest.madeAt}.`,
      warnings.length === 0
        ? "  Checked: the database is sound, every document opens, every image has its file."
        : "  Checked: the database is sound. What is not whole, here and in the original, follows.",
    );
  } else {
    print(
      `  It holds ${images} images. The database is PostgreSQL's: dump it with pg_dump BEFORE each of these copies, so`,
      "  that every image which the dump names is in the copy.",
    );
  }
  print(`  Bring it back into an empty DATA_DIR with: npm run restore -- ${target}`);
  warn(warnings);
} catch (error) {
  fail("There is no backup", error);
}
