"use client";
/** One press copies the link and shows all other ways in. */
import { UserPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "#web/components/ui/button";
import { copyText } from "#web/features/room/copy-text";
import { announce, useCommand, useRoomPage } from "#web/features/room/room";
import { inviteLinks } from "./links.ts";

const InviteDialog = lazy(() => import("./invite-dialog.tsx").then((part) => ({ default: part.InviteDialog })));

export type CopyState = "idle" | "copied" | "failed";

export function InviteButton({ short = false }: { short?: boolean }) {
  const page = useRoomPage();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const [copied, setCopied] = useState<CopyState>("idle");
  const invite = async () => {
    setAsked(true);
    setOpen(true);
    const done = await copyText(inviteLinks(page).link);
    setCopied(done ? "copied" : "failed");
    announce(done ? "Invite link copied" : "The link could not be copied. It is selected in the dialog.");
  };
  useCommand({ id: "invite", label: "Copy invite link", group: "Room", run: () => void invite() });
  return (
    <>
      <Button
        icon={<UserPlus aria-hidden="true" className="size-4" />}
        aria-label="Copy invite link"
        aria-haspopup="dialog"
        tooltip="Copy the invite link, show code and QR"
        onClick={() => void invite()}
      >
        {short ? null : "Invite"}
      </Button>
      <Suspense>{asked ? <InviteDialog open={open} onOpenChange={setOpen} copied={copied} /> : null}</Suspense>
    </>
  );
}
