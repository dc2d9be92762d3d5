"use client";
import { ExternalLink, FilePlus, RotateCw, SquareTerminal } from "lucide-react";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { IconButton } from "#web/components/ui/icon-button";
import { Select } from "#web/components/ui/select";
import { useCan, useConnection, useFiles, useRoomClient, useWorkbench } from "#web/features/room/room";
import { createFirstPage } from "./first-page.ts";
import { PreviewConsole } from "./preview-console.ts";
import { PreviewFrames } from "./preview-frames.tsx";
import { pagesOf, pageUrl, watchFiles } from "./preview-page.ts";

/** Milliseconds after which a new address is asked for when the page is loaded anew; one lasts for 12 hours. */
const AGE = 3600_000;

/** The room's HTML page as a browser shows it, loaded anew as people type. Fills its parent. */
export function Preview() {
  return (
    <ErrorBoundary what="The preview">
      <PreviewPanel />
    </ErrorBoundary>
  );
}

function PreviewPanel() {
  const pages = pagesOf(useFiles());
  const [chosen, setChosen] = useState<string | null>(null);
  const page = chosen && pages.includes(chosen) ? chosen : pages[0];
  return (
    <div className="flex h-full min-h-0 w-full flex-col bg-surface">
      {page ? <Page pages={pages} page={page} onChoose={setChosen} /> : <NoPage />}
    </div>
  );
}

interface PageProps {
  pages: string[];
  page: string;
  onChoose(page: string): void;
}

function Page({ pages, page, onChoose }: PageProps) {
  const { base, failed, ask, isOld } = usePreviewAddress();
  const { heard, speaks } = usePreviewConsole(page);
  const { setBottom } = useWorkbench();
  const canSpeak = useCan("run.start");
  const { version, reload } = useVersion();
  const url = base ? pageUrl(base, page) : null;
  const loadAgain = () => {
    heard?.begin();
    if (canSpeak) heard?.open(page);
    // A page that was left open over the weekend has an address that has run out.
    if (isOld()) ask();
    reload();
  };
  return (
    <>
      <div role="toolbar" aria-label="Preview" className="flex items-center gap-1 border-b border-line px-2 py-1">
        <IconButton label="Reload the preview" icon={<RotateCw />} onClick={loadAgain} />
        <Select
          label="Page"
          hideLabel
          className="flex-1"
          value={page}
          options={pages.map((path) => ({ value: path, text: path }))}
          onChange={onChoose}
        />
        <IconButton
          label="Console in the output"
          aria-pressed={speaks}
          tooltip={
            speaks ? "Everyone sees this preview’s console in the output" : "Show everyone this preview’s console"
          }
          icon={<SquareTerminal />}
          disabled={!canSpeak}
          className="aria-pressed:bg-active aria-pressed:text-accent-text!"
          onClick={() => {
            heard?.open(page);
            setBottom("output");
          }}
        />
        <IconButton
          label="Open the preview in a new tab"
          icon={<ExternalLink />}
          disabled={!url}
          onClick={() => url && window.open(url, "_blank", "noopener,noreferrer")}
        />
      </div>
      {failed ? (
        <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center">
          <p className="font-medium">The preview cannot be opened right now.</p>
          <Button icon={<RotateCw className="size-4" />} onClick={ask}>
            Try again
          </Button>
        </div>
      ) : url && heard && version !== null ? (
        <PreviewFrames
          key={url}
          url={url}
          version={version}
          title={`Preview of ${page}`}
          heard={heard}
          onReload={loadAgain}
        />
      ) : null}
    </>
  );
}

/**
 * Another number loads the page anew: after each change of the files, and not before the server has what was typed
 * here, for it could not show that yet. Null until then.
 */
function useVersion(): { version: number | null; reload(): void } {
  const client = useRoomClient();
  const { kind } = useConnection();
  const [wanted, setWanted] = useState(0);
  const [version, setVersion] = useState<number | null>(null);
  const reload = useCallback(() => setWanted((n) => n + 1), []);
  useEffect(() => watchFiles(client.code.doc, reload), [client, reload]);
  const isThere = kind !== "saving" && kind !== "connecting" && kind !== "offline";
  useEffect(() => {
    if (isThere) setVersion(wanted);
  }, [isThere, wanted]);
  return { version, reload };
}

/** The console of what this page shows; its person's from the moment that they look at it. */
function usePreviewConsole(page: string): { heard: PreviewConsole | null; speaks: boolean } {
  const client = useRoomClient();
  const { panel } = useWorkbench();
  const canSpeak = useCan("run.start");
  const [heard, setHeard] = useState<PreviewConsole | null>(null);
  useEffect(() => {
    const made = new PreviewConsole(client);
    setHeard(made);
    return () => made.dispose();
  }, [client]);
  const isShown = panel === "preview";
  useEffect(() => {
    if (isShown && canSpeak) heard?.open(page);
  }, [heard, page, isShown, canSpeak]);
  const subscribe = useCallback((listener: () => void) => heard?.subscribe(listener) ?? (() => undefined), [heard]);
  const speaks = useSyncExternalStore(
    subscribe,
    () => heard?.speaks() ?? false,
    () => false,
  );
  return { heard, speaks };
}

/** Where the room's preview is served: an address of its own, without this page's cookies. */
function usePreviewAddress() {
  const { id } = useRoomClient();
  const [asked, setAsked] = useState(0);
  const at = useRef(0);
  const [answer, setAnswer] = useState<{ base: string | null; failed: boolean }>({ base: null, failed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each count is one more request
  useEffect(() => {
    const gone = new AbortController();
    fetch(`/api/rooms/${id}/preview`, { method: "POST", signal: gone.signal })
      .then(async (response) => {
        at.current = performance.now();
        const body: unknown = response.ok ? await response.json() : null;
        const url = typeof body === "object" && body !== null && "url" in body ? body.url : null;
        setAnswer(typeof url === "string" ? { base: url, failed: false } : { base: null, failed: true });
      })
      .catch(() => {
        if (!gone.signal.aborted) setAnswer({ base: null, failed: true });
      });
    return () => gone.abort();
  }, [id, asked]);
  const ask = useCallback(() => setAsked((n) => n + 1), []);
  return { ...answer, ask, isOld: () => performance.now() - at.current > AGE };
}

function NoPage() {
  const client = useRoomClient();
  const canWrite = useCan("document.write");
  const { openFile } = useWorkbench();
  return (
    <EmptyState className="h-full" title="No page to show yet">
      <p className="mb-3">The preview shows this room's index.html as a browser does.</p>
      {canWrite ? (
        <Button
          variant="primary"
          icon={<FilePlus className="size-4" />}
          onClick={() => openFile(createFirstPage(client.code.doc))}
        >
          Create index.html
        </Button>
      ) : null}
    </EmptyState>
  );
}
