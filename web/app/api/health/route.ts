import { json, route } from "#web/server/route";
import { version } from "#web/server/version";

export const GET = route(async () => json({ status: "ok", version }));
