import type { CallOptions } from "@signalbox/release-core";
import type { LocalArtifact } from "../artifact/artifact.js";
import { findArtifact } from "../artifact/find-artifact.js";
import type { InstallPorts } from "../fleet/ports.js";
import type { InstallInput } from "./input.js";

/** The package, and the caller's copy of the one before. */
export interface Files {
  readonly artifact: LocalArtifact;
  readonly previous: LocalArtifact | null;
}

/** An apply has one input object for all its actions: the files are read once for all hosts. */
const KNOWN = new WeakMap<InstallInput, Promise<Files>>();

export function filesOf(
  input: InstallInput,
  ports: Pick<InstallPorts, "downloads">,
  options: CallOptions,
): Promise<Files> {
  const known = KNOWN.get(input);
  if (known !== undefined) return known;
  const files = readFiles(input, ports, options);
  KNOWN.set(input, files);
  return files;
}

async function readFiles(
  input: InstallInput,
  { downloads }: Pick<InstallPorts, "downloads">,
  options: CallOptions,
): Promise<Files> {
  return {
    artifact: await findArtifact(input.artifact, downloads, options),
    previous: input.previous === undefined ? null : await findArtifact(input.previous, downloads, options),
  };
}
