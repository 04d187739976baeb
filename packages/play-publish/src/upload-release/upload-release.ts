import { type Context, defineOperation, callOptionsOf } from "@signalbox/release-core";
import type { PublishPorts } from "../ports.js";
import type { PublishedRelease, PutRelease } from "../publishing/action.js";
import { performPut } from "../publishing/perform.js";
import { seeTracks } from "../publishing/see-tracks.js";
import { input, type UploadInput } from "./input.js";
import { readLocalArtifact } from "./local-artifact.js";
import { plan, type UploadFacts } from "./plan.js";

async function inspect(
  { packageName, track, otherTracks, artifacts }: UploadInput,
  { releases }: Pick<PublishPorts, "releases">,
  context: Context,
): Promise<UploadFacts> {
  const options = callOptionsOf(context);
  const [tracks, local] = await Promise.all([
    seeTracks(releases, packageName, [track, ...otherTracks], options),
    Promise.all(artifacts.map(({ path }) => readLocalArtifact(path, options))),
  ]);
  return { local, tracks };
}

/**
 * Uploads a bundle, or APKs, and puts them on a track as one release, in one edit. Planning opens no edit. What is on the
 * track already is left; after a crash it takes up its edit and its upload, or finds what was committed.
 *
 * Problems: those of `checkArtifact`, `ERR_NOTES_…`, `ERR_VERSION_CODE_TWICE`, `ERR_ARTIFACT_MIXED`, `ERR_PLAY_CODE_LOW`,
 * `ERR_PLAY_SUPERSEDES`. `apply` throws `ERR_PLAN_STALE` (the track is another one), `ERR_PLAY_CODE_USED`,
 * `ERR_PLAY_REVIEW_RUNNING`, `ERR_PLAY_LOCKED`, `ERR_FILE_CHANGED`, what an edit shows to be impossible, and what Play
 * answers.
 */
export const uploadRelease = defineOperation<PublishPorts, typeof input, UploadFacts, PutRelease, PublishedRelease>({
  kind: "upload-release",
  input,
  inspect,
  plan,
  perform: performPut,
});
