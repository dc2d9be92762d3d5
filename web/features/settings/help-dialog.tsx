"use client";
/** The keys, and the settings of this browser. */
import { Dialog } from "#web/components/ui/dialog";
import { Kbd } from "#web/components/ui/kbd";
import { Switch } from "#web/components/ui/switch";
import { keysLabel, useCommands, useSettings } from "#web/features/room/room";

export interface HelpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Keys that the editor and the board have by themselves. */
const EDITOR_KEYS: [what: string, keys: string][] = [
  ["Find in the file", "Mod-f"],
  ["Comment the line out", "Mod-/"],
  ["Select the next same word", "Mod-d"],
  ["Undo what you did", "Mod-z"],
  ["Leave the editor with the keyboard", "Escape, then Tab"],
];

export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  const commands = useCommands();
  const [settings, change] = useSettings();
  const own = commands.filter((command) => command.keys);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys and help" size="medium">
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Keys title="On this page" keys={own.map((command) => [command.label, keysLabel(command.keys ?? "")])} />
        <Keys
          title="In the editor"
          keys={EDITOR_KEYS.map(([what, keys]) => [what, keys.includes(",") ? "Esc, then Tab" : keysLabel(keys)])}
        />
      </div>
      <div className="mt-3 flex flex-col gap-1 border-t border-line pt-3">
        <Switch
          label="Single-key shortcuts"
          hint="“?” opens this help. They never fire while you type."
          checked={settings.singleKeys}
          onChange={(singleKeys) => change({ singleKeys })}
        />
        <Switch
          label="Less motion"
          hint="On top of what your system asks for."
          checked={settings.reducedMotion}
          onChange={(reducedMotion) => change({ reducedMotion })}
        />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: [what: string, keys: string][] }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold text-ink-2">{title}</h3>
      <dl className="flex flex-col">
        {keys.map(([what, label]) => (
          <div key={what} className="flex min-h-7 items-center justify-between gap-3">
            <dt>{what}</dt>
            <dd>
              <Kbd>{label}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
