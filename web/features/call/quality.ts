/** How good a link is, from the browser's own statistics. */

export type Quality = "good" | "fair" | "poor";

export const QUALITY_WORDS: Record<Quality, string> = {
  good: "Good connection",
  fair: "Fair connection",
  poor: "Poor connection",
};

/** Counters at one moment; the loss is that between two samples. */
export interface LinkSample {
  /** Seconds, or null before the first measurement. */
  roundTrip: number | null;
  received: number;
  lost: number;
  /** Share 0…1 that the peer reports as lost of what we send. */
  sentLoss: number;
}

/** 400 ms is where people start to talk over each other; 8 % loss is where voice breaks up. */
export function judgeLink(before: LinkSample | null, now: LinkSample): Quality {
  const received = now.received - (before?.received ?? 0);
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const loss = Math.max(now.sentLoss, received + lost > 0 ? lost / (received + lost) : 0);
  const roundTrip = now.roundTrip ?? 0;
  if (loss > 0.08 || roundTrip > 0.4) return "poor";
  if (loss > 0.03 || roundTrip > 0.2) return "fair";
  return "good";
}

type Stat = { type: string; [field: string]: unknown };
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Reads a sample from `RTCPeerConnection.getStats()`. */
export function readSample(stats: Iterable<Stat>): LinkSample {
  const sample: LinkSample = { roundTrip: null, received: 0, lost: 0, sentLoss: 0 };
  for (const stat of stats) {
    if (stat.type === "candidate-pair" && stat.nominated === true && typeof stat.currentRoundTripTime === "number") {
      sample.roundTrip = stat.currentRoundTripTime;
    } else if (stat.type === "inbound-rtp") {
      sample.received += number(stat.packetsReceived);
      sample.lost += number(stat.packetsLost);
    } else if (stat.type === "remote-inbound-rtp") {
      sample.sentLoss = Math.max(sample.sentLoss, number(stat.fractionLost));
    }
  }
  return sample;
}
