import { readiness } from "#web/server/readiness";
import { json, route } from "#web/server/route";

export const GET = route(async () => {
  const body = await readiness();
  return json(body, { status: body.ready ? 200 : 503 });
});
