import { getHub } from "#protocol/hub";
import { route } from "#web/server/route";

export const GET = route(
  async () =>
    new Response(await getHub().metrics(), {
      headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
    }),
);
