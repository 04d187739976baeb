import { setMaxListeners } from "node:events";
import { parseArgs } from "node:util";
import { inPlace, type Place } from "./place.js";
import type { Row } from "./row.js";
import { table } from "./table.js";

const TOPICS: Readonly<Record<string, () => Promise<(place: Place) => Promise<Row[]>>>> = {
  startup: async () => (await import("./topics/startup.js")).startup,
  journal: async () => (await import("./topics/journal.js")).journal,
  promotion: async () => (await import("./topics/promotion.js")).promotion,
  audit: async () => (await import("./topics/audit.js")).audit,
  containment: async () => (await import("./topics/containment.js")).containment,
  tagging: async () => (await import("./topics/tagging.js")).tagging,
  "unreleased-github": async () => (await import("./topics/unreleased-github.js")).unreleasedGitHub,
  unreleased: async () => (await import("./topics/unreleased.js")).unreleased,
  notes: async () => (await import("./topics/notes.js")).notes,
  deploy: async () => (await import("./topics/deploy.js")).deploy,
  jobs: async () => (await import("./topics/jobs.js")).jobs,
  "notes-page": async () => (await import("./topics/notes-page.js")).notesPage,
  "play-upload": async () => (await import("./topics/play-upload.js")).playUpload,
};

/** All of it, whatever hangs. */
const LIMIT_MS = 15 * 60_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean" } } });
const unknown = positionals.filter((name) => !(name in TOPICS));
if (unknown.length > 0) {
  process.stderr.write(`No such topic: ${unknown.join(", ")}. There are: ${Object.keys(TOPICS).join(", ")}.\n`);
  process.exit(2);
}

const stop = new AbortController();
// Many repositories at once listen to it.
setMaxListeners(0, stop.signal);
const limit = setTimeout(
  () => stop.abort(new Error(`The bench was not done after ${LIMIT_MS / 60_000} min.`)),
  LIMIT_MS,
);
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort(new Error(name)));

const rows: Row[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(TOPICS)) {
  const topic = await TOPICS[name]?.();
  if (topic === undefined) continue;
  if (values.json !== true) process.stderr.write(`measuring ${name}…\n`);
  try {
    rows.push(...(await inPlace(name, stop.signal, topic)));
  } catch (error) {
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
    process.stderr.write(
      `${name} could not be measured: ${reason instanceof Error ? reason.message : String(reason)}\n`,
    );
    process.exitCode = 1;
    if (stop.signal.aborted) break;
  }
}
clearTimeout(limit);
process.stdout.write(values.json === true ? `${JSON.stringify({ rows }, null, 2)}\n` : table(rows));
