"use client";
/** Every command of the page and every file, by a few letters. */
import { Command } from "cmdk";
import { FileCode2 } from "lucide-react";
import { Dialog } from "radix-ui";
import { Kbd } from "#web/components/ui/kbd";
import { keysLabel, useCommands, useFiles, useWorkbench } from "#web/features/room/room";

const GROUPS = ["Run", "Files", "View", "Room", "Call", "Help"] as const;
const HEADING =
  "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3";
const ITEM =
  "flex min-h-8 items-center gap-2 rounded-md px-2 select-none data-[selected=true]:bg-hover data-[disabled=true]:opacity-50";

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  const commands = useCommands();
  const files = useFiles();
  const { go } = useWorkbench();
  const choose = (run: () => void) => {
    onOpenChange(false);
    // After the dialog has given the focus back, so that a command may take it.
    setTimeout(run, 0);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(10_12_18/0.35)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-32px)] max-w-lg -translate-x-1/2 animate-appear overflow-hidden rounded-lg border border-line-strong bg-raised shadow-raised"
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Command label="Commands" loop>
            <Command.Input
              placeholder="Type a command or a file"
              className="h-11 w-full border-b border-line bg-transparent px-3 text-lg outline-none max-sm:text-[16px]"
            />
            <Command.List className="max-h-[50vh] overflow-auto p-1">
              <Command.Empty className="p-6 text-center text-ink-2">Nothing is called that.</Command.Empty>
              {GROUPS.map((group) => {
                const own = commands.filter((command) => command.group === group);
                if (own.length === 0) return null;
                return (
                  <Command.Group key={group} heading={group} className={HEADING}>
                    {own.map((command) => (
                      <Command.Item
                        key={command.id}
                        value={`${group} ${command.label}`}
                        disabled={command.disabled ?? false}
                        onSelect={() => choose(command.run)}
                        className={ITEM}
                      >
                        <span className="flex-1">{command.label}</span>
                        {command.keys ? <Kbd>{keysLabel(command.keys)}</Kbd> : null}
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
              <Command.Group heading="Go to file" className={HEADING}>
                {files.map((file) => (
                  <Command.Item
                    key={file.id}
                    value={`file ${file.path}`}
                    onSelect={() => choose(() => go({ file: file.id }))}
                    className={ITEM}
                  >
                    <FileCode2 aria-hidden="true" className="size-4 text-ink-3" />
                    {file.path}
                  </Command.Item>
                ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
