"use client";
/** Where an instructor writes the tests that students never receive. */
import { FlaskConical, Plus, Square, Trash2 } from "lucide-react";
import { type FormEvent, Suspense, useEffect, useState } from "react";
import { HIDDEN_TOO_LARGE, type HiddenTestBody, MAX_HIDDEN_FILES, MAX_HIDDEN_TEXT } from "#protocol/tests";
import { Button } from "#web/components/ui/button";
import { Dialog } from "#web/components/ui/dialog";
import { Select } from "#web/components/ui/select";
import { TextField } from "#web/components/ui/text-field";
import { useCan } from "#web/features/room/room";
import type { TextEditor } from "#web/features/room/text-editor";
import { type HiddenDraft, useHiddenDraft } from "./hidden-draft.ts";
import { HiddenTrial } from "./hidden-trial.tsx";
import { TextDiff } from "./text-diff.tsx";

export interface HiddenPlace {
  path: string;
  line: number;
  column?: number;
}

export interface HiddenTestsDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** Another feature's: the page hands it in. */
  editor: TextEditor;
  /** What to show, if it was opened for that; otherwise the first file. */
  at: HiddenPlace | null;
}

/** What waits for an answer: there are changes that would be lost. */
type Leaving = { what: string; go(): void } | null;

export function HiddenTestsDialog({ open, onOpenChange, editor: Editor, at }: HiddenTestsDialogProps) {
  const canWrite = useCan("hidden.write");
  const hidden = useHiddenDraft(open, at?.path ?? null);
  const { files, draft, dirty, fault, undoable, trial } = hidden;
  const [leaving, setLeaving] = useState<Leaving>(null);
  const [place, setPlace] = useState<{ line: number; column?: number } | null>(null);
  const loaded = files !== null;
  useEffect(() => {
    if (open && loaded && at) setPlace({ ...at });
  }, [open, loaded, at]);

  const leave = (what: string, go: () => void) => {
    if (dirty && canWrite) setLeaving({ what, go });
    else go();
  };
  const close = () => {
    setLeaving(null);
    onOpenChange(false);
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    return hidden.save();
  };
  const full = (files?.length ?? 0) >= MAX_HIDDEN_FILES;

  return (
    <Dialog
      title="Hidden tests"
      description="Students learn the name of each test and whether it passed. They never receive this text; their program sees the values that a test hands to it."
      size="tall"
      open={open}
      onOpenChange={(next) => (next ? onOpenChange(true) : leave("Close", close))}
      onEscapeKeyDown={(event) => {
        // In the editor, Escape frees the Tab key.
        if ((event.target as HTMLElement).closest(".cm-editor")) event.preventDefault();
      }}
      footer={
        <Footer hidden={hidden} canWrite={canWrite} leaving={leaving} setLeaving={setLeaving} save={() => save()} />
      }
    >
      <form onSubmit={save} className="flex h-full min-h-0 flex-col gap-3 pb-1">
        <div className="flex flex-wrap items-end gap-2">
          {files && files.length > 0 ? (
            <Select
              label="File"
              className="min-w-0 max-w-full"
              value={draft.stored?.path ?? ""}
              onChange={(path) => leave("Open the other file", () => hidden.show(byPath(files, path)))}
              options={[
                ...files.map(({ path }) => ({ value: path, text: path })),
                ...(draft.stored === null ? [{ value: "", text: "New file" }] : []),
              ]}
            />
          ) : null}
          {canWrite ? (
            <TextField
              label="Name"
              className="min-w-40 flex-1"
              value={draft.path}
              maxLength={200}
              spellCheck={false}
              disabled={!loaded}
              onChange={(event) => hidden.edit({ path: event.target.value })}
            />
          ) : null}
          {canWrite && draft.stored !== null ? (
            <Button
              className="h-8"
              icon={<Plus aria-hidden="true" className="size-4" />}
              disabled={full}
              tooltip={full ? `A room has at most ${MAX_HIDDEN_FILES} files of hidden tests.` : undefined}
              onClick={() => leave("Begin a new file", () => hidden.show(null))}
            >
              New file
            </Button>
          ) : null}
        </div>
        {fault ? <FaultNote hidden={hidden} /> : null}
        {undoable ? (
          <div role="status" className="flex items-center gap-2 rounded-md bg-sunken px-3 py-1.5">
            <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">{undoable.text}</p>
            <Button size="small" onClick={undoable.undo}>
              Undo
            </Button>
          </div>
        ) : null}
        <div className="min-h-48 flex-1 overflow-hidden rounded-md border border-line-strong bg-code-bg focus-within:border-accent">
          {loaded ? (
            <Suspense fallback={<p className="p-3 text-ink-3">Opening the editor …</p>}>
              <Editor
                key={draft.version}
                label="Tests"
                text={draft.text}
                path={draft.path}
                readOnly={!canWrite}
                maxLength={MAX_HIDDEN_TEXT}
                onChange={(text) => hidden.edit({ text })}
                onTooLong={() => hidden.refuse(`${HIDDEN_TOO_LARGE} Put some of them into another file.`)}
                place={place}
              />
            </Suspense>
          ) : (
            <p role="status" className="p-3 text-ink-3">
              {fault ? "" : "Loading the hidden tests …"}
            </p>
          )}
        </div>
        {trial.kind === "none" ? null : <HiddenTrial trial={trial} path={draft.path.trim()} go={setPlace} />}
      </form>
    </Dialog>
  );
}

const byPath = (files: HiddenTestBody[], path: string) => files.find((one) => one.path === path) ?? null;

function FaultNote({ hidden }: { hidden: HiddenDraft }) {
  const { fault, draft, busy } = hidden;
  const [compared, setCompared] = useState(false);
  if (!fault) return null;
  const { theirs = null } = fault;
  return (
    <>
      <div role="alert" className="flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-1.5 text-warn">
        <p className="min-w-40 flex-1">
          {fault.why} {fault.kind === "conflict" ? "Yours is still here and not saved." : ""}
        </p>
        {theirs ? (
          <Button size="small" aria-expanded={compared} onClick={() => setCompared(!compared)}>
            {compared ? "Hide the difference" : "See the difference"}
          </Button>
        ) : null}
        {fault.kind === "conflict" ? (
          <>
            <Button size="small" disabled={busy} onClick={() => void hidden.takeTheirs()}>
              Show theirs
            </Button>
            <Button size="small" disabled={busy} onClick={() => void hidden.overwrite()}>
              Save mine instead
            </Button>
          </>
        ) : null}
      </div>
      {theirs && compared ? (
        <section
          aria-label="The difference"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-[40%] min-h-24 flex-none overflow-auto rounded-md focus-visible:outline-2"
        >
          {theirs.text === draft.text ? (
            <p className="text-ink-2">Both say the same. Saving yours changes nothing.</p>
          ) : (
            <TextDiff
              label="Theirs and yours"
              before={{ ...THEIRS, text: theirs.text }}
              after={{ ...YOURS, text: draft.text }}
            />
          )}
        </section>
      ) : null}
    </>
  );
}

const THEIRS = { name: "theirs", said: "only in theirs", ink: "text-warn", ground: "bg-warn-soft" };
const YOURS = { name: "yours", said: "only in yours", ink: "text-accent-text", ground: "bg-accent-soft" };

interface FooterProps {
  hidden: HiddenDraft;
  canWrite: boolean;
  leaving: Leaving;
  setLeaving(leaving: Leaving): void;
  save(): Promise<boolean>;
}

function Footer({ hidden, canWrite, leaving, setLeaving, save }: FooterProps) {
  const { draft, dirty, busy, trial, files } = hidden;
  if (!canWrite) return <p className="mr-auto text-ink-2">You can read hidden tests. Instructors write them.</p>;
  if (leaving) {
    const go = () => {
      setLeaving(null);
      leaving.go();
    };
    return (
      <div role="alert" className="flex w-full flex-wrap items-center justify-end gap-2">
        <p className="min-w-40 flex-1 text-warn">There are changes that are not saved.</p>
        <Button onClick={() => setLeaving(null)}>Go on writing</Button>
        <Button
          variant="danger"
          onClick={() => {
            hidden.show(draft.stored);
            go();
          }}
        >
          Drop them
        </Button>
        <Button
          variant="primary"
          busy={busy}
          onClick={() => void save().then((saved) => (saved ? go() : setLeaving(null)))}
        >
          Save, then {leaving.what.toLowerCase()}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex w-full flex-wrap items-center gap-2">
      <Button
        variant="danger"
        icon={<Trash2 aria-hidden="true" className="size-4" />}
        disabled={draft.stored === null}
        onClick={() => void hidden.remove()}
      >
        Remove
      </Button>
      <p className="ml-auto text-sm text-ink-2">{dirty ? "Not saved yet" : draft.stored ? "Saved" : ""}</p>
      {trial.kind === "running" ? (
        <Button
          icon={<Square aria-hidden="true" className="size-3 fill-current" />}
          // As the other one has: the two are one button, which keeps the focus.
          tooltip="Stops the trial. What has ended stays."
          onClick={hidden.stopTrying}
        >
          Stop
        </Button>
      ) : (
        <Button
          icon={<FlaskConical aria-hidden="true" className="size-4" />}
          tooltip="Runs this text on the room's files as they stand. Nobody else sees it, and nothing is saved."
          disabled={files === null}
          onClick={() => void hidden.try()}
        >
          Try on the current code
        </Button>
      )}
      <Button
        variant="primary"
        busy={busy}
        disabled={files === null || (!dirty && draft.stored !== null)}
        onClick={() => void save()}
      >
        Save
      </Button>
    </div>
  );
}
