/** What lies in our database after a kill, read as the server reads it. */
import * as Y from "yjs";
import { load } from "#collab-server/live-document";
import { openStorage } from "#collab-server/storage/open-storage";
import type { OurSystem } from "./systems.ts";

/** Letters in all documents of the system together. */
export async function storedLetters({ databaseUrl, documents }: OurSystem): Promise<number> {
  const storage = await openStorage(databaseUrl);
  let letters = 0;
  try {
    for (const document of documents) {
      const stored = await storage.load(document);
      if (!stored) continue;
      const doc = new Y.Doc();
      load(doc, stored);
      letters += doc.getText("load").length;
      doc.destroy();
    }
  } finally {
    await storage.dispose();
  }
  return letters;
}
