import { expect, test } from "vitest";
import { iceServers } from "../../../web/server/ice.ts";

const NOW = Date.UTC(2026, 10, 24);

test("TURN credentials are coturn's: the expiry and the user, signed with the shared secret", () => {
  const env = { stunPort: null, turnUrls: ["turn:turn.example:3478?transport=udp"], turnSecret: "north" };
  expect(iceServers(env, "lab.example", "sam", NOW)).toEqual([
    {
      urls: ["turn:turn.example:3478?transport=udp"],
      username: "1795492800:sam",
      // printf %s 1795492800:sam | openssl dgst -sha1 -hmac north -binary | base64
      credential: "NOFeAv/HkjXOi9jnv1kkutiDaEg=",
    },
  ]);
});

test("without STUN and TURN there are no servers", () => {
  expect(iceServers({ stunPort: null, turnUrls: [], turnSecret: null }, "lab.example", "sam", NOW)).toEqual([]);
});
