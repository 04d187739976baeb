// publint and attw over each package that is published, as it is packed. In one process: their own start-up, and that
// of the compiler below them, took five times as long as the checks.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const root = fileURLToPath(new URL("..", import.meta.url));
// attw's profile `esm-only`.
const ignoredResolutions = ["node10", "node16-cjs"];

const folders = ["packages", "apps"].flatMap((group) =>
  readdirSync(join(root, group)).map((name) => join(group, name)),
);
const manifestOf = (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
const published = folders.filter((folder) => !manifestOf(folder).private);

async function problemsOf(tarball) {
  const types = await checkPackage(createPackageFromTarballData(tarball));
  const wrong = (types.problems ?? []).filter(({ resolutionKind }) => !ignoredResolutions.includes(resolutionKind));
  const { buffer, byteOffset, byteLength } = tarball;
  const pack = { tarball: buffer.slice(byteOffset, byteOffset + byteLength) };
  const { messages, pkg } = await publint({ pack, strict: true });
  return [
    ...(types.types ? [] : ["attw: no types"]),
    ...wrong.map((problem) => `attw: ${JSON.stringify(problem)}`),
    ...messages
      .filter(({ type }) => type !== "suggestion")
      .map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
  ];
}

const to = mkdtempSync(join(tmpdir(), "packed-"));
try {
  const which = published.flatMap((folder) => ["--workspace", folder]);
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", to, ...which];
  const packed = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
  if (packed.length !== published.length) throw new Error(`${packed.length} of ${published.length} were packed`);
  for (const { name, filename } of packed) {
    for (const problem of await problemsOf(readFileSync(join(to, filename)))) {
      console.error(`${name}: ${problem}`);
      process.exitCode = 1;
    }
  }
  if (!process.exitCode) console.log(`${published.length} packages checked as they are packed`);
} finally {
  rmSync(to, { recursive: true });
}
