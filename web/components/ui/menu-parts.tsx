"use client";
/** What an open menu is made of: fetched by `menu.tsx`. */
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { Kbd } from "./kbd.tsx";
import type { MenuCheckProps, MenuChoiceProps, MenuItemProps, MenuProps } from "./menu.tsx";

const ITEM =
  "flex min-h-7 items-center gap-2 rounded-sm px-2 outline-none select-none data-[highlighted]:bg-hover " +
  "data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:flex-none";

export interface MenuRootProps extends MenuProps {
  /** It was asked for before this was here. */
  openAtFirst: boolean;
}

export function MenuRoot({ trigger, align = "end", openAtFirst, children }: MenuRootProps) {
  return (
    <Radix.Root modal={false} defaultOpen={openAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-44 animate-appear overflow-auto rounded-lg border border-line-strong bg-raised p-1 text-ink shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ icon, keys, danger, disabled, onSelect, children }: MenuItemProps) {
  return (
    <Radix.Item
      {...(disabled === undefined ? {} : { disabled })}
      onSelect={onSelect}
      className={classes(ITEM, danger && "text-bad")}
    >
      {icon}
      <span className="flex-1">{children}</span>
      {keys ? <Kbd>{keys}</Kbd> : null}
    </Radix.Item>
  );
}

export function MenuCheck({ checked, disabled, onChange, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      {...(disabled === undefined ? {} : { disabled })}
      onCheckedChange={onChange}
      className={ITEM}
    >
      <span className="flex w-4 flex-none">
        <Radix.ItemIndicator>
          <Check aria-hidden="true" />
        </Radix.ItemIndicator>
      </span>
      <span className="flex-1">{children}</span>
    </Radix.CheckboxItem>
  );
}

export function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="flex w-4 flex-none">
            <Radix.ItemIndicator>
              <Check aria-hidden="true" />
            </Radix.ItemIndicator>
          </span>
          <span className="flex-1">{option.text}</span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-0.5 text-xs font-semibold text-ink-3">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
