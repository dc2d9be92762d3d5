/** What systems and tools leave in folders. Nobody means to bring it along, so it is not even mentioned. */
const DEBRIS = /(^|\/)(__MACOSX|\.DS_Store|Thumbs\.db|\.git|node_modules)(\/|$)/;

export const isDebris = (path: string): boolean => DEBRIS.test(path);
