// Cuts Google's own descriptions of its APIs to what the fake Play serves: `node scripts/slice-play.mjs`.
// The descriptions come with Google's Python client, which holds them as files; every route of the publisher must also
// stand in the npm client that is used against it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { METHODS } from "./play-methods.mjs";
import { sliceDiscovery } from "./slice-discovery.mjs";

const DESCRIPTIONS = "google-api-python-client==2.201.0";
const CLIENT = "@googleapis/androidpublisher@37.0.0";

const folder = mkdtempSync(join(tmpdir(), "slice-play-"));
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function descriptions() {
  run("python3", "-m", "pip", "download", "--no-deps", DESCRIPTIONS, "-d", ".");
  run("sh", "-c", "python3 -m zipfile -e *.whl wheel");
  const at = "wheel/googleapiclient/discovery_cache/documents";
  return ["androidpublisher.v3", "playdeveloperreporting.v1beta1"].map((name) =>
    JSON.parse(readFileSync(join(folder, at, `${name}.json`), "utf8")),
  );
}

/** `METHOD /path/{name}` of every call that the npm client can make. */
function clientRoutes() {
  const archive = run("npm", "pack", "--silent", CLIENT).trim().split("\n").at(-1);
  run("tar", "-xzf", archive, "package/build/v3.js");
  const source = readFileSync(join(folder, "package/build/v3.js"), "utf8");
  const calls = source.matchAll(/url:\s*\(rootUrl \+\s*'([^']+)'\)[\s\S]{0,120}?method: '(\w+)'/g);
  return new Set([...calls].map(([, path, method]) => `${method} ${path}`));
}

try {
  const documents = descriptions();
  const slice = sliceDiscovery(documents, METHODS);
  const routes = clientRoutes();
  const strangers = slice.methods.filter(
    ({ id, httpMethod, path }) => id.startsWith("androidpublisher.") && !routes.has(`${httpMethod} /${path}`),
  );
  if (strangers.length > 0) throw new Error(`${CLIENT} has no ${strangers.map(({ id }) => id).join(", ")}`);
  const from = documents.map(({ name, version, revision }) => `${name} ${version} revision ${revision}`).join(", ");
  const description = {
    "x-source": `${DESCRIPTIONS}: ${from}`,
    "x-client": `${CLIENT}: has every route of the publisher in it`,
    "x-cut": "scripts/slice-play.mjs",
    ...slice,
  };
  writeFileSync(
    fileURLToPath(new URL("../contracts/play.discovery.json", import.meta.url)),
    `${JSON.stringify(description)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
