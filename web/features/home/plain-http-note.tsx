import { ShieldAlert } from "lucide-react";

/** On plain http browsers give no camera, microphone or clipboard; everything else works, and this says so. */
export function PlainHttpNote() {
  return (
    <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <ShieldAlert aria-hidden="true" className="mt-px size-4 flex-none" />
      This address is plain http: everything works but calls, which browsers allow on https only.
    </p>
  );
}
