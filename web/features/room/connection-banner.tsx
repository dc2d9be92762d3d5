"use client";
/** What must not be overlooked: a lost connection, a server that cannot save, text of a refused replica. */
import { CloudOff, Download, Gauge, HardDriveDownload, RefreshCw } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/ui/button";
import { classes } from "#web/components/ui/classes";
import { changes } from "./connection-chip.tsx";
import { DOCUMENT_FULL } from "./document-size.ts";
import { putBack, recoveryAsText } from "./recovery.ts";
import {
  announce,
  notify,
  useCan,
  useConnection,
  useFullness,
  useOutdated,
  useRecovery,
  useRoomClient,
  useWorkbench,
} from "./room.tsx";
import { saveAs } from "./save-as.ts";

/** Milliseconds offline before a banner: a reconnect within them needs nobody's attention. */
const BANNER_AFTER = 2_000;
/** Milliseconds that "14 changes merged" stays. */
const MERGED_SHOWN = 4_000;

export function ConnectionBanner() {
  return (
    <>
      <OfflineBanner />
      <RecoveryBanner />
      <FullBanner />
      <OutdatedBanner />
    </>
  );
}

interface BannerProps {
  tone: "warn" | "ok" | "bad";
  icon: ReactNode;
  children: ReactNode;
}

const TONES = { warn: "bg-warn-soft text-warn", ok: "bg-ok-soft text-ok", bad: "bg-bad-soft text-bad" } as const;

function Banner({ tone, icon, children }: BannerProps) {
  return (
    <div
      className={classes(
        "flex min-h-8 flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-line px-3 py-1 font-medium [&_svg]:size-4 max-sm:[&>span]:min-w-0 max-sm:[&>span]:flex-[1_1_12rem]",
        TONES[tone],
      )}
    >
      {icon}
      {children}
    </div>
  );
}

function OfflineBanner() {
  const state = useConnection();
  const [late, setLate] = useState(false);
  const [merged, setMerged] = useState(0);
  const kept = useRef(0);
  const away = state.kind === "offline" ? state.since : null;
  const unsaved = "unsaved" in state ? state.unsaved : 0;
  useEffect(() => {
    if (away === null) return setLate(false);
    const timer = setTimeout(
      () => {
        setLate(true);
        announce("Offline. You can go on typing; your changes are kept here.", "assertive");
      },
      Math.max(0, away + BANNER_AFTER - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [away]);
  useEffect(() => {
    if (state.kind === "offline") kept.current = unsaved;
    if (state.kind !== "saved" || kept.current === 0) return;
    setMerged(kept.current);
    announce(`Back online. ${changes(kept.current)} merged.`);
    kept.current = 0;
  }, [state.kind, unsaved]);
  useEffect(() => {
    if (merged === 0) return;
    const timer = setTimeout(() => setMerged(0), MERGED_SHOWN);
    return () => clearTimeout(timer);
  }, [merged]);

  if (state.kind === "not-saved") {
    return (
      <Banner tone="bad" icon={<HardDriveDownload aria-hidden="true" />}>
        <span>The server cannot save at the moment. Keep this page open: your changes are kept here until it can.</span>
      </Banner>
    );
  }
  if (late) {
    return (
      <Banner tone="warn" icon={<CloudOff aria-hidden="true" />}>
        <span>
          {state.kind === "offline" && state.why ? state.why : "You are offline."} Go on typing:{" "}
          {unsaved > 0
            ? `${changes(unsaved)} kept on this page, merged when you are back.`
            : "it is merged when you are back."}
        </span>
      </Banner>
    );
  }
  if (merged > 0) {
    return (
      <Banner tone="ok" icon={<RefreshCw aria-hidden="true" />}>
        <span>{changes(merged)} merged</span>
      </Banner>
    );
  }
  return null;
}

function RecoveryBanner() {
  const [copy, keep] = useRecovery();
  const client = useRoomClient();
  const { go } = useWorkbench();
  const writes = useCan("document.write");
  if (!copy) return null;
  const names = copy.files.map((file) => file.path).join(", ");
  const { board } = copy;
  const kept = [names && `Your text of ${names} is kept here.`, board && "The board as you had it is kept here."];
  const restore = () => {
    if (!client.code.size.fits(recoveryAsText(copy).length)) return notify(DOCUMENT_FULL, { kind: "bad" });
    const added = putBack(client.code.doc, copy);
    keep(null);
    if (added[0]) go({ path: added[0] });
    notify(`Added ${added.join(", ")}`, { kind: "ok" });
  };
  return (
    <Banner tone="bad" icon={<HardDriveDownload aria-hidden="true" />}>
      <span className="min-w-0 max-w-[70ch]">
        The server refused a change from this page{copy.reason ? `: ${copy.reason}` : "."}{" "}
        {kept.filter(Boolean).join(" ")}
      </span>
      {writes && names ? (
        <Button size="small" onClick={restore}>
          Put it back beside the live files
        </Button>
      ) : null}
      {names ? (
        <Button
          size="small"
          icon={<Download aria-hidden="true" />}
          onClick={() => saveAs("recovered.txt", recoveryAsText(copy))}
        >
          Download
        </Button>
      ) : null}
      {board ? (
        <Button
          size="small"
          icon={<Download aria-hidden="true" />}
          onClick={() => saveAs("board.json", JSON.stringify(board, null, 2))}
        >
          Download board.json
        </Button>
      ) : null}
      <Button size="small" variant="ghost" onClick={() => keep(null)}>
        Discard
      </Button>
    </Banner>
  );
}

const WHAT = { code: "The code", board: "The board" } as const;

/** Before anything is refused: there is time to tidy up. */
function FullBanner() {
  const fullness = useFullness();
  const writes = useCan("document.write");
  if (!writes) return null;
  return (["code", "board"] as const).map((kind) =>
    fullness[kind] === "fine" ? null : (
      <Banner key={kind} tone={fullness[kind] === "full" ? "bad" : "warn"} icon={<Gauge aria-hidden="true" />}>
        <span>
          {WHAT[kind]} of this room is {fullness[kind] === "full" ? "full" : "nearly full"} (5 MB).{" "}
          {fullness[kind] === "full" ? "Nothing more can be added until" : "Make room soon:"}
          {fullness[kind] === "full" ? " something is deleted." : " delete what nobody needs."}
        </span>
      </Banner>
    ),
  );
}

function OutdatedBanner() {
  const outdated = useOutdated();
  if (!outdated) return null;
  return (
    <Banner tone="warn" icon={<RefreshCw aria-hidden="true" />}>
      <span>Pairlab was updated.</span>
      <Button size="small" onClick={() => location.reload()}>
        Reload the page
      </Button>
    </Banner>
  );
}
