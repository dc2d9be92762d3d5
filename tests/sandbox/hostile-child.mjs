// A child that somebody else has taken over: what it does with a run is that run's text.
import { createInterface } from "node:readline";

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const outcome = { reason: "ok", cpuMs: 1, wallMs: 1 };
const tricks = {
  garbage: () => process.stdout.write("}{ no message\n"),
  flood: () => {
    const block = "x".repeat(1 << 16);
    const more = () => {
      while (process.stdout.write(block));
      process.stdout.once("drain", more);
    };
    more();
  },
  deep: () => process.stdout.write(`${"[".repeat(1e5)}\n`),
  prototype: (runId) => process.stdout.write(`{"type":"__proto__","runId":${JSON.stringify(runId)}}\n`),
  output: (runId) => {
    say({ type: "started", runId });
    for (let i = 0; i < 50; i++) say({ type: "output", runId, stream: "out", text: "y".repeat(10_000) });
  },
  reason: (runId) => say({ type: "ended", runId, outcome: { ...outcome, reason: "pwned" } }),
  error: (runId) => say({ type: "ended", runId, outcome: { ...outcome, error: { name: 1, message: [], frames: {} } } }),
  others: (runId) => {
    for (const type of ["started", "ended", "restart", "parked", "waking"])
      say({ type, runId: "somebody else's", used: 1, outcome });
    for (const type of ["waking", "parked", "restart", "waking"]) say({ type, runId, used: 1 });
    say({ type: "ended", runId, outcome });
    say({ type: "ended", runId, outcome: { ...outcome, reason: "error" } });
  },
  holds: (runId) => say({ type: "started", runId }),
  sleeps: (runId) => say({ type: "waiting", runId }),
  mute: (runId) => {
    say({ type: "waiting", runId });
    clearInterval(breath);
  },
  exit: () => process.exit(3),
  log: (runId) => {
    process.stderr.write("z".repeat(1 << 20));
    say({ type: "ended", runId, outcome });
  },
};
say({ type: "ready" });
const breath = setInterval(() => say({ type: "health", rss: 1, threads: 1 }), 500);
createInterface({ input: process.stdin }).on("line", (line) => {
  const { type, job } = JSON.parse(line);
  if (type === "run") tricks[job.files[0].text]?.(job.runId);
});
