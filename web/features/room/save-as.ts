/** Hands a text to the browser as a download. */
export function saveAs(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob by the next turn; Safari a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
