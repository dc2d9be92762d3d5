// @vitest-environment happy-dom
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Split } from "#web/components/ui/split";

describe("the split", () => {
  let root: Root;
  let host: HTMLElement;

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    localStorage.clear();
    host = document.body.appendChild(document.createElement("div"));
    root = createRoot(host);
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  const draw = (children: ReactNode) => act(() => root.render(children));
  const split = (show: "both" | "first" | "second" = "both") => (
    <Split
      label="Files and code"
      between="columns"
      sized="first"
      initial={232}
      least={140}
      most={420}
      remember="t"
      show={show}
      first={<p>files</p>}
      second={<p>code</p>}
    />
  );
  const divider = () => host.querySelector<HTMLElement>("[role=separator]") as HTMLElement;
  // happy-dom lays nothing out: the whole is given a width.
  const widen = () => Object.defineProperty(divider().parentElement?.parentElement, "clientWidth", { value: 1000 });
  const press = (key: string, shiftKey = false) =>
    act(() => divider().dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true })));

  it("moves by keys within its limits, and remembers", () => {
    draw(split());
    widen();
    press("ArrowRight");
    expect(divider().getAttribute("aria-valuenow")).toBe("248");
    press("ArrowLeft", true);
    expect(divider().getAttribute("aria-valuenow")).toBe("184");
    press("End");
    expect(divider().getAttribute("aria-valuenow")).toBe("420");
    act(() => root.unmount());
    root = createRoot(host);
    draw(split());
    expect(divider().getAttribute("aria-valuenow")).toBe("420");
  });

  it("takes its first size back on a double click", () => {
    draw(split());
    widen();
    press("End");
    act(() => divider().dispatchEvent(new MouseEvent("dblclick", { bubbles: true })));
    expect(divider().getAttribute("aria-valuenow")).toBe("232");
    expect(localStorage.getItem("t")).toBe(null);
  });

  it("keeps a pane that does not show mounted and out of reach", () => {
    draw(split());
    const code = host.querySelectorAll("p")[1];
    draw(split("first"));
    expect(host.querySelectorAll("p")[1]).toBe(code);
    expect(code?.closest("[inert]")).not.toBe(null);
    expect(divider().hidden).toBe(true);
  });
});
