"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { JOIN_CODE_LENGTH, readJoinCode } from "#protocol/join-code";
import { Button } from "#web/components/ui/button";
import { TextField } from "#web/components/ui/text-field";

/** For whoever has a room's address and is not in the room: an address alone opens nothing. */
export function NotInRoom({ removed }: { removed: boolean }) {
  const router = useRouter();
  const [fault, setFault] = useState<string>();
  const join = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = readJoinCode(String(new FormData(event.currentTarget).get("code") ?? ""));
    if (code) router.push(`/join/${code}`);
    else setFault(`A code has ${JOIN_CODE_LENGTH} letters and digits, without 0, O, 1 and I.`);
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="flex w-full max-w-sm flex-col gap-3 rounded-lg border border-line bg-surface p-5 shadow-raised">
        <h1 className="text-xl font-semibold">
          {removed ? "You were removed from this room" : "You are not in this room yet"}
        </h1>
        <p className="text-ink-2">
          {removed
            ? "Its owner took you out of it. Your work stays there. Ask the owner to let you back in; then reload this page."
            : "A room’s address opens it only for those who are in it. Ask somebody inside for the invite link or the code, or join here if you have the code."}
        </p>
        {removed ? null : (
          <form onSubmit={join} className="flex flex-col gap-3">
            <TextField
              label="Join code"
              name="code"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              error={fault}
              inputClassName="h-11! font-mono text-xl tracking-[0.2em] uppercase"
            />
            <Button type="submit" variant="primary" size="large">
              Join
            </Button>
          </form>
        )}
        <Button size="large" onClick={() => router.push("/")}>
          Go to the first page
        </Button>
      </div>
    </main>
  );
}
