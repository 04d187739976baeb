import { startPlay } from "@signalbox/testbed/play";

// A fake Play in a process of its own: it must not take the time of who is measured. Prints its URL.
// Usage: node play-server.js <package> <token>; every line on stdin is a byte at which the next upload breaks off, and is
// answered with the bytes that uploads took since the last line.
const [packageName = "", token = ""] = process.argv.slice(2);
const rights = { [packageName]: "production" } as const;
const play = await startPlay({ apps: [{ packageName }], accounts: [{ email: "bench@play.test", token, rights }] });

process.stdin.setEncoding("utf8").on("data", (line: string) => {
  const bytes = play.requests.reduce((sum, { operation, bytes: some }) => sum + (operation === null ? 0 : some), 0);
  const atByte = Number(line);
  // The request that this byte belongs to, pieces being of 8 MB.
  const nth = Math.floor(atByte / (8 * 1024 * 1024)) + 1;
  play.clearRequests();
  play.setFaults(atByte > 0 ? [{ match: /^PUT .*upload_id/, nth, kind: "drop", atByte }] : []);
  process.stdout.write(`${JSON.stringify({ bytes, violations: play.violations })}\n`);
});
process.stdin.once("end", () => void play.close());
process.stdout.write(`${play.url}\n`);
