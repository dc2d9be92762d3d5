import { describe, expect, it } from "vitest";
import { editorOf, type Person, ready, roomOf, write } from "../support/browser.ts";
import { openRoom } from "../support/scene.ts";

const logOf = ({ page }: Person) => page.getByRole("log", { name: "Chat" });
const fieldOf = ({ page }: Person) => page.getByRole("textbox", { name: "Message" });
async function say(person: Person, text: string): Promise<void> {
  await fieldOf(person).fill(text);
  await fieldOf(person).press("Enter");
}

const { app, ada, bo } = await openRoom(["Ada", "Bo"]);

describe("the room's chat", () => {
  it("says what to do while nothing is written", async () => {
    await logOf(ada).getByText("Nothing written yet").waitFor();
  });

  it("brings a message to both, with its author, and empties the field", async () => {
    await say(ada, "Shall we start? 👩🏽‍💻");
    for (const person of [ada, bo]) {
      await logOf(person).getByText("Shall we start? 👩🏽‍💻").waitFor();
      await logOf(person).getByText("Ada", { exact: true }).waitFor();
    }
    expect(await fieldOf(ada).inputValue()).toBe("");
    await expect.poll(() => logOf(ada).getByText("Sending…").count()).toBe(0);
  });

  it("starts a new line with Shift and Enter, and shows code as code", async () => {
    await fieldOf(bo).fill("use `const`:");
    await fieldOf(bo).press("Shift+Enter");
    await bo.page.keyboard.insertText("```\nconst a = 1 < 2\n```");
    await fieldOf(bo).press("Enter");
    await logOf(ada).locator("pre").getByText("const a = 1 < 2").waitFor();
    await logOf(ada).locator("p code").getByText("const", { exact: true }).waitFor();
  });

  it("goes to a line that a message names", async () => {
    await write(bo.page, "one\ntwo\nthree\nfour");
    await say(ada, "look at main.js:3 please");
    await logOf(bo).getByRole("button", { name: "main.js:3" }).click();
    await expect
      .poll(() => bo.page.evaluate(() => document.activeElement?.classList.contains("cm-content")))
      .toBe(true);
    await expect
      .poll(() => bo.page.evaluate(() => getSelection()?.anchorNode?.parentElement?.closest(".cm-line")?.textContent))
      .toContain("three");
  });

  it("treats HTML as letters and links as links", async () => {
    await say(ada, '<img src=x onerror="document.title=1"> [lab](https://example.org/lab)');
    await logOf(bo).getByText('<img src=x onerror="document.title=1">').waitFor();
    const link = logOf(bo).getByRole("link", { name: "lab" });
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await link.getAttribute("target")).toBe("_blank");
    await logOf(bo).getByText("(example.org)").waitFor();
  });

  it("keeps a message written offline and sends it on return, once", async () => {
    await bo.context.setOffline(true);
    await app.kill();
    await say(bo, "from the tunnel");
    await logOf(bo).getByText("Waiting for the connection").waitFor();
    await fieldOf(bo).fill("and half a thou");
    await app.restart();
    await bo.context.setOffline(false);
    await logOf(ada).getByText("from the tunnel").waitFor({ timeout: 30_000 });
    await logOf(bo).getByText("Waiting for the connection").waitFor({ state: "detached" });
    expect(await logOf(bo).getByText("from the tunnel").count()).toBe(1);
    expect(await fieldOf(bo).inputValue()).toBe("and half a thou");
  });

  it("has everything after a reload, the draft too", async () => {
    await bo.page.reload();
    await ready(bo.page);
    await logOf(bo).getByText("Shall we start? 👩🏽‍💻").waitFor();
    await logOf(bo).getByText("from the tunnel").waitFor();
    expect(await fieldOf(bo).inputValue()).toBe("and half a thou");
    await fieldOf(bo).fill("");
  });

  it("counts down to the limit and refuses beyond it", async () => {
    await fieldOf(bo).fill("x".repeat(3990));
    await bo.page.getByText("10 characters left").waitFor();
    await fieldOf(bo).fill("x".repeat(4003));
    await bo.page.getByText("3 characters too long").waitFor();
    expect(await bo.page.getByRole("button", { name: "Send message" }).isDisabled()).toBe(true);
    await fieldOf(bo).fill("");
  });

  it("marks what was written while the reader looked elsewhere", async () => {
    await bo.page.setViewportSize({ width: 1024, height: 700 });
    await bo.page.getByRole("tab", { name: /Call/ }).click();
    await say(ada, "are you there?");
    await bo.page.getByRole("tab", { name: /Chat.*1 unread/ }).click();
    await logOf(bo).getByText("New", { exact: true }).waitFor();
    await bo.page.getByRole("tab", { name: /Chat/ }).and(bo.page.getByText("unread")).waitFor({ state: "detached" });
    await bo.page.setViewportSize({ width: 1440, height: 900 });
  });

  it("is read-only for an observer", async () => {
    const status = await ada.page.evaluate(async (id) => {
      const { people } = await (await fetch(`/api/rooms/${id}`)).json();
      const bo = people.find(({ name }: { name: string }) => name === "Bo");
      const answer = await fetch(`/api/rooms/${id}/people/${bo.id}`, {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ role: "observer" }),
      });
      return answer.status;
    }, roomOf(ada.page));
    expect(status).toBe(200);
    await bo.page.getByText("You are watching: you can read the chat").waitFor();
    expect(await fieldOf(bo).count()).toBe(0);
    await say(ada, "still readable");
    await logOf(bo).getByText("still readable").waitFor();
  });

  it("left no complaint in the console and asked no other host", async () => {
    await editorOf(ada.page).waitFor();
    for (const person of [ada, bo]) {
      expect(person.complaints).toEqual([]);
      expect(person.foreign).toEqual([]);
    }
  });
});
