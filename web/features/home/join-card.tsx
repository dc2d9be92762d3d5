"use client";
import { type FormEvent, useRef, useState } from "react";
import type { MeBody } from "#protocol/http";
import { MAX_NAME_LENGTH } from "#protocol/limits";
import { PEOPLE_COLORS } from "#protocol/people-colors";
import { Button } from "#web/components/ui/button";
import { TextField } from "#web/components/ui/text-field";
import { CodeField } from "./code-field.tsx";
import { goToRoom, joinRoom } from "./enter.ts";
import { Identity, SomeoneElse } from "./identity.tsx";

export interface JoinCardProps {
  /** As it stood in the link. */
  code: string;
  person: MeBody["person"];
  /** The room, if this login is in it already. */
  known: { id: string; title: string; name: string } | null;
}

/** What an invite link opens: a name and one button, or, for a member, the button alone. */
export function JoinCard({ code: given, person, known }: JoinCardProps) {
  const [name, setName] = useState(known?.name ?? person?.name ?? "");
  const [code, setCode] = useState(given);
  const [fault, setFault] = useState<{ field: "name" | "code"; message: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const codeWrong = fault?.field === "code";

  const join = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === "") {
      setFault({ field: "name", message: "Type your name, so that others know who you are." });
      nameField.current?.focus();
      return;
    }
    setFault(null);
    setBusy(true);
    const entrance = await joinRoom(code, name);
    if (entrance.ok) return goToRoom(entrance.body.room.id);
    setBusy(false);
    setFault({ field: entrance.code === "invalid" ? "name" : "code", message: entrance.message });
  };

  return (
    <form
      noValidate
      onSubmit={join}
      aria-label="Join a room"
      className="flex w-full max-w-md flex-col gap-4 rounded-lg border border-line bg-surface p-5 shadow-raised"
    >
      <div>
        <h1 className="text-xl font-semibold" dir="auto">
          {known ? known.title : "You are invited"}
        </h1>
        <p className="mt-1 text-ink-2">
          {known ? "You are in this room already." : "A room to write code, draw and talk in. No account needed."}
        </p>
      </div>
      {person && !known ? <Identity name={person.name} color={PEOPLE_COLORS[4]} /> : null}
      {known ? null : (
        <TextField
          ref={nameField}
          label="Your name"
          name="nickname"
          value={name}
          error={fault?.field === "name" ? fault.message : undefined}
          autoComplete="nickname"
          maxLength={MAX_NAME_LENGTH}
          placeholder="As others should see it"
          onChange={(event) => setName(event.target.value)}
          inputClassName="h-9!"
        />
      )}
      {known ? null : <CodeField value={code} error={codeWrong ? fault.message : undefined} onChange={setCode} />}
      <Button type="submit" size="large" variant="primary" busy={busy} className="w-full">
        {known ? `Continue as ${known.name}` : "Join"}
      </Button>
      {known ? <SomeoneElse size="large" /> : null}
    </form>
  );
}
