import { ChevronRight } from "lucide-react";
import type { RecentRoomBody } from "#protocol/http";
import { timeAgo } from "./time-ago.ts";

/** The rooms this person was in, the last one first. `now`: the server's clock when it drew the page. */
export function RecentRooms({ rooms, now }: { rooms: RecentRoomBody[]; now: number }) {
  return (
    <section aria-labelledby="recent" className="min-w-0">
      <h2 id="recent" className="mb-2 text-sm font-semibold text-ink-2">
        Your rooms
      </h2>
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {rooms.map((room) => (
          <li key={room.id} className="border-t border-line first:border-t-0">
            <a
              href={`/r/${room.id}`}
              className="group flex h-10 items-center gap-3 px-3 -outline-offset-2! transition-colors hover:bg-hover active:bg-active"
            >
              <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
                {room.title}
              </span>
              {room.role === "student" ? null : <span className="text-sm text-ink-3">{room.role}</span>}
              <time dateTime={new Date(room.lastSeenAt).toISOString()} className="text-sm text-ink-3">
                {timeAgo(room.lastSeenAt, now)}
              </time>
              <ChevronRight aria-hidden="true" className="size-4 flex-none text-ink-3 group-hover:text-ink" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
