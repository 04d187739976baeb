import type { FileReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import {
  fileText,
  parsePins,
  type Pin,
  type PinChange,
  type PinFile,
  type PinRule,
  pinTable,
  readPinFiles,
} from "../pins/index.js";

/** Which pins move between two commits or trees. */
export interface PinMoves {
  /** Old → new by family and name; unchanged ones are left out. */
  readonly pins: readonly PinChange[];
  /** Files in which nothing changes but pins. */
  readonly onlyPins: ReadonlySet<string>;
}

/** Four calls of the port, however many files. */
export async function readPinMoves(
  repository: FileReader,
  { before, after }: { readonly before: Oid; readonly after: Oid },
  rules: readonly PinRule[],
  options: CallOptions,
): Promise<PinMoves> {
  const [old, current] = await Promise.all(
    [before, after].map(async (at) => parsedFiles(await readPinFiles(repository, at, rules, options), rules)),
  );
  return pinMoves(old ?? [], current ?? []);
}

/** A file with its pins, as it is on one side. */
export interface ParsedFile {
  readonly path: string;
  readonly text: string;
  readonly pins: readonly Pin[];
}

export const parsedFiles = (files: readonly PinFile[], rules: readonly PinRule[]): readonly ParsedFile[] =>
  files.map(({ path, bytes }) => {
    const { text } = fileText(bytes);
    return { path, text, pins: parsePins(text, path, rules) };
  });

/** Pure. */
export function pinMoves(before: readonly ParsedFile[], after: readonly ParsedFile[]): PinMoves {
  const pinsOf = (files: readonly ParsedFile[]): readonly Pin[] => files.flatMap(({ pins }) => pins);
  const pins = pinTable(pinsOf(before), pinsOf(after)).filter(({ direction }) => direction !== "same");
  const old = new Map(before.map((file) => [file.path, withoutVersions(file)]));
  const onlyPins = after.filter((file) => old.get(file.path) === withoutVersions(file)).map(({ path }) => path);
  return { pins, onlyPins: new Set(onlyPins) };
}

function withoutVersions({ text, pins }: ParsedFile): string {
  const sorted = [...pins].sort((a, b) => b.at - a.at);
  return sorted.reduce((rest, { at, version }) => `${rest.slice(0, at)}\0${rest.slice(at + version.length)}`, text);
}
