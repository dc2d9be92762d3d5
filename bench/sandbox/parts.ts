/** The parts of the benchmark that concern the sandbox, by name. */
import type { App } from "../app.ts";
import type { Row } from "../figures.ts";
import { border } from "./border.ts";
import { corpus } from "./corpus.ts";
import { roomful } from "./roomful.ts";

export const SANDBOX_PARTS: Record<string, (app: App) => Promise<Row[]>> = {
  sandbox: border,
  "sandbox-room": roomful,
  "sandbox-corpus": corpus,
};
