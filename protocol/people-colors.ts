/** Eight colours that differ for colour-blind eyes: `--p1` … `--p8` of the light theme. Pages map them by index. */
export const PEOPLE_COLORS = [
  "#c2410c",
  "#0f766e",
  "#6d28d9",
  "#b4306f",
  "#1d62c9",
  "#4d7c0f",
  "#a16207",
  "#475569",
] as const;
export type PersonColor = (typeof PEOPLE_COLORS)[number];
