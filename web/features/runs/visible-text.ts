/** Output text made safe to look at: no character acts on the page, none is hidden. */

/** Control characters become their pictures (␀, ␛ …), a lone CR its own; tabs and line ends stay. */
export function visibleText(text: string): string {
  return (
    text
      .replace(/\r\n/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is made visible here
      .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/\u007f/g, "\u2421")
      .replace(/[\u0080-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, (c) => {
        return `‹${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`;
      })
  );
}
