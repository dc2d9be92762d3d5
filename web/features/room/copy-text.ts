/** Puts a text on the clipboard, also where the page is no secure context (plain http). False if neither way works. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Permission refused: the older way may still be allowed.
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Inside an open dialog, whose focus trap would take the focus back from the page's end.
  const home = document.activeElement?.closest("[role=dialog]") ?? document.body;
  const focused = document.activeElement;
  home.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
