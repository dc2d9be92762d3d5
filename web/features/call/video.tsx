"use client";
import { useEffect, useRef } from "react";
import { classes } from "#web/components/ui/classes";

/** Shows a track, silently: sound is played elsewhere. The tile around it says whose it is. */
export function Video({ track, mirrored, whole }: { track: MediaStreamTrack; mirrored?: boolean; whole?: boolean }) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = new MediaStream([track]);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return (
    <video
      ref={element}
      muted
      autoPlay
      playsInline
      className={classes(
        "absolute inset-0 size-full",
        whole ? "object-contain" : "object-cover",
        mirrored && "-scale-x-100",
      )}
    />
  );
}
