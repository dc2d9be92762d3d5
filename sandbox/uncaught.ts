/** What a program threw and nobody caught, as people read it. */
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { RunError } from "#protocol/runs";
import { excerptAt } from "./excerpt.ts";
import type { Place } from "./explain.ts";
import type { Instance } from "./instance.ts";
import { ImportError, type Program } from "./program.ts";
import { describeImport, describeSource, parseReport, placeIn, type Thrown } from "./report.ts";
import type { SourceError } from "./strip.ts";

/** `fault`: the import or source that failed last, for the error inside the guest carries only its words. */
export function describeUncaught(...given: Parameters<typeof describe>): RunError | "memory" {
  const error = describe(...given);
  if (error === "memory") return error;
  const [frame] = error.frames;
  const { program } = given[1];
  const excerpt = frame && excerptAt(frame, program.text(frame.path) ?? "");
  return excerpt ? { ...error, excerpt } : error;
}

function describe(
  uncaught: QuickJSHandle,
  { instance, program, fault }: { instance: Instance; program: Program; fault: ImportError | SourceError | null },
): RunError | "memory" {
  const reported = instance.call("report", uncaught);
  if (reported.error) {
    if (instance.exhausted()) return "memory";
    return { name: "Error", message: "The program threw something that cannot be shown.", frames: [] };
  }
  const thrown: Thrown = parseReport(instance.context.getString(reported.value));
  if (thrown.outOfMemory || (thrown.isNull && instance.exhausted())) return "memory";
  if (fault && thrown.message === fault.message)
    return fault instanceof ImportError ? describeImport(fault, program) : describeSource(fault, program);
  return thrown.toError(program);
}

/** Where an interrupted program was, as far as its error shows. */
export function placeOf(uncaught: QuickJSHandle | undefined, instance: Instance, program: Program): Place | undefined {
  const { context } = instance;
  if (!uncaught || context.typeof(uncaught) !== "object") return undefined;
  const stack = context.getProp(uncaught, "stack");
  return context.typeof(stack) === "string" ? placeIn(context.getString(stack), program) : undefined;
}
