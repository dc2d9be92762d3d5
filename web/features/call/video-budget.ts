/** How much video a page may send, by the size of the mesh: each page sends to, and decodes, all the others. */

export interface VideoBudget {
  width: number;
  height: number;
  frameRate: number;
  /** Bits per second to each peer. */
  bitrate: number;
}

/** Uplink of a home line is about 5 Mbit/s; the sum to all peers stays near 1.2 Mbit/s, decoding within an old laptop. */
export function cameraBudget(members: number): VideoBudget {
  if (members <= 2) return { width: 640, height: 360, frameRate: 24, bitrate: 900_000 };
  if (members <= 3) return { width: 480, height: 270, frameRate: 20, bitrate: 500_000 };
  if (members <= 4) return { width: 480, height: 270, frameRate: 15, bitrate: 350_000 };
  return { width: 320, height: 180, frameRate: 15, bitrate: 200_000 };
}

/** A screen is text: full size, few frames. */
export function screenBudget(members: number): Omit<VideoBudget, "width" | "height"> {
  return { frameRate: members <= 3 ? 10 : 6, bitrate: members <= 3 ? 1_500_000 : 900_000 };
}

/** Sets one sender to its budget. A sender that is not negotiated yet has no encodings: it is set again then. */
export async function limitSender(sender: RTCRtpSender, members: number, sharing: boolean): Promise<void> {
  const parameters = sender.getParameters();
  const encoding = parameters.encodings?.[0];
  if (!encoding) return;
  if (sharing) {
    const budget = screenBudget(members);
    encoding.maxBitrate = budget.bitrate;
    encoding.maxFramerate = budget.frameRate;
    encoding.scaleResolutionDownBy = 1;
    parameters.degradationPreference = "maintain-resolution";
  } else {
    const budget = cameraBudget(members);
    const captured = sender.track?.getSettings().height ?? budget.height;
    encoding.maxBitrate = budget.bitrate;
    encoding.maxFramerate = budget.frameRate;
    encoding.scaleResolutionDownBy = Math.max(1, captured / budget.height);
    parameters.degradationPreference = "balanced";
  }
  await sender.setParameters(parameters);
}
