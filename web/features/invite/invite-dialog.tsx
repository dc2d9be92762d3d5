"use client";
/** The link, the code in large letters and the QR code; with a warning where the link leads nowhere for others. */
import { Check, Copy, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#web/components/ui/button";
import { Dialog } from "#web/components/ui/dialog";
import { copyText } from "#web/features/room/copy-text";
import { useRoomPage } from "#web/features/room/room";
import type { CopyState } from "./invite-button.tsx";
import { inviteLinks } from "./links.ts";
import { QrCode } from "./qr-code.tsx";

/** Milliseconds that "Copied" stays. */
const COPIED_SHOWN = 2_000;

export interface InviteDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What came of the copy that opening made. */
  copied: CopyState;
}

export function InviteDialog({ open, onOpenChange, copied }: InviteDialogProps) {
  const page = useRoomPage();
  const { link, alternatives, local, plain } = inviteLinks(page);
  const { joinCode, locked } = page.room;
  const alone = local && link === page.room.url;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Invite" size="medium" description={SAID[copied]}>
      {/* The whole line for the link: its end, which carries the code, must be seen. */}
      <CopyLine link={link} />
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <p className="text-sm text-ink-2">or the code, at {new URL(link).host}</p>
          <p className="font-mono text-2xl font-semibold tracking-[0.18em] select-all">{joinCode}</p>
        </div>
        <QrCode text={link} />
      </div>
      <div className="mt-3 flex flex-col gap-2">
        {locked ? <Note>The room is locked: nobody new can come in until it is unlocked.</Note> : null}
        {alone ? (
          <Note>
            This address works on this machine only. Connect it to a network, or set PUBLIC_URL, so that others can
            reach it.
          </Note>
        ) : null}
        {local && !alone ? (
          <Note>
            You opened the room at {new URL(page.room.url).host}, which works on this machine only. The link above is
            for people on the same network.
          </Note>
        ) : null}
        {alternatives.length > 0 ? (
          <div className="flex flex-col gap-1">
            <p className="text-sm text-ink-2">If that does not open, this machine can also be reached at</p>
            {alternatives.map((one) => (
              <CopyLine key={one} link={one} />
            ))}
          </div>
        ) : null}
        {plain && !alone ? (
          <p className="text-sm text-ink-2">
            Over plain http everything works but the call: browsers allow camera and microphone on https only.
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

const SAID: Record<CopyState, string> = {
  idle: "Whoever has the link or the code can come in with a name.",
  copied: "The link is on your clipboard. Whoever has it can come in with a name.",
  failed: "Select the link and copy it. Whoever has it can come in with a name.",
};

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 flex-none" />
      <span>{children}</span>
    </p>
  );
}

function CopyLine({ link }: { link: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), COPIED_SHOWN);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <input
        readOnly
        aria-label="Invite link"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        className="h-8 min-w-0 flex-[1_1_18rem] rounded-md border border-line-strong bg-sunken px-2 font-mono text-sm"
      />
      <Button
        icon={done ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
        onClick={async () => setDone(await copyText(link))}
      >
        {done ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
