"use client";
/** A panel behind a button. What shows it is fetched when the button is first hovered, focused or pressed. */
import { cloneElement, type ReactElement, type ReactNode, useState } from "react";
import { late } from "./late.ts";
import { Tooltip } from "./tooltip.tsx";

const source = late(() => import("./popover-parts.tsx"));
const warm = () => void source.load().catch(() => undefined);

export interface PopoverProps {
  /** The button that opens it; it takes a button's attributes. */
  trigger: ReactElement;
  tooltip: ReactNode;
  /** What the panel is called. */
  label: string;
  children: ReactNode;
}

export function Popover(props: PopoverProps) {
  // Before the first press the parts may have come already; the button stays what it is, with its focus.
  const [parts, setParts] = useState(source.get);
  const [pressed, setPressed] = useState(false);
  if (parts) return <parts.PopoverRoot {...props} openAtFirst={pressed} />;
  const open = () => {
    setPressed(true);
    source.load().then(setParts, () => undefined);
  };
  return (
    <Tooltip text={props.tooltip}>
      {cloneElement<Record<string, unknown>>(props.trigger as ReactElement<Record<string, unknown>>, {
        "aria-haspopup": "dialog",
        "aria-expanded": false,
        "data-state": "closed",
        onPointerEnter: warm,
        onFocus: warm,
        onClick: open,
      })}
    </Tooltip>
  );
}
