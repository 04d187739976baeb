import { createHash } from "node:crypto";
import type { Artifact, Build } from "../../src/builds/ports.js";
import type { MadeBuild } from "../builds/setup.js";

/** What the jobs of a build kept, with its content. */
export const artifactsOf = (
  made: MadeBuild,
  build: Build,
): { readonly artifact: Artifact; readonly content: string }[] =>
  made.jobs.flatMap(({ name, artifacts = {} }) =>
    Object.entries(artifacts).map(([path, content]) => ({
      content,
      artifact: { path, job: name, url: `${build.url ?? ""}/${name}/${path}`, ...told(content) },
    })),
  );

const told = (content: string): Pick<Artifact, "size" | "digest" | "expiresAt"> => ({
  size: Buffer.byteLength(content),
  digest: `sha256:${createHash("sha256").update(content).digest("hex")}`,
  expiresAt: null,
});

export async function* bytesOf(content: string): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(content);
}
