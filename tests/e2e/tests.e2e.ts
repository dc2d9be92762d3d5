/** An exercise in a room: the owner writes hidden tests, a student runs them and sees no more than name and status. */
import type { Page } from "playwright-core";
import { beforeAll, expect, it } from "vitest";
import { openRoom } from "../support/scene.ts";

/** All that the student's page was sent. */
const received: string[] = [];

const { dana, sam } = await openRoom(["Dana", "Sam"]);

beforeAll(async () => {
  sam.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => received.push(Buffer.from(payload).toString("latin1"))),
  );
  await sam.page.reload();
});

const put = (page: Page, files: Record<string, string>) =>
  page.evaluate(async (given) => {
    const form = new FormData();
    for (const [path, text] of Object.entries(given)) form.append("files", new File([text], path));
    const room = location.pathname.split("/").at(-1);
    return (await fetch(`/api/rooms/${room}/import?existing=replace`, { method: "POST", body: form })).status;
  }, files);
const rows = (page: Page) => page.getByRole("list", { name: "Tests", exact: true }).getByRole("listitem");

it("shows visible tests to both, with what was expected and what came", async () => {
  const files = {
    "sum.js": "export const sum = (a, b) => a - b;",
    "sum.test.js": 'import { sum } from "./sum.js";\ntest("adds", () => {\n  expect(sum(1, 2)).toBe(3);\n});',
  };
  expect(await put(dana.page, files)).toBe(200);
  await sam.page.getByRole("tab", { name: "Tests" }).click();
  await sam.page.getByRole("button", { name: "Run all tests" }).click();
  await dana.page.getByRole("tab", { name: "Tests" }).click();
  for (const { page } of [dana, sam]) {
    await rows(page).filter({ hasText: "expected -1 to be 3" }).waitFor();
    await page.getByText("0 of 1 test passed · Sam").waitFor();
    await page.getByRole("figure", { name: "Expected and actual" }).waitFor();
  }
});

it("keeps hidden tests from the student, who learns their names and how they ended", async () => {
  await dana.page.getByRole("button", { name: "Hidden tests…" }).click();
  const dialog = dana.page.getByRole("dialog", { name: "Hidden tests" });
  await dialog
    .getByRole("textbox", { name: "Tests" })
    .fill(
      'import { sum } from "./sum.js";\ntest("of large numbers", () => { expect(sum(987654321011, 1)).toBe(987654321012); });',
    );
  await dialog.getByRole("button", { name: "Save" }).click();
  await dana.page.getByText("Hidden tests saved").waitFor();
  await dana.page.keyboard.press("Escape");
  await sam.page.getByRole("button", { name: "Run all tests" }).click();
  const theirs = rows(sam.page).filter({ hasText: "of large numbers" });
  await theirs.filter({ hasText: "Failed" }).waitFor();
  await rows(dana.page).filter({ hasText: "expected 987654321010 to be 987654321012" }).waitFor();
  expect(await theirs.textContent()).not.toMatch(/98765432101/);
  expect(await sam.page.getByRole("button", { name: "Hidden tests…" }).count()).toBe(0);
  expect(received.length).toBeGreaterThan(0);
  expect(received.join("")).not.toMatch(/98765432101/);
});

it("runs on every change, and one test by itself", async () => {
  await sam.page.getByRole("switch", { name: "On every change" }).click();
  expect(await put(dana.page, { "sum.js": "export const sum = (a, b) => a + b;" })).toBe(200);
  await sam.page.getByRole("button", { name: "Run of large numbers" }).click();
  await rows(sam.page).filter({ hasText: "of large numbers" }).filter({ hasText: "Passed" }).waitFor();
  await sam.page.getByRole("textbox", { name: "Code editor" }).click();
  await sam.page.keyboard.press("ControlOrMeta+End");
  await sam.page.keyboard.insertText("\n// changed");
  await dana.page.getByText("2 of 2 tests passed · Sam").waitFor();
});
