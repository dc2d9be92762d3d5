"use client";
import { RadioGroup } from "radix-ui";
import type { Template } from "#protocol/http";
import { classes } from "#web/components/ui/classes";

const TEXT: Record<Template, { badge: string; name: string; color: string }> = {
  javascript: { badge: "JS", name: "JavaScript", color: "text-warn" },
  typescript: { badge: "TS", name: "TypeScript", color: "text-p5" },
  web: { badge: "<>", name: "Web page", color: "text-p1" },
  python: { badge: "PY", name: "Python", color: "text-p2" },
};

// Not the protocol's own list: that one would bring zod to the first page.
const TEMPLATES = Object.keys(TEXT) as Template[];

export function TemplateChoice({ value, onChange }: { value: Template; onChange: (template: Template) => void }) {
  return (
    <RadioGroup.Root
      value={value}
      onValueChange={(next) => onChange(next as Template)}
      aria-label="Start with"
      className="grid grid-cols-2 gap-2"
    >
      {TEMPLATES.map((template) => (
        <RadioGroup.Item
          key={template}
          value={template}
          className={classes(
            "flex h-9 items-center gap-2 rounded-md border border-line-strong px-2.5 text-left text-ink-2 transition-colors hover:bg-hover",
            "data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:font-medium data-[state=checked]:text-ink",
          )}
        >
          <span aria-hidden="true" className={classes("w-5 font-mono text-xs font-semibold", TEXT[template].color)}>
            {TEXT[template].badge}
          </span>
          {TEXT[template].name}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
