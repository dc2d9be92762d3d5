/** Every hostile program of the tests, one after the other on two cores, with a short limit. */
import { makeRunId } from "#protocol/ids";
import { createSandbox, type SandboxRun } from "#sandbox/client";
import { hostilePrograms } from "../../tests/sandbox/hostile.ts";
import { ms, type Row } from "../figures.ts";

/** Milliseconds of a program's own time. */
const TIME = 250;
/** Milliseconds between two runs of somebody who means no harm. */
const PULSE = 250;
/** Milliseconds that such a run may take before the sandbox counts as frozen. */
const FROZEN = 2_000;

export async function corpus(): Promise<Row[]> {
  let deaths = 0;
  const sandbox = await createSandbox({ onChildExit: () => deaths++ });
  const programs = hostilePrograms();
  let next = 0;
  let worst = { over: Number.NEGATIVE_INFINITY, name: "" };
  const wrong: string[] = [];
  /** Runs that ended because the engine gave itself up where it is known to. */
  let aborts = 0;
  const lane = async (room: string) => {
    for (let program = programs[next++]; program; program = programs[next++]) {
      let answers = 0;
      const files = Object.entries(program.files).map(([path, text]) => ({ path, text }));
      const run: SandboxRun = sandbox.run(
        { runId: makeRunId(), entry: "main.js", files, person: room, room, limits: { time: TIME } },
        {
          onQueued() {},
          onStarted() {},
          onOutput() {},
          onPrompt: () => (answers++ > 20 ? run.stop() : run.input("x")),
        },
      );
      const { reason, cpuMs } = await run.outcome;
      // With this little time those that eat memory may not get to its end.
      if (reason !== "time" && !program.expected.includes(reason)) wrong.push(`${program.name} ${reason}`);
      else if (reason === "crashed") aborts++;
      if (cpuMs - TIME > worst.over) worst = { over: cpuMs - TIME, name: program.name };
    }
  };
  let frozen = 0;
  let slowest = 0;
  const pulse = async () => {
    while (next < programs.length) {
      const since = performance.now();
      const request = {
        runId: makeRunId(),
        entry: "a.js",
        files: [{ path: "a.js", text: "1" }],
        person: "a",
        room: "a",
      };
      await sandbox.run(request, { onQueued() {}, onStarted() {}, onOutput() {}, onPrompt() {} }).outcome;
      const took = performance.now() - since;
      slowest = Math.max(slowest, took);
      if (took > FROZEN) frozen++;
      await new Promise((done) => setTimeout(done, PULSE));
    }
  };
  await Promise.all([lane("x"), lane("y"), pulse()]);
  const crashes = deaths + sandbox.stats().runs.crashed - aborts;
  await sandbox.dispose();
  return [
    {
      what: `hostile programs (${programs.length})`,
      figures: `${crashes} crashes, ${frozen} freezes, ${wrong.length} wrong reasons${wrong.length > 0 ? ` (${wrong.join(", ")})` : ""}, ${aborts} aborts of the engine, contained; worst end ${ms(worst.over)} after its deadline (${worst.name}); the slowest honest run beside them ${ms(slowest)}`,
      reach: "0 crashes, 0 freezes, worst end ≤ 0.6 s after",
      reached: crashes + frozen + wrong.length === 0 && worst.over <= 600,
    },
  ];
}
