import { createClient } from "@oscar/contracts";
import { runServer } from "../apps/server/src/run-server.ts";
import { EXAMPLE_PROGRAMS, providePrograms } from "./test/programs.ts";
import { followTutorial } from "./tutorial.ts";

const missing = await providePrograms(EXAMPLE_PROGRAMS);
if (missing.length > 0) process.exit(1);

await runServer({
  // What happens is told below, in fewer words.
  defaults: { OSCAR_LOG_LEVEL: "warn" },
  async onReady({ url, console: oscar }) {
    const headers = { Cookie: await oscar.issueCookie(), Origin: url };
    const client = createClient({ baseUrl: url, headers });
    const say = (line: string) => console.log(line);
    const zip = await followTutorial(client, { say });
    await client.deleteSession();
    say(`
Done. Log in and look at:
  the detections   ${url}/buckets/darknet-out
  the functions    ${url}/functions
  all in one zip   ${url}${zip.url} (${zip.entries} files, ${zip.sizeBytes} bytes)
The server goes on. Stop it with Ctrl+C.`);
  },
});
