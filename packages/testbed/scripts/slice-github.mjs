// Cuts GitHub's own descriptions of its API to what the fake serves: `node scripts/slice-github.mjs`.
// The packages are fetched into a temporary folder, never installed: the first takes 385 MB when unpacked.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MUTATIONS, OPERATIONS, TYPES } from "./contract-operations.mjs";
import { sliceOpenApi } from "./slice-open-api.mjs";
import { sliceSchema } from "./slice-schema.mjs";

const OPENAPI = "@octokit/openapi@23.0.2";
const GRAPHQL = "@octokit/graphql-schema@15.26.1";

const contracts = fileURLToPath(new URL("../contracts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "slice-github-"));
const run = (command, args) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** One file of a published package. */
function fileOf(specifier, path) {
  const archive = run("npm", ["pack", "--silent", specifier]).trim().split("\n").at(-1);
  run("tar", ["-xzf", archive, `package/${path}`]);
  return readFileSync(join(folder, "package", path), "utf8");
}

try {
  const openApi = sliceOpenApi(JSON.parse(fileOf(OPENAPI, "generated/api.github.com.json")), OPERATIONS);
  const description = JSON.stringify({ "x-source": OPENAPI, "x-cut": "scripts/slice-github.mjs", ...openApi });
  writeFileSync(join(contracts, "github.openapi.json"), `${description}\n`);
  const schema = sliceSchema(fileOf(GRAPHQL, "schema.graphql"), TYPES, MUTATIONS);
  writeFileSync(join(contracts, "github.graphql"), `# Cut from ${GRAPHQL} by scripts/slice-github.mjs.\n\n${schema}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
