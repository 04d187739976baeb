import type { FileReader, Oid, TreeFile } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { fileText } from "./file-text.js";
import { globFolder, globTest } from "../glob.js";
import { parsePins } from "./parse-pins.js";
import type { Pin, PinRule } from "./pin.js";

/** Salt states and the dependencies of npm packages: what is looked for where nothing is configured. */
export const DEFAULT_PIN_RULES: readonly PinRule[] = [
  { files: "**/*.sls", format: "yaml" },
  { files: "**/package.json", format: "package-json" },
];

/** A file that rules look into, as it is at a commit. */
export interface PinFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Every pin of a commit or tree, in the order of paths and lines. Two calls of the port, however many files. */
export async function readPins(
  repository: FileReader,
  at: Oid,
  rules: readonly PinRule[],
  options: CallOptions = {},
): Promise<readonly Pin[]> {
  const files = await readPinFiles(repository, at, rules, options);
  return files.flatMap(({ path, bytes }) => parsePins(fileText(bytes).text, path, rules));
}

/** The files that the rules name, in the order of their paths. Links, submodules and `node_modules` are left out. */
export async function readPinFiles(
  repository: FileReader,
  at: Oid,
  rules: readonly PinRule[],
  options: CallOptions = {},
): Promise<readonly PinFile[]> {
  if (rules.length === 0) return [];
  const folders = rules.map(({ files }) => globFolder(files));
  const under = folders.includes("") ? {} : { under: [...new Set(folders)] };
  const listed = await repository.listFiles(at, { ...options, ...under });
  const tests = rules.map(({ files }) => globTest(files));
  const paths = listed
    .filter((file) => isPlain(file) && tests.some((matches) => matches(file.path)))
    .map(({ path }) => path);
  if (paths.length === 0) return [];
  const contents = await repository.readFiles(at, paths, options);
  return paths.flatMap((path, index) => {
    const bytes = contents[index] ?? null;
    return bytes === null ? [] : [{ path, bytes }];
  });
}

const isPlain = ({ path, mode }: TreeFile): boolean =>
  (mode === "100644" || mode === "100755") && !path.split("/").includes("node_modules");
