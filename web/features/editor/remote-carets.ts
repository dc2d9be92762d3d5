/**
 * Where the others are in the file on screen. Selections are marks; carets stand in a layer over the text, so that they
 * move no letter, break no ligature and disturb no composition. Only people whose view names this file are drawn.
 */
import { EditorSelection, type Extension, type Range, StateEffect } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type LayerMarker,
  layer,
  RectangleMarker,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { AwarenessState } from "#protocol/awareness";
import type { FileId } from "#protocol/ids";
import { PEOPLE_COLORS } from "#protocol/people-colors";

/** Milliseconds for which a name stays after its owner's last move: long enough to read, then it uncovers the code. */
const LABEL_SHOWN = 2_000;
/** Pixels around a caret within which the pointer brings its name back. */
const HOVER_REACH = 6;

const refresh = StateEffect.define<null>();

export interface RemoteCaret {
  client: number;
  name: string;
  /** 1 … 8: the place of the person's colour in the palette. */
  color: number;
  anchor: number;
  head: number;
}

function resolve(json: unknown, text: Y.Text): number | null {
  if (typeof json !== "object" || json === null || !text.doc) return null;
  try {
    const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), text.doc);
    return place?.type === text ? place.index : null;
  } catch {
    // What others' clients send may be anything; a position that is none is not drawn.
    return null;
  }
}

/** The others' carets in this file. `length` bounds them: awareness can be ahead of the text. */
export function remoteCarets(awareness: Awareness, file: FileId, text: Y.Text, length: number): RemoteCaret[] {
  const carets: RemoteCaret[] = [];
  awareness.getStates().forEach((raw, client) => {
    const { user, cursor, view } = raw as AwarenessState;
    if (client === awareness.clientID || !cursor || (view?.file !== undefined && view.file !== file)) return;
    const anchor = resolve(cursor.anchor, text);
    const head = resolve(cursor.head, text);
    if (anchor === null || head === null || !user) return;
    const color = (PEOPLE_COLORS as readonly string[]).indexOf(user.color) + 1 || PEOPLE_COLORS.length;
    carets.push({ client, name: user.name, color, anchor: Math.min(anchor, length), head: Math.min(head, length) });
  });
  return carets;
}

class CaretMarker implements LayerMarker {
  readonly caret: RemoteCaret;
  readonly shown: boolean;
  readonly below: boolean;
  readonly box: { left: number; top: number; height: number };

  constructor(caret: RemoteCaret, shown: boolean, below: boolean, box: { left: number; top: number; height: number }) {
    this.caret = caret;
    this.shown = shown;
    this.below = below;
    this.box = box;
  }

  eq(other: CaretMarker): boolean {
    const [a, b] = [this.box, other.box];
    return (
      this.caret.client === other.caret.client &&
      this.caret.name === other.caret.name &&
      this.caret.color === other.caret.color &&
      this.shown === other.shown &&
      this.below === other.below &&
      a.left === b.left &&
      a.top === b.top &&
      a.height === b.height
    );
  }

  draw(): HTMLElement {
    const element = document.createElement("div");
    element.append(document.createElement("span"));
    this.#paint(element);
    return element;
  }

  update(element: HTMLElement, old: CaretMarker): boolean {
    if (old.caret.client !== this.caret.client) return false;
    this.#paint(element);
    return true;
  }

  #paint(element: HTMLElement): void {
    element.className = `cm-ySelectionCaret cm-person-${this.caret.color}`;
    element.dataset.label = this.shown ? "shown" : "hidden";
    element.dataset.place = this.below ? "below" : "above";
    element.style.left = `${this.box.left}px`;
    element.style.top = `${this.box.top}px`;
    element.style.height = `${this.box.height}px`;
    const label = element.firstElementChild;
    if (!label) return;
    label.className = "cm-ySelectionInfo";
    if (label.textContent !== this.caret.name) label.textContent = this.caret.name;
  }
}

/** The extension for one file; it goes with the file's state. */
export function remoteCaretsOf(awareness: Awareness, file: FileId, text: Y.Text): Extension {
  class Carets {
    carets: RemoteCaret[];
    decorations: DecorationSet;
    moved = new Map<number, number>();
    hovered: number | null = null;
    #view: EditorView;
    #frame = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(view: EditorView) {
      this.#view = view;
      this.carets = remoteCarets(awareness, file, text, view.state.doc.length);
      for (const { client } of this.carets) this.moved.set(client, Date.now());
      this.decorations = this.#marks();
      this.#expireLabels();
      awareness.on("change", this.#changed);
    }

    update(update: ViewUpdate) {
      const refreshed = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(refresh)));
      if (!update.docChanged && !refreshed) return;
      const before = new Map(this.carets.map((caret) => [caret.client, caret]));
      this.carets = remoteCarets(awareness, file, text, update.state.doc.length);
      for (const caret of this.carets) {
        const old = before.get(caret.client);
        // A caret that others' edits only push along has not moved.
        const pushed = old && update.changes.mapPos(Math.min(old.head, update.startState.doc.length), -1);
        if (pushed !== caret.head) this.moved.set(caret.client, Date.now());
      }
      this.decorations = this.#marks();
      this.#expireLabels();
    }

    shows(client: number): boolean {
      return this.hovered === client || Date.now() - (this.moved.get(client) ?? 0) < LABEL_SHOWN;
    }

    point(x: number, y: number): void {
      let hovered: number | null = null;
      const drawn = this.#view.dom.querySelectorAll(".cm-ySelectionCaret");
      drawn.forEach((element, index) => {
        const box = element.getBoundingClientRect();
        const near = x > box.left - HOVER_REACH && x < box.right + HOVER_REACH && y > box.top - 4 && y < box.bottom;
        if (near) hovered = this.visible[index]?.client ?? null;
      });
      if (hovered === this.hovered) return;
      this.hovered = hovered;
      this.#refresh();
    }

    /** The carets that have a marker, in the order of the markers. */
    visible: RemoteCaret[] = [];

    destroy() {
      awareness.off("change", this.#changed);
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#timer);
    }

    #changed = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
      if ([...added, ...updated, ...removed].every((client) => client === awareness.clientID)) return;
      this.#refresh();
    };

    /** Once a frame, however many people move. */
    #refresh(): void {
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        this.#view.dispatch({ effects: refresh.of(null) });
      });
    }

    #expireLabels(): void {
      clearTimeout(this.#timer);
      const ages = this.carets.map(({ client }) => Date.now() - (this.moved.get(client) ?? 0));
      const due = ages.filter((age) => age < LABEL_SHOWN).map((age) => LABEL_SHOWN - age);
      if (due.length > 0) this.#timer = setTimeout(() => this.#refresh(), Math.min(...due) + 10);
    }

    #marks(): DecorationSet {
      const marks: Range<Decoration>[] = [];
      for (const { anchor, head, color } of this.carets) {
        if (anchor === head) continue;
        const mark = Decoration.mark({ class: `cm-ySelection cm-person-${color}` });
        marks.push(mark.range(Math.min(anchor, head), Math.max(anchor, head)));
      }
      return Decoration.set(marks, true);
    }
  }

  const plugin = ViewPlugin.fromClass(Carets, {
    decorations: (carets) => carets.decorations,
    eventHandlers: {
      mousemove(event) {
        if (this.carets.length > 0) this.point(event.clientX, event.clientY);
      },
    },
  });
  const drawn = layer({
    above: true,
    class: "cm-remoteCarets",
    update: (update) =>
      update.docChanged ||
      update.geometryChanged ||
      update.transactions.some((tr) => tr.effects.some((effect) => effect.is(refresh))),
    markers(view) {
      const here = view.plugin(plugin);
      if (!here) return [];
      here.visible = [];
      return here.carets.flatMap((caret) => {
        const range = EditorSelection.cursor(caret.head);
        const [box] = RectangleMarker.forRange(view, "", range);
        if (!box) return [];
        here.visible.push(caret);
        const { left, top, height } = box;
        return [new CaretMarker(caret, here.shows(caret.client), top < height, { left, top, height })];
      });
    },
  });
  return [plugin, drawn];
}
