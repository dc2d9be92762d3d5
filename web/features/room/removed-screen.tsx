"use client";
/** The one full-screen message: access was revoked. The person's text stays here to be copied. */
import { Download, LogOut } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { readFiles } from "#protocol/documents";
import { Button } from "#web/components/ui/button";
import { makeRecoveryCopy, recoveryAsText } from "./recovery.ts";
import { useRemoval, useRoomClient, useRoomPage } from "./room.tsx";
import { saveAs } from "./save-as.ts";
import type { TicketRefusal } from "./ticket.ts";

const REASONS: Record<TicketRefusal, { title: string; text: string }> = {
  removed: {
    title: "You were removed from this room",
    text: "Its owner took you out of it. What you wrote stays in the room. Ask the owner if you should be let back in.",
  },
  gone: { title: "This room is gone", text: "It is not on this server any more." },
  "signed-out": {
    title: "You are signed out",
    text: "Somebody signed out in this browser, perhaps in another tab. Join again with the room's code to go on.",
  },
};

export function RemovedScreen() {
  const reason = useRemoval();
  return reason ? <Removed reason={reason} /> : null;
}

function Removed({ reason }: { reason: TicketRefusal }) {
  const { room } = useRoomPage();
  const { code } = useRoomClient();
  const files = useMemo(() => readFiles(code.doc).filter((file) => file.text !== ""), [code]);
  const { title, text } = REASONS[reason];
  const dialog = useRef<HTMLDivElement>(null);
  useEffect(() => dialog.current?.focus(), []);
  return (
    <div
      ref={dialog}
      tabIndex={-1}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="removed-title"
      aria-describedby="removed-text"
      className="fixed inset-0 z-50 grid place-items-center overflow-auto bg-canvas p-4 outline-none"
    >
      <div className="flex w-full max-w-xl flex-col gap-3 rounded-lg border border-line-strong bg-raised p-5 shadow-raised">
        <h2 id="removed-title" className="text-xl font-semibold">
          {title}
        </h2>
        <p id="removed-text" className="text-ink-2">
          {text}
        </p>
        {files.length > 0 ? (
          <>
            <p>The text as this page last had it; select and copy what you need, or download all of it.</p>
            {files.map((file) => (
              <details key={file.id} className="rounded-md border border-line">
                <summary className="px-3 py-1.5 font-mono">{file.path}</summary>
                <pre className="max-h-60 overflow-auto border-t border-line bg-code-bg p-3 font-mono text-sm select-text">
                  {file.text}
                </pre>
              </details>
            ))}
          </>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            icon={<LogOut aria-hidden="true" className="size-4" />}
            onClick={() => location.assign("/")}
          >
            Go to the first page
          </Button>
          {files.length > 0 ? (
            <Button
              icon={<Download aria-hidden="true" className="size-4" />}
              onClick={() => saveAs(`${room.title}.txt`, recoveryAsText(makeRecoveryCopy(code.doc, null)))}
            >
              Download all
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}
