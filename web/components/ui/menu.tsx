"use client";
/** A menu behind a button. What it is made of is fetched when the button is first hovered, focused or pressed. */
import {
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useState,
} from "react";
import { late } from "./late.ts";

const source = late(() => import("./menu-parts.tsx"));
const warm = () => void source.load().catch(() => undefined);

export interface MenuProps {
  /** The button that opens it; it takes a button's attributes. */
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  children: ReactNode;
}

export function Menu({ trigger, align = "end", children }: MenuProps) {
  // Before the first press the parts may have come already; the button stays what it is, with its focus.
  const [parts, setParts] = useState(source.get);
  const [pressed, setPressed] = useState(false);
  if (parts) {
    return (
      <parts.MenuRoot trigger={trigger} align={align} openAtFirst={pressed}>
        {children}
      </parts.MenuRoot>
    );
  }
  const open = () => {
    setPressed(true);
    source.load().then(setParts, () => undefined);
  };
  return cloneElement<Record<string, unknown>>(trigger as ReactElement<Record<string, unknown>>, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    "data-state": "closed",
    onPointerEnter: warm,
    onFocus: warm,
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || event.ctrlKey) return;
      // Or the button would take the focus from the menu that opens.
      event.preventDefault();
      open();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " " && event.key !== "ArrowDown") return;
      event.preventDefault();
      open();
    },
    // A press by voice or a screen reader is a click and nothing else.
    onClick: open,
  });
}

export interface MenuItemProps {
  icon?: ReactNode;
  keys?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
  onSelect: (event: Event) => void;
  children: ReactNode;
}

export function MenuItem(props: MenuItemProps) {
  const parts = source.get();
  return parts ? <parts.MenuItem {...props} /> : null;
}

export interface MenuCheckProps {
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

export function MenuCheck(props: MenuCheckProps) {
  const parts = source.get();
  return parts ? <parts.MenuCheck {...props} /> : null;
}

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; text: string }[];
  onChange: (value: Value) => void;
}

/** One of several, with its own heading. */
export function MenuChoice<Value extends string>(props: MenuChoiceProps<Value>) {
  const parts = source.get();
  return parts ? <parts.MenuChoice {...props} /> : null;
}

export function MenuSeparator() {
  const parts = source.get();
  return parts ? <parts.MenuSeparator /> : null;
}
