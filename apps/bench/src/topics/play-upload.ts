import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFile, type BundleFile, PACKAGE, type PlayServer, startPlayServer, TOKEN } from "../play-place.js";
import { peakMegabytes } from "../memory.js";
import { type Command, output, sideBySide, timed } from "../measure.js";
import type { Place } from "../place.js";
import { row, type Row } from "../row.js";
import { requestsPerPublish } from "./play-requests.js";

const TOPIC = "play-upload";
const SIZES = [
  { megabytes: 200, rounds: 5 },
  { megabytes: 1000, rounds: 2 },
];
const MEGABYTE = 1024 * 1024;
const PIECE_MEGABYTES = 8;
const CURL_GOAL = { atMost: 1.6 };
const CLIENT_GOAL = { atMost: 0.5 };
const MEMORY_GOAL = { atMost: 70 };

/** A bundle to a fake Play on loopback: time, memory, what a break costs, and the requests of a whole publish. */
export async function playUpload(place: Place): Promise<Row[]> {
  const server = await startPlayServer(place);
  try {
    const rows: Row[] = [];
    for (const { megabytes, rounds } of SIZES) {
      const bench = benchOf(place, server, await bundleFile(place, megabytes));
      rows.push(...(await measureSize(bench, megabytes, rounds)));
      if (megabytes === 200) rows.push(await breaks(bench, server));
    }
    return [...rows, await requestsPerPublish(place)];
  } finally {
    await server.close();
  }
}

interface Bench {
  readonly file: BundleFile;
  readonly ours: () => Promise<number>;
  readonly client: () => Promise<number>;
  readonly curl: () => Promise<number>;
  readonly peak: () => Promise<number>;
}

function benchOf({ folder, env, signal }: Place, { url }: PlayServer, file: BundleFile): Bench {
  const script = fileURLToPath(new URL("./play-upload.cjs", import.meta.url));
  const command = (way: string): Command => {
    const { path, size, sha256 } = file;
    const args = [script, way, url, TOKEN, PACKAGE, path, String(size), sha256, join(folder, "sessions")];
    return { file: process.execPath, args, env };
  };
  const upload = async (way: string): Promise<number> => Number(await output(command(way), signal));
  const curl = async (): Promise<number> => {
    const authorization = ["-H", `authorization: Bearer ${TOKEN}`];
    const edits = `androidpublisher/v3/applications/${PACKAGE}/edits`;
    const run = (args: readonly string[]): Promise<string> =>
      output({ file: "curl", args: ["-sSf", "-X", "POST", ...authorization, ...args], env }, signal);
    const { id } = JSON.parse(await run([`${url}/${edits}`])) as { id: string };
    const target = `${url}/upload/${edits}/${id}/bundles?uploadType=media`;
    return timed(() => run(["-T", file.path, "-H", "content-type: application/octet-stream", "-H", "expect:", target]));
  };
  return {
    file,
    curl,
    ours: () => upload("ours"),
    client: () => upload("client"),
    peak: () => peakMegabytes(command("ours"), signal),
  };
}

async function measureSize(bench: Bench, megabytes: number, rounds: number): Promise<Row[]> {
  const name = `a bundle of ${megabytes} MB`;
  const metric = `ms of the upload, median of ${rounds}`;
  const byCurl = await sideBySide(rounds, { ours: bench.ours, theirs: bench.curl });
  const byClient = await sideBySide(rounds, { ours: bench.ours, theirs: bench.client });
  const memory = { topic: TOPIC, case: name, metric: "MB at its peak, whole process", goal: MEMORY_GOAL };
  return [
    row({
      topic: TOPIC,
      case: name,
      metric,
      value: byCurl.ours,
      reference: byCurl.theirs,
      goal: CURL_GOAL,
      against: "curl, one request, no hash (its whole process)",
    }),
    row({
      topic: TOPIC,
      case: name,
      metric,
      value: byClient.ours,
      reference: byClient.theirs,
      goal: CLIENT_GOAL,
      against: "@googleapis/androidpublisher 37.0.0, its stream",
    }),
    row({ ...memory, value: await bench.peak(), against: "a limit; Node itself takes 42, Google's client 19" }),
  ];
}

/** At the first byte, in the middle of pieces, at their ends, at the last byte. */
async function breaks({ file, ours }: Bench, server: PlayServer): Promise<Row> {
  const piece = PIECE_MEGABYTES * MEGABYTE;
  const places = [1, piece - 1, 5 * piece + 1_234_567, 11 * piece - 1, file.size - 1];
  let most = 0;
  for (const place of places) {
    await server.breakAt(place);
    await ours();
    most = Math.max(most, (await server.breakAt(0)) - file.size);
  }
  return row({
    topic: TOPIC,
    case: `a break at one of ${places.length} bytes of 200 MB`,
    metric: "MB sent twice, at most",
    value: most / MEGABYTE,
    goal: { atMost: PIECE_MEGABYTES },
    against: "a limit",
  });
}
