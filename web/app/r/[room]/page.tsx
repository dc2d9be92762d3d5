/** A room's page: for a member the room itself, for anyone else a page that says how to get in. */
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Failure } from "#web/server/failure";
import { requireMember } from "#web/server/member";
import { roomPageBody } from "#web/server/room-body";
import { NotInRoom } from "./not-in-room.tsx";
import { RoomScreen } from "./room-screen.tsx";

interface RoomPageProps {
  params: Promise<{ room: string }>;
}

/** Once a request: the page and its title both ask. */
const enter = cache(async (room: string) => {
  const request = await headers();
  try {
    return { page: await roomPageBody(await requireMember(request, room), request), refusal: null };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { page: null, refusal: { status: error.status, code: error.code } };
  }
});

export async function generateMetadata({ params }: RoomPageProps): Promise<Metadata> {
  const { page } = await enter((await params).room);
  return { title: page?.room.title ?? "Join the room" };
}

export default async function RoomPage({ params }: RoomPageProps) {
  const { page, refusal } = await enter((await params).room);
  if (page) return <RoomScreen page={page} />;
  if (refusal.status === 404) notFound();
  return <NotInRoom removed={refusal.code === "removed"} />;
}
