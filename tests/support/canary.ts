/** Notices whatever in a browser runs, asks or leads away because of what somebody has written. */
import type { BrowserContext, Frame, Page, Request } from "playwright-core";

export interface Canary {
  /** What happened, each as `what: detail`. Empty if nothing got through. */
  readonly alarms: string[];
  /** Payloads that ran in the room's preview, where programs are meant to run. */
  readonly previewed: string[];
  /** Alarms for what stands in the page's document and should not: handlers, scripts, addresses that run. */
  inspect(page: Page): Promise<void>;
}

/** Watches every page of the context from its next document on. `url`: the app's own address. */
export async function watch(context: BrowserContext, url: string): Promise<Canary> {
  const { host } = new URL(url);
  const alarms: string[] = [];
  const previewed: string[] = [];
  const isPreview = (frame: Frame | null): boolean =>
    frame !== null && (frame.url().startsWith(`${url}/preview/`) || isPreview(frame.parentFrame()));
  const ofPreview = (request: Request) => !request.isNavigationRequest() && isPreview(request.frame());
  const heard = (what: string) => (source: { frame: Frame }, detail: unknown) => {
    if (!isPreview(source.frame)) alarms.push(`${what}: ${detail}`);
    else if (what === "ran") previewed.push(String(detail));
  };
  await context.exposeBinding("xss", heard("ran"));
  await context.exposeBinding("xssRefused", heard("refused by the policy"));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      const { xssRefused } = globalThis as unknown as { xssRefused(detail: string): void };
      xssRefused(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  context.on("dialog", (dialog) => {
    alarms.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const isForeign = (request: Request) => {
    const asked = new URL(request.url());
    return /^(https?|wss?):$/.test(asked.protocol) && asked.host !== host;
  };
  context.on("request", (request) => {
    if (isForeign(request) && !ofPreview(request)) alarms.push(`asked: ${request.url()}`);
  });
  // A preview may ask for what it likes, and be refused before anything leaves the browser.
  context.on("requestfailed", (request) => {
    const refused = request.failure()?.errorText === "csp";
    if (isForeign(request) && ofPreview(request) && !refused) alarms.push(`asked by the preview: ${request.url()}`);
  });
  const watchPage = (page: Page) => {
    page.on("framenavigated", (frame) => {
      const { protocol, host: at } = new URL(frame.url());
      const away = /^https?:$/.test(protocol) ? at !== host : !["about:", "file:"].includes(protocol);
      if (frame === page.mainFrame() && away) alarms.push(`led away: ${frame.url()}`);
    });
  };
  for (const page of context.pages()) watchPage(page);
  context.on("page", watchPage);
  return {
    alarms,
    previewed,
    async inspect(page) {
      for (const found of await page.evaluate(findLive, host)) alarms.push(`stands in the page: ${found}`);
    },
  };
}

/** Runs in the page. */
function findLive(host: string): string[] {
  const found: string[] = [];
  const runs = /^(javascript|vbscript|data:text\/html|data:image\/svg|data:application)/i;
  const addresses = ["href", "xlink:href", "src", "srcset", "action", "formaction", "data", "poster", "srcdoc"];
  const look = (root: Document | ShadowRoot) => {
    for (const element of root.querySelectorAll("*")) {
      const shown = element.cloneNode(false) as Element;
      for (const { name, value } of element.attributes) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers pass over them in an address, too
        const address = value.replace(/[\u0000-\u0020]/g, "");
        const bad =
          name.startsWith("on") ||
          name === "srcdoc" ||
          (addresses.includes(name) && runs.test(address)) ||
          (addresses.includes(name) &&
            element.localName !== "a" &&
            /^(https?:)?\/\//i.test(address) &&
            new URL(address, location.href).host !== host);
        if (bad) found.push(shown.outerHTML.slice(0, 200));
      }
      if (
        element instanceof HTMLScriptElement &&
        element.src === "" &&
        element.nonce === "" &&
        /xss\(/.test(element.text)
      )
        found.push(element.outerHTML.slice(0, 200));
      if (/^(object|embed|applet|base)$/.test(element.localName)) found.push(shown.outerHTML.slice(0, 200));
      if (element.shadowRoot) look(element.shadowRoot);
    }
  };
  look(document);
  return found;
}
