/** Samples in, percentiles and a printed row out. */

export interface Row {
  what: string;
  /** The figures as printed: `p50 4.1 ms, p95 7.0 ms (n 400)`. */
  figures: string;
  reach?: string;
  /** Null where no number was named. */
  reached: boolean | null;
}

export function percentile(samples: number[], part: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] as number;
}

export const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
export const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} KB`;
export const mb = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

export function spread(samples: number[]): string {
  return `p50 ${ms(percentile(samples, 0.5))}, p95 ${ms(percentile(samples, 0.95))}, p99 ${ms(percentile(samples, 0.99))} (n ${samples.length})`;
}

export function print(rows: Row[]): void {
  const width = Math.max(...rows.map((row) => row.what.length));
  for (const { what, figures, reach, reached } of rows) {
    const verdict = reached === null ? "" : reached ? `  reached (${reach})` : `  NOT REACHED (${reach})`;
    process.stdout.write(`${what.padEnd(width)}  ${figures}${verdict}\n`);
  }
}
