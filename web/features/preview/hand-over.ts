/** Libraries for the preview, fetched by this page: a frame of no origin has no cache, and would fetch them each time. */

/** Libraries that one loaded page may ask for. There are not so many. */
export const MAX_WANTED = 20;

/** Never rejects: a page that gets nothing fetches the library itself, and says so if it cannot. */
export async function handOver(file: string, to: MessagePort): Promise<void> {
  const bytes = await fetch(`/shelf/${file}`).then(
    (answer) => (answer.ok ? answer.arrayBuffer() : null),
    () => null,
  );
  to.postMessage({ pairlab: "have", file, bytes }, bytes ? [bytes] : []);
}
