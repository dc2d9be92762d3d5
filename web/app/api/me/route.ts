import { meBody } from "#web/server/recent-rooms";
import { json, route } from "#web/server/route";

export const GET = route(async (request) => json(await meBody(request.headers)));
