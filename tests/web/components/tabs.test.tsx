// @vitest-environment happy-dom
import { act, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TabPanel, Tabs } from "#web/components/ui/tabs";

const TABS = [
  { value: "chat", label: "Chat" },
  { value: "away", label: "Away", disabled: true },
  { value: "call", label: "Call" },
] as const;

function Example() {
  const [value, setValue] = useState<"chat" | "away" | "call">("chat");
  return (
    <Tabs label="Chat and call" value={value} onChange={setValue} tabs={TABS}>
      <TabPanel value="chat" keep>
        talk
      </TabPanel>
      <TabPanel value="call">video</TabPanel>
    </Tabs>
  );
}

describe("the tabs", () => {
  let root: Root;
  let host: HTMLElement;

  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    host = document.body.appendChild(document.createElement("div"));
    root = createRoot(host);
    act(() => root.render(<Example />));
  });
  afterEach(() => {
    act(() => root.unmount());
    host.remove();
  });

  const selected = () => host.querySelector<HTMLElement>("[aria-selected=true]") as HTMLElement;
  const press = (key: string) =>
    act(() => selected().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));

  it("go round by arrows past what is disabled, and take the focus along", () => {
    press("ArrowRight");
    expect(selected().textContent).toBe("Call");
    expect(document.activeElement).toBe(selected());
    expect(host.querySelectorAll('[role=tab][tabindex="0"]')).toHaveLength(1);
    press("ArrowRight");
    expect(selected().textContent).toBe("Chat");
    press("ArrowLeft");
    expect(selected().textContent).toBe("Call");
    press("Home");
    expect(selected().textContent).toBe("Chat");
    press("End");
    expect(selected().textContent).toBe("Call");
  });

  it("name their panels, and keep the one that is to stay", () => {
    const panel = (of: Element) => document.getElementById(of.getAttribute("aria-controls") ?? "");
    const [chat, call] = [selected(), host.querySelectorAll("[role=tab]")[2] as HTMLElement];
    expect(panel(chat)?.getAttribute("aria-labelledby")).toBe(chat.id);
    expect(panel(call)?.textContent).toBe("");
    act(() => call.click());
    expect(panel(call)?.textContent).toBe("video");
    expect(panel(chat)?.textContent).toBe("talk");
    expect(panel(chat)?.dataset.state).toBe("inactive");
  });
});
