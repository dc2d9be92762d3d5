/** The page before its script: header, columns and bars in their final sizes. */
import { Skeleton } from "#web/components/ui/skeleton";
import { Mark } from "./mark.tsx";

export function RoomSkeleton({ title }: { title: string }) {
  return (
    <div aria-busy="true" className="flex h-dvh flex-col">
      <header className="flex h-11 flex-none items-center gap-3 border-b border-line bg-surface px-3 max-sm:gap-1.5 max-sm:px-2">
        <div className="flex min-w-0 flex-1 items-center gap-1.5">
          <Mark />
          <h1 className="min-w-0 truncate border border-transparent px-2 font-semibold">{title}</h1>
        </div>
        <Skeleton className="h-[30px] w-44 rounded-lg max-[719px]:hidden" />
        <div className="flex min-w-0 flex-1 items-center justify-end gap-2">
          <Skeleton className="h-6 w-20 rounded-full" />
          <Skeleton className="h-7 w-20 max-sm:w-7" />
          <Skeleton className="size-7" />
        </div>
      </header>
      <div className="flex min-h-0 flex-1">
        <div className="w-44 flex-none border-r border-line bg-surface p-3 max-[719px]:hidden min-[1100px]:w-[232px]">
          <Skeleton className="mb-3 h-5 w-24" />
          <Skeleton className="mb-2 h-5 w-full" />
          <Skeleton className="h-5 w-2/3" />
        </div>
        <main className="min-w-0 flex-1 bg-code-bg">
          <div className="flex h-9 items-center border-b border-line bg-surface px-3">
            <Skeleton className="h-5 w-24" />
          </div>
          <p className="sr-only" role="status">
            Opening the room
          </p>
        </main>
        <div className="w-[248px] flex-none border-l border-line bg-surface p-3 max-[719px]:hidden min-[1100px]:w-[296px]">
          <Skeleton className="h-7 w-full" />
        </div>
      </div>
      <div className="h-13 flex-none border-t border-line bg-surface min-[720px]:hidden" />
    </div>
  );
}
