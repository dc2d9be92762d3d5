import { headers } from "next/headers";
import { getEnv } from "#protocol/env";
import { EntranceCard } from "#web/features/home/entrance";
import { PageFrame } from "#web/features/home/page-frame";
import { PlainHttpNote } from "#web/features/home/plain-http-note";
import { RecentRooms } from "#web/features/home/recent-rooms";
import { RoomPicture } from "#web/features/home/room-picture";
import { ThemeMenu } from "#web/features/home/theme-menu";
import { isSecureAddress } from "#web/server/address";
import { meBody } from "#web/server/recent-rooms";

export default async function HomePage() {
  const given = await headers();
  const { person, rooms } = await meBody(given);
  return (
    <PageFrame theme={<ThemeMenu />}>
      <div className="mx-auto grid w-full max-w-5xl flex-1 content-start gap-x-16 gap-y-8 px-4 py-8 sm:px-8 lg:grid-cols-[1fr_380px] lg:content-center lg:py-12">
        <div className="lg:self-end">
          <h1 className="text-2xl font-semibold tracking-[-0.02em] text-balance">
            One editor, one whiteboard, one run, one call.
          </h1>
          <p className="mt-2 max-w-md text-lg text-ink-2">
            Make a room, send its link, and work in it together. Nothing to install, no account.
          </p>
        </div>
        <div className="flex flex-col gap-3 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <EntranceCard person={person} creation={getEnv().roomCreation} />
          {isSecureAddress(given) ? null : <PlainHttpNote />}
        </div>
        <div className="lg:self-start">
          {rooms.length > 0 ? <RecentRooms rooms={rooms} now={Date.now()} /> : <RoomPicture />}
        </div>
      </div>
    </PageFrame>
  );
}
