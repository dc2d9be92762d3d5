// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { faultWords, readFault } from "#web/features/call/devices";
import { readIce, refetchIn } from "#web/features/call/ice";
import { barLevel, rootMeanSquare } from "#web/features/call/level";
import { takesSpace } from "#web/features/call/push-to-talk";
import { judgeLink, readSample } from "#web/features/call/quality";
import { cameraBudget, limitSender } from "#web/features/call/video-budget";

test("credentials are fetched again before they expire, whether the body says when or the user name does", () => {
  const turn = { urls: "turn:relay.example:3478", username: "1800000000:sam", credential: "x" };
  const ice = readIce({ iceServers: [{ urls: ["stun:relay.example"] }, turn] });
  expect(ice).toMatchObject({ expiresAt: 1_800_000_000_000, policy: "all" });
  expect(refetchIn(ice, 1_800_000_000_000 - 3_600_000)).toBe(3_600_000 - 90_000);
  expect(refetchIn(ice, 1_900_000_000_000)).toBe(10_000);
  expect(readIce({ iceServers: [turn], expiresAt: 5 }).expiresAt).toBe(5);
  expect(refetchIn(readIce({ iceServers: [] }), 0)).toBeNull();
  expect(() => readIce({ iceServers: "all" })).toThrow();
});

test("video shrinks as the call grows, and the sum of what is sent stays within a home line", () => {
  expect(cameraBudget(2)).toMatchObject({ width: 640, height: 360, frameRate: 24 });
  expect(cameraBudget(6)).toMatchObject({ width: 320, height: 180, frameRate: 15 });
  for (let members = 2; members <= 6; members++) {
    expect(cameraBudget(members).bitrate * (members - 1)).toBeLessThanOrEqual(1_200_000);
  }
});

test("a sender is scaled down from what the camera gives", async () => {
  let set: RTCRtpSendParameters | null = null;
  const sender = {
    track: { getSettings: () => ({ height: 360 }) },
    getParameters: () => ({ encodings: [{}] }),
    setParameters: async (parameters: RTCRtpSendParameters) => {
      set = parameters;
    },
  };
  await limitSender(sender as unknown as RTCRtpSender, 6, false);
  expect(set).toMatchObject({ encodings: [{ scaleResolutionDownBy: 2, maxFramerate: 15, maxBitrate: 200_000 }] });
  await limitSender(sender as unknown as RTCRtpSender, 6, true);
  expect(set).toMatchObject({
    encodings: [{ scaleResolutionDownBy: 1 }],
    degradationPreference: "maintain-resolution",
  });
});

test("quality goes by the round trip and by what was lost since the last look", () => {
  const sample = (received: number, lost: number, roundTrip = 0.02) => ({ received, lost, roundTrip, sentLoss: 0 });
  expect(judgeLink(sample(1000, 200), sample(2000, 200))).toBe("good");
  expect(judgeLink(sample(1000, 0), sample(1950, 50))).toBe("fair");
  expect(judgeLink(sample(1000, 0), sample(1800, 200))).toBe("poor");
  expect(judgeLink(null, sample(10, 0, 0.5))).toBe("poor");
  expect(judgeLink(null, { ...sample(10, 0), sentLoss: 0.1 })).toBe("poor");
});

test("reads the nominated pair and both directions of loss from the statistics", () => {
  const stats = [
    { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.03 },
    { type: "inbound-rtp", packetsReceived: 10, packetsLost: 1 },
    { type: "inbound-rtp", packetsReceived: 5 },
    { type: "remote-inbound-rtp", fractionLost: 0.2 },
  ];
  expect(readSample(stats)).toEqual({ roundTrip: 0.03, received: 15, lost: 1, sentLoss: 0.2 });
});

test("loudness as a bar: silence is empty, a full wave is full, a tenth is two thirds", () => {
  expect(rootMeanSquare(new Float32Array([1, -1, 1, -1]))).toBe(1);
  expect(rootMeanSquare(new Float32Array())).toBe(0);
  expect([barLevel(0), barLevel(1)]).toEqual([0, 1]);
  expect(barLevel(0.1)).toBeCloseTo(2 / 3);
});

test("each way in which a device fails has its own words", () => {
  const fault = (name: string) => readFault(new DOMException("", name));
  expect(fault("NotAllowedError")).toBe("denied");
  expect(fault("NotFoundError")).toBe("missing");
  expect(fault("NotReadableError")).toBe("busy");
  expect(readFault("?")).toBe("failed");
  expect(faultWords("denied", "camera")).toContain("camera");
  expect(faultWords("insecure", "camera")).toContain("https");
});

test("Space talks nowhere where it types or presses", () => {
  document.body.innerHTML = `<main id="page"><input id="field"><button id="control"><i id="icon"></i></button>
    <div class="cm-editor"><div id="editor" contenteditable="true"></div></div><p id="text"></p></main>`;
  const takes = (id: string) => takesSpace(document.getElementById(id));
  expect(["field", "control", "icon", "editor"].map(takes)).toEqual([true, true, true, true]);
  expect(["page", "text"].map(takes)).toEqual([false, false]);
});
