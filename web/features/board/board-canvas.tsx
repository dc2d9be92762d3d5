"use client";
/** tldraw with our theme, our addresses and this person's rights. */
import { getAssetUrls } from "@tldraw/assets/selfHosted";
import { useEffect, useMemo, useState } from "react";
import {
  type Editor,
  type TLComponents,
  type TLUserPreferences,
  Tldraw,
  tipTapDefaultExtensions,
  useTldrawUser,
} from "tldraw";
import { can } from "#protocol/access";
import { PEOPLE_COLORS } from "#protocol/people-colors";
import { notify, useCan, useNonce, useRoomClient, useRoomPage, useSettings } from "#web/features/room/room";
import { takeContent } from "./board-content.ts";
import { shareBoardPresence } from "./board-presence.ts";
import type { BoardSession } from "./board-session.ts";
import { INERT_SHAPES } from "./inert-shapes.tsx";
import { usePageTheme, useSystemReducedMotion } from "./page-theme.ts";
import { StylePanel } from "./style-panel.tsx";

const ASSET_URLS = getAssetUrls({ baseUrl: "/tldraw" });
/** Ours stand in their place (people, chat, language), or would lead to another host (help). */
const COMPONENTS: TLComponents = { HelpMenu: null, DebugMenu: null, DebugPanel: null, SharePanel: null, StylePanel };
/** Pages of one board: a room's sketches, not a book. */
const MAX_PAGES = 10;

export interface BoardCanvasProps {
  session: BoardSession;
  onEditor(editor: Editor | null): void;
}

export function BoardCanvas({ session, onEditor }: BoardCanvasProps) {
  const nonce = useNonce();
  const { person, settings } = useRoomPage();
  const [editor, setEditor] = useState<Editor | null>(null);
  const user = useBoardUser();
  const options = useMemo(() => ({ maxPages: MAX_PAGES, ...(nonce ? { nonce } : {}) }), [nonce]);
  const textOptions = useMemo(
    () => ({ tipTapConfig: { extensions: tipTapDefaultExtensions, ...(nonce ? { injectNonce: nonce } : {}) } }),
    [nonce],
  );
  useReadOnly(session, editor);
  usePresence(session, editor);

  return (
    <Tldraw
      store={session.store}
      user={user}
      assetUrls={ASSET_URLS}
      components={COMPONENTS}
      shapeUtils={INERT_SHAPES}
      options={options}
      textOptions={textOptions}
      {...(settings.tldrawLicenseKey ? { licenseKey: settings.tldrawLicenseKey } : {})}
      onMount={(mounted) => {
        takeContent(mounted, (sentence) => notify(sentence, { kind: "bad" }));
        mounted.updateInstanceState({ isReadonly: !can(person.role, "document.write") });
        setEditor(mounted);
        onEditor(mounted);
        return () => {
          setEditor(null);
          onEditor(null);
        };
      }}
    />
  );
}

function useReadOnly(session: BoardSession, editor: Editor | null): void {
  const canWrite = useCan("document.write");
  useEffect(() => {
    session.canWrite = canWrite;
    editor?.updateInstanceState({ isReadonly: !canWrite });
  }, [session, editor, canWrite]);
}

/** A person's colour on the wire as the theme's own, for tldraw draws some of it without CSS. */
function shownColor(color: string): string {
  const index = (PEOPLE_COLORS as readonly string[]).indexOf(color);
  const name = `--p${index < 0 ? PEOPLE_COLORS.length : index + 1}`;
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || (PEOPLE_COLORS[7] as string);
}

function usePresence(session: BoardSession, editor: Editor | null): void {
  const client = useRoomClient();
  const { id, name, color } = useRoomPage().person;
  const theme = usePageTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is what the colours are read from
  useEffect(() => {
    if (!editor) return;
    const { awareness } = client.openBoard();
    const presence = shareBoardPresence({
      store: session.store,
      awareness,
      person: { id, name, color },
      colorOf: shownColor,
    });
    return () => presence.dispose();
  }, [session, editor, client, id, name, color, theme]);
}

function useBoardUser() {
  const { person } = useRoomPage();
  const [settings] = useSettings();
  const theme = usePageTheme();
  const still = useSystemReducedMotion() || settings.reducedMotion;
  const [chosen, setChosen] = useState<Partial<TLUserPreferences>>({});
  return useTldrawUser({
    userPreferences: {
      ...chosen,
      id: person.id,
      name: person.name,
      color: person.color,
      // Follows the page, whose language is English; tldraw would otherwise mix in the browser's.
      locale: "en",
      colorScheme: theme === "light" ? "light" : "dark",
      animationSpeed: still ? 0 : 1,
      // The page's own setting for single letters holds here too.
      areKeyboardShortcutsEnabled: settings.singleKeys,
    },
    setUserPreferences: setChosen,
  });
}
