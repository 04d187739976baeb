import {
  already,
  callOptionsOf,
  type Context,
  defineOperation,
  done,
  type Outcome,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import { lookAtNewest } from "../builds/newest-builds.js";
import type { CiPorts } from "../builds/ports.js";
import type { FetchArtifact, FetchedArtifact } from "./action.js";
import { checked, looksLikePage } from "./check-bytes.js";
import { artifactDiffers, artifactIsPage } from "./errors.js";
import type { FileContent, FileStore } from "./file-store.js";
import { type FetchInput, input } from "./input.js";
import { type FetchFacts, plan } from "./plan.js";
import { type ArtifactRecord, parseRecord, recordPathOf, recordText } from "./record.js";
import { chosen, fileOf, isThere, type StandingFile } from "./standing-file.js";

export interface FetchPorts extends CiPorts {
  readonly files: FileStore;
}

async function inspect(given: FetchInput, ports: FetchPorts, context: Context): Promise<FetchFacts> {
  const options = callOptionsOf(context);
  const { repository } = given;
  const looks = await lookAtNewest(ports, given, options);
  const now = context.now().toISOString();
  const [look, second] = looks;
  if (look === undefined || second !== undefined) return { now, looks, artifacts: [], files: {} };
  const artifacts = await ports.systemOf(repository).listArtifacts(repository, look.build, options);
  const paths = chosen(given, artifacts).flatMap((artifact) => fileOf(given, artifact) ?? []);
  const files: Record<string, StandingFile> = {};
  for (const path of paths) files[path] = await standing(path, ports, context);
  return { now, looks, artifacts, files };
}

async function standing(path: string, { files }: FetchPorts, context: Context): Promise<StandingFile> {
  const options = callOptionsOf(context);
  const content = await files.look(path, options);
  return { content, record: content === null ? null : parseRecord(await files.readText(recordPathOf(path), options)) };
}

/** Looks at the file, fetches, and gives it its name only when it is what CI told. */
async function perform(
  { repository, build, artifact, file, before }: FetchArtifact,
  ports: FetchPorts,
  context: PerformContext<FetchInput>,
): Promise<Outcome<FetchedArtifact>> {
  const options = callOptionsOf(context);
  const { commit, maxBytes } = context.input;
  const there = await standing(file, ports, context);
  const result = ({ size, sha256 }: FileContent): FetchedArtifact => ({
    file,
    artifact: artifact.path,
    build: build.id,
    size,
    sha256,
  });
  if (there.content !== null && isThere(there, build, artifact)) return already(result(there.content));
  const found = there.content?.sha256 ?? null;
  if (found !== before) throw planStale(file, before, found);

  const source = await ports.systemOf(repository).openArtifact(artifact, options);
  const beginning: Uint8Array[] = [];
  const bytes = checked(source, { artifact, maxBytes, beginning }, context);
  const { path, job } = artifact;
  const origin = { repository, commit, build: build.id, attempt: build.attempt, job, artifact: path };
  const check = async ({ size, sha256 }: FileContent): Promise<void> => {
    if (looksLikePage(artifact.path, beginning)) throw artifactIsPage(artifact.path);
    if (artifact.size !== null && size !== artifact.size)
      throw artifactDiffers(artifact.path, "size", `${artifact.size} bytes`, `${size} bytes`);
    if (artifact.digest !== null && artifact.digest !== `sha256:${sha256}`)
      throw artifactDiffers(artifact.path, "digest", artifact.digest, `sha256:${sha256}`);
    // First the record: whoever dies in between leaves a record without its file, and no file that nobody knows.
    const record: ArtifactRecord = { format: 1, ...origin, size, sha256 };
    await ports.files.save(recordPathOf(file), [Buffer.from(recordText(record))], () => {}, options);
  };
  const content = await ports.files.save(file, bytes, check, options);
  return done(result(content));
}

/**
 * Puts files that the newest build of a commit kept into a folder, with a record of where each came from beside it.
 * Converged while they are there and hold what came. GitHub Actions packs what it keeps: its artifacts are zip files.
 *
 * Problems: `ERR_CI_NO_BUILD`, `ERR_CI_SEVERAL_BUILDS`, `ERR_CI_JOBS_NOT_PASSED`, `ERR_CI_NO_ARTIFACT`, `ERR_CI_ARTIFACT_NAME`,
 * `ERR_CI_ARTIFACT_EXPIRED`, `ERR_CI_ARTIFACT_TOO_LARGE`, `ERR_FILE_TAKEN`. `apply` throws `ERR_CI_ARTIFACT_DIFFERS`,
 * `ERR_CI_ARTIFACT_PAGE`, `ERR_CI_ARTIFACT_TOO_LARGE`, `ERR_FILE_FAILED`; then nothing is there.
 */
export const fetchArtifacts = defineOperation<FetchPorts, typeof input, FetchFacts, FetchArtifact, FetchedArtifact>({
  kind: "fetch-artifacts",
  input,
  inspect,
  plan,
  perform,
});
