/** What a paste or a drop puts on the board: images of the allowed kinds and text. Nothing is fetched from elsewhere. */
import {
  defaultHandleExternalFileContent,
  defaultHandleExternalTextContent,
  type Editor,
  type TLDefaultExternalContentHandlerOpts,
} from "tldraw";
import { ASSET_TYPES } from "#protocol/board";
import { MAX_ASSET } from "#protocol/limits";
import { fileFault } from "./board-assets.ts";

/** Replaces tldraw's handlers once the editor is mounted. `tell` shows a sentence to the person. */
export function takeContent(editor: Editor, tell: (sentence: string) => void): void {
  const options: TLDefaultExternalContentHandlerOpts = {
    acceptedImageMimeTypes: ASSET_TYPES,
    acceptedVideoMimeTypes: [],
    maxAssetSize: MAX_ASSET,
    toasts: {
      addToast: () => {
        tell("The image could not be put on the board. Try again in a moment.");
        return "board";
      },
      removeToast: () => "board",
      clearToasts: () => undefined,
      toasts: editor.store.props.collaboration as never,
    },
    msg: (id) => id ?? "",
  };
  editor.registerExternalContentHandler("files", async ({ point, files }) => {
    if (editor.getIsReadonly()) return tell("You are watching: you can look at the board, not put anything on it.");
    const good: File[] = [];
    for (const file of files) {
      const fault = fileFault(file);
      if (fault) tell(fault);
      else good.push(file);
    }
    if (good.length > 0)
      await defaultHandleExternalFileContent(editor, { ...(point ? { point } : {}), files: good }, options);
  });
  const asText = async (text: string, point?: { x: number; y: number }) =>
    defaultHandleExternalTextContent(editor, { ...(point ? { point } : {}), text });
  // A bookmark or an embed would ask the address for its title or show its page: the address itself is written.
  editor.registerExternalContentHandler("url", ({ url, point }) => asText(url, point));
  editor.registerExternalContentHandler("embed", ({ url, point }) => asText(url, point));
  editor.registerExternalAssetHandler("url", async () => undefined as never);
  editor.registerExternalContentHandler("svg-text", ({ text, point }) => asText(text, point));
}
