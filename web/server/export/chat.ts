/** A room's chat as a file to read and a file to process. */
import type { ChatMessage } from "#protocol/messages";
import { database } from "../database.ts";

/** Messages fetched at a time: a year of chat does not stand in memory twice. */
const PAGE = 500;

export async function readChat(room: string): Promise<ChatMessage[]> {
  const db = await database();
  const messages: ChatMessage[] = [];
  for (;;) {
    const rows = await db.chatMessage.findMany({
      where: { roomId: room },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      skip: messages.length,
      take: PAGE,
    });
    for (const row of rows) {
      messages.push({
        id: row.id as ChatMessage["id"],
        by: { id: row.personId as ChatMessage["by"]["id"], name: row.personName, color: row.personColor },
        text: row.text,
        at: row.createdAt.getTime(),
      });
    }
    if (rows.length < PAGE) return messages;
  }
}

/** Names and times as headings; the texts are Markdown already, and stand as quotations so that none poses as another. */
export function chatMarkdown(title: string, messages: ChatMessage[]): string {
  const parts = messages.map(({ by, text, at }) => {
    const quoted = text
      .split("\n")
      .map((line) => `> ${line}`)
      .join("\n");
    return `**${escapeMarkdown(by.name)}** · ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC\n\n${quoted}\n`;
  });
  return `# Chat of ${escapeMarkdown(title)}\n\n${parts.join("\n") || "Nobody has written anything.\n"}`;
}

const escapeMarkdown = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
