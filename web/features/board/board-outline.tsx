"use client";
/** The board as a list: what a canvas shows to the eye, for those who read it or use the keyboard. */
import { X } from "lucide-react";
import { type Editor, type TLShape, useValue } from "tldraw";
import { IconButton } from "#web/components/ui/icon-button";
import { shapeKind, shapeText } from "./shape-words.ts";

interface Row {
  shape: TLShape;
  depth: number;
}

function readRows(editor: Editor): Row[] {
  const rows: Row[] = [];
  const walk = (ids: ReturnType<Editor["getSortedChildIdsForParent"]>, depth: number) => {
    for (const id of ids) {
      const shape = editor.getShape(id);
      if (!shape) continue;
      rows.push({ shape, depth });
      walk(editor.getSortedChildIdsForParent(id), depth + 1);
    }
  };
  walk(editor.getSortedChildIdsForParent(editor.getCurrentPageId()), 0);
  return rows;
}

export function BoardOutline({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const rows = useValue("outline", () => readRows(editor), [editor]);
  const selected = useValue("selected", () => new Set(editor.getSelectedShapeIds()), [editor]);
  const show = (shape: TLShape) => {
    editor.select(shape.id);
    editor.zoomToSelectionIfOffscreen(64);
  };
  return (
    <section
      aria-label="Outline"
      className="flex h-full w-64 max-w-[50%] flex-none flex-col border-l border-line bg-surface"
    >
      <header className="flex items-center justify-between gap-2 border-b border-line px-3 py-1">
        <h2 className="font-medium">Outline</h2>
        <IconButton label="Close the outline" icon={<X />} onClick={onClose} />
      </header>
      {rows.length === 0 ? (
        <p className="p-3 text-ink-2">Nothing is on the board yet.</p>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto p-1">
          {rows.map(({ shape, depth }) => (
            <li key={shape.id} style={{ paddingInlineStart: depth * 12 }}>
              <button
                type="button"
                aria-pressed={selected.has(shape.id)}
                onClick={() => show(shape)}
                className="flex min-h-7 w-full items-baseline gap-2 rounded-sm px-2 py-1 text-left hover:bg-hover aria-pressed:bg-active"
              >
                <span className="shrink-0 text-ink-2">{shapeKind(shape)}</span>
                <span className="truncate">{shapeText(editor, shape)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
