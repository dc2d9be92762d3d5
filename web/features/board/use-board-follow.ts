"use client";
/** Following a person onto the board: tldraw's camera goes along with theirs until either side lets go. */
import { useEffect, useRef } from "react";
import { type Editor, react } from "tldraw";
import { useRoomClient, useWorkbench } from "#web/features/room/room";

/** Milliseconds between two views sent: enough for those who follow or watch. */
const VIEW_INTERVAL = 250;

export function useBoardFollow(editor: Editor | null): void {
  const client = useRoomClient();
  const { following, follow } = useWorkbench();
  const latest = useRef({ following, follow });
  useEffect(() => {
    latest.current = { following, follow };
  });

  useEffect(() => {
    if (!editor || !following) return;
    const there = () => editor.getCollaborators().some((one) => one.userId === following);
    let started = false;
    const stop = react("follow on the board", () => {
      const on = editor.getInstanceState().followingUserId;
      if (on === following) {
        started = true;
        return;
      }
      // tldraw let go because the person moved the board themselves; before that, it waits for them to be here.
      if (started) queueMicrotask(() => latest.current.following === following && latest.current.follow(null));
      else if (there()) queueMicrotask(() => editor.startFollowingUser(following));
    });
    return () => {
      stop();
      if (editor.getInstanceState().followingUserId) editor.stopFollowingUser();
    };
  }, [editor, following]);

  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = react("show the view", () => {
      editor.getViewportPageBounds();
      timer ??= setTimeout(() => {
        timer = undefined;
        const { x, y, w, h } = editor.getViewportPageBounds();
        client.setView({ camera: { x, y, w, h } });
      }, VIEW_INTERVAL);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [editor, client]);
}
