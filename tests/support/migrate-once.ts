/** Run as a process: migrates, and prints what it applied as JSON. */
import { migrate } from "#prisma/migrate";

const [databaseUrl = "", folder] = process.argv.slice(2);
console.log(JSON.stringify((await migrate(databaseUrl, folder)).applied));
