// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import type { MessageId, PersonId, RoomId } from "#protocol/ids";
import type { ChatMessage, ClientMessage, ServerMessage } from "#protocol/messages";
import { ChatLog } from "#web/features/chat/chat-log";
import type { RoomClient } from "#web/features/room/contract";

const ROOM = "room2345" as RoomId;
beforeEach(() => localStorage.clear());

function message(id: string, by: string, text: string, at: number): ChatMessage {
  return { id: id as MessageId, by: { id: by as PersonId, name: by, color: "#c2410c" }, text, at };
}

/** Sam's chat on a gateway that the test plays. */
function samsChat() {
  const log = new ChatLog(ROOM);
  const sent: ClientMessage[] = [];
  let online = false;
  let say: (message: ServerMessage) => void = () => undefined;
  const client = {
    send: (one: ClientMessage) => {
      if (online) sent.push(one);
      return online;
    },
    onMessage: (listener: typeof say) => {
      say = listener;
      return () => undefined;
    },
  } as unknown as RoomClient;
  const connect = (messages: ChatMessage[] = [], more = false) => {
    online = true;
    log.setClient(client, "sam" as PersonId, true);
    say({ type: "chat.history", messages, more });
  };
  const disconnect = () => {
    online = false;
    log.setClient(client, "sam" as PersonId, false);
  };
  const texts = () => log.get().messages.map(({ text }) => text);
  const requests = () => sent.flatMap((one) => (one.type === "chat.send" ? [one.requestId] : []));
  return { log, sent, connect, disconnect, say: (one: ServerMessage) => say(one), texts, requests };
}

test("a message is pending until the server has stored it, then stands once", () => {
  const { log, connect, say, texts, requests } = samsChat();
  connect();
  log.send("  hello 👋🏽 ");
  expect(log.get().pending).toMatchObject([{ text: "hello 👋🏽", state: { kind: "sending" } }]);
  const stored = message("m1", "sam", "hello 👋🏽", 10);
  say({ type: "chat.message", ...stored, requestId: requests()[0] ?? "" });
  say({ type: "chat.message", ...stored });
  expect(log.get().pending).toEqual([]);
  expect(texts()).toEqual(["hello 👋🏽"]);
});

test("a refused message is kept with its reason and can be sent again", () => {
  const { log, connect, say, requests } = samsChat();
  connect();
  log.send("too fast");
  const [id = ""] = requests();
  say({ type: "refused", requestId: id, code: "rate-limited", message: "That was a little fast." });
  expect(log.get().pending).toMatchObject([{ state: { kind: "refused", message: "That was a little fast." } }]);
  log.retry(id);
  expect(requests()).toEqual([id, id]);
  expect(log.get().pending).toMatchObject([{ state: { kind: "sending" } }]);
});

test("what is written offline waits, survives a reload, and is sent after the next history", () => {
  const first = samsChat();
  first.connect();
  first.disconnect();
  first.log.send("written in the tunnel");
  first.log.keepDraft("half a th");
  expect(first.log.get().pending).toMatchObject([{ state: { kind: "waiting" } }]);

  const reloaded = samsChat();
  expect(reloaded.log.draft).toBe("half a th");
  expect(reloaded.sent).toEqual([]);
  reloaded.connect();
  expect(reloaded.sent).toMatchObject([{ type: "chat.send", text: "written in the tunnel" }]);
});

test("a message whose acknowledgement was lost is not sent twice", () => {
  const { log, connect, disconnect, sent, texts } = samsChat();
  connect();
  log.send("did it arrive?");
  disconnect();
  connect([message("m1", "sam", "did it arrive?", Date.now())]);
  expect(log.get().pending).toEqual([]);
  expect(texts()).toEqual(["did it arrive?"]);
  expect(sent).toHaveLength(1);
});

test("a message that was on its way and did not arrive is sent again", () => {
  const { log, connect, disconnect, requests } = samsChat();
  connect([message("m1", "sam", "again", Date.now())]);
  log.send("again");
  disconnect();
  connect([message("m1", "sam", "again", Date.now())]);
  expect(log.get().pending).toMatchObject([{ state: { kind: "sending" } }]);
  expect(requests()).toHaveLength(2);
});

test("counts what others wrote unseen, marks where it begins, and remembers it over a reload", () => {
  const { log, connect, say } = samsChat();
  connect([message("m1", "priya", "old", 10)]);
  for (const [id, by] of [
    ["m2", "priya"],
    ["m3", "sam"],
    ["m4", "dana"],
  ] as const) {
    say({ type: "chat.message", ...message(id, by, id, Number(id[1]) * 10) });
  }
  expect(log.get()).toMatchObject({ unread: 2, firstUnread: "m2" });
  const reloaded = samsChat();
  reloaded.connect(log.get().messages as ChatMessage[]);
  expect(reloaded.log.get()).toMatchObject({ unread: 2, firstUnread: "m2" });
  reloaded.log.setSeeing(true);
  expect(reloaded.log.get()).toMatchObject({ unread: 0, firstUnread: "m2" });
  reloaded.log.setSeeing(false);
  expect(reloaded.log.get().firstUnread).toBeNull();
});

test("older messages come before, once, and there is an end to them", () => {
  const { log, connect, sent, say, texts } = samsChat();
  connect([message("m3", "dana", "three", 30)], true);
  log.loadEarlier();
  log.loadEarlier();
  expect(sent).toEqual([{ type: "chat.earlier", before: "m3" }]);
  say({
    type: "chat.history",
    messages: [message("m1", "dana", "one", 10), message("m2", "dana", "two", 20)],
    more: false,
  });
  expect(texts()).toEqual(["one", "two", "three"]);
  expect(log.get()).toMatchObject({ more: false, loadingEarlier: false });
});

test("a reconnect after more than one page of talk leaves no silent gap", () => {
  const { log, connect, disconnect, texts } = samsChat();
  connect([message("m1", "dana", "one", 10)]);
  disconnect();
  connect([message("m8", "dana", "eight", 80), message("m9", "dana", "nine", 90)], true);
  expect(texts()).toEqual(["eight", "nine"]);
  expect(log.get().more).toBe(true);
});

test("a reconnect within a page keeps the older ones that were loaded", () => {
  const { log, connect, disconnect, texts } = samsChat();
  connect([message("m1", "dana", "one", 10), message("m2", "dana", "two", 20)]);
  disconnect();
  connect([message("m2", "dana", "two", 20), message("m3", "dana", "three", 30)], true);
  expect(texts()).toEqual(["one", "two", "three"]);
  expect(log.get().more).toBe(false);
});
