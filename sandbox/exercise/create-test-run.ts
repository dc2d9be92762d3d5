/** The way in which a test is run: beside the program in one instance if it is visible, across two if it is hidden. */
import type { MessagePort } from "node:worker_threads";
import type { Instance } from "../instance.ts";
import type { SharedMemory } from "../wire.ts";
import { HiddenTestRun } from "./hidden-test-run.ts";
import { type MakeInstance, type TestJob, TestRun } from "./test-run.ts";

export async function createTestRun(
  instance: Instance,
  job: TestJob,
  shared: SharedMemory,
  port: MessagePort,
  make: MakeInstance,
): Promise<TestRun> {
  if (!job.exercise.hidden) return new TestRun(instance, job, shared, port, make);
  return new HiddenTestRun({ test: await make(), program: instance }, job, shared, port, make);
}
