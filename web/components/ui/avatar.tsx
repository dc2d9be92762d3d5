import { PEOPLE_COLORS } from "#protocol/people-colors";
import { classes } from "./classes.ts";

/** Two letters of a name, by characters as people see them: an emoji counts as one, an accent belongs to its letter. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = (text: string) => [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)];
  const first = letters(words[0] ?? "?")[0]?.segment ?? "?";
  const last = words.length > 1 ? words.at(-1) : undefined;
  const second = last ? letters(last)[0]?.segment : letters(words[0] ?? "")[1]?.segment;
  return `${first}${second ?? ""}`.toUpperCase();
}

/** A person's colour as the theme shows it; the wire carries the light theme's. */
export function personColor(color: string): string {
  const index = (PEOPLE_COLORS as readonly string[]).indexOf(color);
  return `var(--p${index < 0 ? 8 : index + 1})`;
}

export interface AvatarProps {
  name: string;
  /** One of PEOPLE_COLORS. */
  color: string;
  /** Pixels. */
  size?: number;
  speaking?: boolean;
  /** Has left: grey. */
  gone?: boolean;
  className?: string;
}

/** Initials in the person's colour. Decorative: the name stands beside it, or label the control around it. */
export function Avatar({ name, color, size = 24, speaking = false, gone = false, className }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      // Drawn by the style sheet: as text they would be part of the visible label of the control around them.
      data-initials={initials(name)}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(9, Math.round(size * 0.4)),
        background: gone ? "var(--line-strong)" : personColor(color),
      }}
      className={classes(
        "before:content-[attr(data-initials)] inline-grid flex-none place-items-center rounded-full leading-none font-semibold select-none",
        gone ? "text-ink" : "text-avatar-ink",
        speaking && "outline-2 outline-offset-1 outline-ok",
        className,
      )}
    />
  );
}
