"use client";
import { type FormEvent, useRef, useState } from "react";
import type { MeBody, Template } from "#protocol/http";
import { MAX_NAME_LENGTH } from "#protocol/limits";
import { PEOPLE_COLORS } from "#protocol/people-colors";
import { Button } from "#web/components/ui/button";
import { TextField } from "#web/components/ui/text-field";
import { CodeField } from "./code-field.tsx";
import { createRoom, type Entrance, goToRoom, joinRoom } from "./enter.ts";
import { Identity } from "./identity.tsx";
import { TemplateChoice } from "./template-choice.tsx";

export interface EntranceProps {
  person: MeBody["person"];
  /** Who may make rooms: anyone who opens the page, or whoever has the operator's key. */
  creation: "open" | "key";
}

type Busy = "create" | "join" | null;
type Faults = Partial<Record<"name" | "code" | "key", string>>;

/** Where a refusal is shown: beside the field that it is about. */
function faultOf(failure: Extract<Entrance, { ok: false }>, action: "create" | "join"): Faults {
  if (failure.code === "room-key") return { key: failure.message };
  if (action === "join" && failure.code !== "invalid") return { code: failure.message };
  return { name: failure.message };
}

/** The card with which everything begins: a name, then a room to join or to make. */
export function EntranceCard({ person, creation }: EntranceProps) {
  const [name, setName] = useState(person?.name ?? "");
  const [code, setCode] = useState("");
  const [key, setKey] = useState("");
  const [template, setTemplate] = useState<Template>("javascript");
  const [busy, setBusy] = useState<Busy>(null);
  const [faults, setFaults] = useState<Faults>({});
  const nameField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);

  const enter = async (action: "create" | "join", request: () => Promise<Entrance>) => {
    if (busy) return;
    if (name.trim() === "") {
      setFaults({ name: "Type your name, so that others know who you are." });
      nameField.current?.focus();
      return;
    }
    setFaults({});
    setBusy(action);
    const entrance = await request();
    if (entrance.ok) return goToRoom(entrance.body.room.id);
    setBusy(null);
    setFaults(faultOf(entrance, action));
  };
  const create = () => enter("create", () => createRoom({ name, template, ...(creation === "key" ? { key } : {}) }));
  const join = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === "") {
      setFaults({ code: "Type the six characters of the code." });
      codeField.current?.focus();
    } else void enter("join", () => joinRoom(code, name));
  };

  return (
    <section aria-label="Enter a room" className="flex flex-col rounded-lg border border-line bg-surface shadow-raised">
      <div className="flex flex-col gap-3 p-4">
        {person ? <Identity name={person.name} color={PEOPLE_COLORS[4]} /> : null}
        <TextField
          ref={nameField}
          label="Your name"
          name="nickname"
          value={name}
          error={faults.name}
          autoComplete="nickname"
          maxLength={MAX_NAME_LENGTH}
          placeholder="As others should see it"
          onChange={(event) => setName(event.target.value)}
          inputClassName="h-9!"
        />
      </div>
      <form noValidate onSubmit={join} className="flex flex-col gap-3 border-t border-line p-4">
        <div className="flex items-start gap-2">
          <CodeField ref={codeField} value={code} error={faults.code} onChange={setCode} />
          <Button
            type="submit"
            size="large"
            variant={code.trim() === "" ? "soft" : "primary"}
            busy={busy === "join"}
            className="mt-5"
          >
            Join
          </Button>
        </div>
      </form>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
        className="flex flex-col gap-3 border-t border-line p-4"
      >
        <p aria-hidden="true" className="-mb-2 text-sm font-medium text-ink-2">
          Start with
        </p>
        <TemplateChoice value={template} onChange={setTemplate} />
        {creation === "key" ? (
          <TextField
            label="Room key"
            type="password"
            value={key}
            error={faults.key}
            autoComplete="off"
            hint="Whoever runs this server gives it out."
            onChange={(event) => setKey(event.target.value)}
          />
        ) : null}
        <Button type="submit" size="large" variant="primary" busy={busy === "create"} className="w-full">
          Create a room
        </Button>
        {creation === "open" ? (
          <p className="text-center text-sm text-ink-3">Anyone who can open this page can make a room.</p>
        ) : null}
      </form>
    </section>
  );
}
