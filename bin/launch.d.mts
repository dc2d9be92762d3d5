export const ROOT: string;
export const RUNTIME: string;
export const SERVER_FLAGS: string[];
export const CODE_CACHE: string;
export function fail(message: string): never;
export function loadDotEnv(): void;
export function staleness(): string | null;
export function guardSignals(): () => void;
export function run(
  file: string,
  args: string[],
  options?: { env?: NodeJS.ProcessEnv; quiet?: boolean; server?: boolean },
): Promise<{ code: number; tail: string }>;
export function install(): Promise<void>;
export function step(what: string): (how?: string) => void;
export function ownEnv(): NodeJS.ProcessEnv;
