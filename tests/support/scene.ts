/** What a browser test has before it starts: a whole app, a browser, and people in one room of it. */
import type { Browser } from "playwright-core";
import { afterAll } from "vitest";
import { type App, startApp } from "./app.ts";
import { createRoom, joinRoom, launchBrowser, type Person } from "./browser.ts";

export interface Scene {
  app: App;
  browser: Browser;
}

/** Each under their name in small letters. */
type People<Name extends string> = { [name in Name as Lowercase<name>]: Person };

/**
 * Starts an app and a browser, and ends both after the last test of the file. For the top of a test file: what it
 * returns can be constants there, and what was registered with `afterAll` before it ends after it.
 *
 * @param env settings of the app, as in `.env`.
 */
export async function openScene(env: Record<string, string> = {}): Promise<Scene> {
  const app = await startApp(env);
  afterAll(() => app.dispose());
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await app.dispose();
    throw error;
  });
  afterAll(() => browser.close());
  return { app, browser };
}

/**
 * A scene with one room. The first of `names` makes it, from `template` (by its name on the first page; JavaScript by
 * itself), and the others join in that order.
 */
export async function openRoom<const Name extends string>(
  names: readonly [Name, ...Name[]],
  { env, template }: { env?: Record<string, string>; template?: string } = {},
): Promise<Scene & People<Name>> {
  const scene = await openScene(env);
  const { app, browser } = scene;
  try {
    const [first, ...others] = names;
    const host = await createRoom(browser, app, first, {}, template);
    const people: Record<string, Person> = { [first.toLowerCase()]: host };
    for (const name of others) people[name.toLowerCase()] = await joinRoom(browser, app, host.page, name);
    return { ...scene, ...(people as People<Name>) };
  } catch (error) {
    // Where a file cannot be collected, nothing that it registered is called.
    await browser.close();
    await app.dispose();
    throw error;
  }
}
