"use client";
/** Where an instructor writes the tests that students never receive. */
import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useId, useState } from "react";
import { type HiddenTestBody, MAX_HIDDEN_TEXT } from "#protocol/tests";
import { Button } from "#web/components/ui/button";
import { Dialog } from "#web/components/ui/dialog";
import { Select } from "#web/components/ui/select";
import { TextField } from "#web/components/ui/text-field";
import { notify, useCan, useRoomPage } from "#web/features/room/room";
import { listHidden, removeHidden, saveHidden } from "./hidden-files.ts";

const EXAMPLE = `import { sum } from "./sum.js";

test("adds negative numbers", () => {
  expect(sum([-1, -2])).toBe(-3);
});
`;

interface Draft {
  /** The path under which it is stored; null for a new one. */
  stored: string | null;
  path: string;
  text: string;
}
const NEW: Draft = { stored: null, path: "hidden.test.js", text: EXAMPLE };

export function HiddenTestsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const room = useRoomPage().room.id;
  const canWrite = useCan("hidden.write");
  const [files, setFiles] = useState<HiddenTestBody[] | null>(null);
  const [draft, setDraft] = useState<Draft>(NEW);
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const field = useId();

  const load = useCallback(
    async (show?: string) => {
      const answer = await listHidden(room);
      if (!answer.ok) return setError(answer.why);
      const { tests } = answer.value;
      setFiles(tests);
      const shown = tests.find(({ path }) => path === show) ?? tests[0];
      setDraft(shown ? { stored: shown.path, path: shown.path, text: shown.text } : NEW);
    },
    [room],
  );
  useEffect(() => {
    if (!open) return;
    // What was typed before the list is here would be lost to it.
    setFiles(null);
    void load();
  }, [open, load]);

  const choose = (path: string) => {
    const file = files?.find((one) => one.path === path);
    setError(undefined);
    setDraft(file ? { stored: file.path, path: file.path, text: file.text } : NEW);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    const { stored, path, text } = draft;
    const answer = await saveHidden(room, path.trim(), text);
    // Under a new name it is another file: the old one goes only when the new one is there.
    if (answer.ok && stored !== null && stored !== path.trim()) await removeHidden(room, stored);
    setBusy(false);
    if (!answer.ok) return setError(answer.why);
    notify("Hidden tests saved");
    await load(path.trim());
  };
  const remove = async () => {
    if (draft.stored === null) return;
    const { stored, text } = draft;
    const answer = await removeHidden(room, stored);
    if (!answer.ok) return setError(answer.why);
    notify(`${stored} is gone`, {
      action: { label: "Undo", run: () => void saveHidden(room, stored, text).then(() => load(stored)) },
    });
    await load();
  };

  return (
    <Dialog
      title="Hidden tests"
      description="Students learn the name of each test and whether it passed. They never receive this text; their program sees the values that a test hands to it."
      size="large"
      open={open}
      onOpenChange={onOpenChange}
    >
      <form onSubmit={save} className="flex flex-col gap-3 pb-3">
        <div className="flex flex-wrap items-end gap-2">
          {files && files.length > 0 ? (
            <Select
              label="File"
              value={draft.stored ?? ""}
              onChange={choose}
              options={[
                ...files.map(({ path }) => ({ value: path, text: path })),
                ...(draft.stored === null ? [{ value: "", text: "New file" }] : []),
              ]}
            />
          ) : null}
          {canWrite ? (
            <Button icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => setDraft(NEW)}>
              New file
            </Button>
          ) : null}
        </div>
        <TextField
          label="Name"
          value={draft.path}
          readOnly={!canWrite}
          error={error}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => setDraft({ ...draft, path: event.target.value })}
        />
        <div className="flex flex-col gap-1">
          <label htmlFor={field} className="text-sm font-medium text-ink-2">
            Tests
          </label>
          <textarea
            id={field}
            value={draft.text}
            readOnly={!canWrite}
            disabled={files === null}
            maxLength={MAX_HIDDEN_TEXT}
            spellCheck={false}
            rows={14}
            onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            className="w-full resize-y rounded-md border border-line-strong bg-code-bg px-2.5 py-2 font-mono text-[12.5px] leading-5 read-only:text-ink-2 focus:border-accent focus:outline-2 focus:outline-accent"
          />
        </div>
        {canWrite ? (
          <div className="flex justify-end gap-2">
            <Button
              variant="danger"
              icon={<Trash2 aria-hidden="true" className="size-4" />}
              disabled={draft.stored === null}
              onClick={() => void remove()}
            >
              Remove
            </Button>
            <Button type="submit" variant="primary" busy={busy} disabled={files === null}>
              Save
            </Button>
          </div>
        ) : null}
      </form>
    </Dialog>
  );
}
