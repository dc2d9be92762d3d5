"use client";
/** Three things worth knowing, once; dismissed for good. */
import { useState } from "react";
import { Button } from "#web/components/ui/button";
import { keysLabel } from "#web/features/room/room";
import { readStored, writeStored } from "#web/features/room/stored";

const KEY = "pairlab.first-steps";
const isTrue = (value: unknown): value is true => value === true;

export function FirstSteps() {
  const [step, setStep] = useState(() => (readStored(KEY, isTrue) ? null : 0));
  const steps = [
    {
      title: "Write together",
      text: `Everyone here types in the same files. ${keysLabel("Mod-Enter")} runs the program for all.`,
    },
    { title: "Bring someone", text: "Invite copies the link and shows the code. They need a name, no account." },
    {
      title: "Talk and draw",
      text: `The board, chat and call are one click away. ${keysLabel("Mod-k")} finds everything else.`,
    },
  ];
  const now = step === null ? undefined : steps[step];
  if (step === null || !now) return null;
  const dismiss = () => {
    writeStored(KEY, true);
    setStep(null);
  };
  return (
    <section
      aria-label="First steps"
      className="m-2 flex flex-none animate-appear flex-col gap-1 rounded-lg border border-line-strong bg-raised p-3 shadow-raised"
    >
      <h2 className="font-semibold">{now.title}</h2>
      <p className="min-h-10 text-ink-2">{now.text}</p>
      <div className="mt-1 flex flex-wrap items-center justify-end gap-x-2">
        <span className="flex-1 text-sm text-ink-3 max-[1099px]:basis-full">
          {step + 1} of {steps.length}
        </span>
        <Button size="small" variant="ghost" onClick={dismiss}>
          Dismiss
        </Button>
        {step + 1 < steps.length ? (
          <Button size="small" variant="primary" onClick={() => setStep(step + 1)}>
            Next
          </Button>
        ) : (
          <Button size="small" variant="primary" onClick={dismiss}>
            Done
          </Button>
        )}
      </div>
    </section>
  );
}
