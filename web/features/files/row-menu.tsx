"use client";
import { Download, FilePlus2, FolderInput, Pencil, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "#web/components/ui/kbd";
import { parentOf, type TreeRow } from "./tree-rows.ts";

interface RowMenuProps {
  row: TreeRow;
  /** Where on the page, in pixels: the pointer, or the row. */
  at: { x: number; y: number };
  writable: boolean;
  close(): void;
  create(folder: string): void;
  rename(row: TreeRow): void;
  move(row: TreeRow): void;
  remove(row: TreeRow): void;
  download(row: TreeRow): void;
}

/** The menu of a row, opened by the pointer anywhere on it or by the menu key. */
export function RowMenu({ row, at, writable, close, create, rename, move, remove, download }: RowMenuProps) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && close()}>
      <DropdownMenu.Trigger asChild>
        <span className="fixed size-0" style={{ left: at.x, top: at.y }} aria-hidden="true" tabIndex={-1} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          aria-label={`Actions for ${row.path}`}
          collisionPadding={8}
          // The focus goes where the action takes it: into a name field, or back to the tree.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 min-w-44 rounded-lg border border-line-strong bg-raised p-1 text-ink shadow-raised"
        >
          <Item
            icon={<FilePlus2 />}
            disabled={!writable}
            run={() => create(row.kind === "folder" ? row.path : parentOf(row.path))}
          >
            New file here
          </Item>
          <Item icon={<Pencil />} keys="F2" disabled={!writable} run={() => rename(row)}>
            Rename
          </Item>
          <Item icon={<FolderInput />} disabled={!writable} run={() => move(row)}>
            Move to…
          </Item>
          {row.kind === "file" ? (
            <Item icon={<Download />} run={() => download(row)}>
              Download
            </Item>
          ) : null}
          <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />
          <Item icon={<Trash2 />} keys="Del" disabled={!writable} danger run={() => remove(row)}>
            Delete
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  icon: ReactNode;
  keys?: string;
  disabled?: boolean;
  danger?: boolean;
  run(): void;
  children: ReactNode;
}

function Item({ icon, keys, disabled = false, danger = false, run, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={run}
      className={`flex min-h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-4 ${danger ? "text-bad" : ""}`}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {keys ? <Kbd>{keys}</Kbd> : null}
    </DropdownMenu.Item>
  );
}
