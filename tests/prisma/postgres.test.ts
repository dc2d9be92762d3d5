import { afterAll, beforeAll } from "vitest";
import { startPostgres, type TestPostgres } from "#tests/support/postgres";
import { testDatabase } from "./contract.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.dispose());

testDatabase("PostgreSQL", () => postgres.createDatabase());
