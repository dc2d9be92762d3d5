import type { Metadata } from "next";
import { headers } from "next/headers";
import { JoinCard } from "#web/features/home/join-card";
import { PageFrame } from "#web/features/home/page-frame";
import { PlainHttpNote } from "#web/features/home/plain-http-note";
import { ThemeMenu } from "#web/features/home/theme-menu";
import { isSecureAddress } from "#web/server/address";
import { knownRoom } from "#web/server/known-room";
import { readLogin } from "#web/server/session";

export const metadata: Metadata = { title: "Join a room" };

/** Says nothing of the room to strangers, not even whether it exists: guesses are counted where codes are checked. */
export default async function JoinPage({ params }: { params: Promise<{ code: string }> }) {
  const given = await headers();
  const code = safeDecode((await params).code)
    .slice(0, 12)
    .toUpperCase();
  const login = await readLogin(given);
  const known = login && (await knownRoom(code, login.person));
  return (
    <PageFrame theme={<ThemeMenu />}>
      <div className="flex flex-1 flex-col items-center gap-3 px-4 py-8 sm:py-[12vh]">
        <JoinCard code={code} person={login && { id: login.person, name: login.name }} known={known} />
        {isSecureAddress(given) ? null : (
          <div className="w-full max-w-md">
            <PlainHttpNote />
          </div>
        )}
      </div>
    </PageFrame>
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
