/** Takes what pages of a preview begin with from the shelf. Apart from `tools.ts`, for the shelf is no part of Next's bundle. */
import { RUN_LIMITS } from "#protocol/runs";
import { readFromShelf, readShelf } from "../shelf.ts";
import { setPreviewTools } from "./tools.ts";

/** Digits in which the length of what is put in is told to it. */
const DIGITS = "00000000";

/** Rejects if the shelf has not been filled. */
export async function loadPreviewTools(folder?: string): Promise<void> {
  const { libraries } = await readShelf(folder);
  const config = JSON.stringify({ libraries, added: DIGITS, cap: RUN_LIMITS.output });
  const code = `(${await readFromShelf("preview.js", folder)})(${config});\n//# sourceURL=pairlab-preview.js`;
  // In one line, so that the page's own lines keep their numbers; and no end of a script stands in it.
  const tag = `<script>(0,eval)(${JSON.stringify(code).replaceAll("<", "\\u003c")})</script>`;
  setPreviewTools(tag.replace(DIGITS, String(tag.length).padStart(DIGITS.length, "0")));
}
