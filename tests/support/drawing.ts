/** What people do on the board of a real page. */
import type { Page } from "playwright-core";

export interface Point {
  x: number;
  y: number;
}

export const canvasOf = (page: Page) => page.getByTestId("canvas");
export const shapesOf = (page: Page, type?: string) =>
  page.locator(type ? `.tl-shape[data-shape-type="${type}"]` : ".tl-shape");

/** Shows the board and waits until one can draw (or, for an observer, look). */
export async function openBoard(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Board" }).click();
  await canvasOf(page).waitFor();
  await page.getByRole("button", { name: "Outline" }).waitFor();
}

/** Drags one of tldraw's tools (`rectangle`, `ellipse`, `draw`) from one point of the canvas to another. */
export async function drag(page: Page, tool: string, from: Point, to: Point): Promise<void> {
  await page.getByTestId(`tools.${tool}`).click();
  const at = await cornerOf(page);
  await page.mouse.move(at.x + from.x, at.y + from.y);
  await page.mouse.down();
  await page.mouse.move(at.x + (from.x + to.x) / 2, at.y + (from.y + to.y) / 2, { steps: 3 });
  await page.mouse.move(at.x + to.x, at.y + to.y, { steps: 3 });
  await page.mouse.up();
}

/** Where the canvas begins on the page. */
export async function cornerOf(page: Page): Promise<Point> {
  const box = await canvasOf(page).boundingBox();
  if (!box) throw new Error("The board is not shown.");
  return box;
}

/** Waits until exactly so many shapes are on the board. */
export async function showsShapes(page: Page, count: number, type?: string): Promise<void> {
  if (count > 0)
    await shapesOf(page, type)
      .nth(count - 1)
      .waitFor({ state: "attached" });
  await shapesOf(page, type).nth(count).waitFor({ state: "detached" });
}

export interface Dropped {
  name: string;
  type: string;
  /** Given as they are; without them the page draws a PNG of 160 by 90 points. */
  bytes?: number[];
  /** Or so many zero bytes. */
  size?: number;
}

/** Lets go of a file over the middle of the board. */
export async function dropFile(page: Page, file: Dropped): Promise<void> {
  await canvasOf(page).evaluate(async (canvas, { name, type, bytes, size }) => {
    const picture = async () => {
      const paper = Object.assign(document.createElement("canvas"), { width: 160, height: 90 });
      const pen = paper.getContext("2d");
      if (pen) {
        pen.fillStyle = "tomato";
        pen.fillRect(20, 20, 120, 50);
      }
      const blob = await new Promise<Blob | null>((resolve) => paper.toBlob(resolve, "image/png"));
      if (!blob) throw new Error("The page could not make a picture.");
      return blob;
    };
    const content = bytes ? new Uint8Array(bytes) : size ? new Uint8Array(size) : await picture();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], name, { type }));
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const clientX = left + width / 2;
    const clientY = top + height / 2;
    canvas.dispatchEvent(new DragEvent("drop", { dataTransfer, clientX, clientY, bubbles: true, cancelable: true }));
  }, file);
}
