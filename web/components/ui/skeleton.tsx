import { classes } from "./classes.ts";

/** The place of something that loads, in its final size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classes("block animate-skeleton rounded-md bg-hover", className)} />;
}
