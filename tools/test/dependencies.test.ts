import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const place = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const manifestOf = (folder: string) => JSON.parse(readFileSync(place(`${folder}/package.json`), "utf8")) as Manifest;
const workspaces = ["packages", "apps"]
  .flatMap((group) => readdirSync(place(group)).map((name) => `${group}/${name}`))
  .filter((folder) => existsSync(place(`${folder}/package.json`)));
const manifests = [".", ...workspaces].map(manifestOf);
const dependenciesOf = ({ dependencies, devDependencies }: Manifest) =>
  Object.entries({ ...dependencies, ...devDependencies });

it("each dependency has its reason in the log, and each reason its dependency", () => {
  const log = readFileSync(place("docs/decisions/dependencies.md"), "utf8");
  const rows = [...log.matchAll(/^\| (`.+?) \|/gm)].map((match) => match[1] ?? "");
  const reasons = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  const names = manifests.flatMap((manifest) => dependenciesOf(manifest).map(([name]) => name));
  const foreign = new Set(names.filter((name) => !manifests.some((manifest) => manifest.name === name)));
  expect([...new Set(reasons)].sort()).toEqual([...foreign].sort());
});

it("every version is exact", () => {
  const loose = manifests.flatMap((manifest) =>
    dependenciesOf(manifest)
      .filter(([, version]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${manifest.name}: ${name}@${version}`),
  );
  expect(loose).toEqual([]);
});

it("a peer is a range, and what it is tested with is in it", () => {
  for (const { devDependencies = {}, peerDependencies = {} } of manifests) {
    const tested = Object.keys(peerDependencies).map((name) => [name, `^${devDependencies[name]?.split(".")[0]}.0.0`]);
    expect(peerDependencies).toEqual(Object.fromEntries(tested));
  }
});

it("one version of a thing in the whole workspace", () => {
  const versions = new Map<string, Set<string>>();
  for (const [name, version] of manifests.flatMap(dependenciesOf)) {
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  expect([...versions].filter(([, seen]) => seen.size > 1)).toEqual([]);
});
