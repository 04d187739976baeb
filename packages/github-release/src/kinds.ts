import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { assetsReady } from "./assets-ready/assets-ready.js";
import { currentRelease, type CurrentReleaseRequest } from "./current-release/current-release.js";
import { draftRelease } from "./draft-release/draft-release.js";
import { editReleaseNotes } from "./edit-release-notes/edit-release-notes.js";
import type { ReleasePorts } from "./ports.js";
import { publishRelease } from "./publish-release/publish-release.js";
import { uploadAsset } from "./upload-asset/upload-asset.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface ReleaseKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about releases by its kind. The app merges it with other packages' kinds. */
export function releaseKinds(ports: ReleasePorts): ReleaseKinds {
  return {
    reads: {
      "current-release": async (input, options) =>
        toJson(await currentRelease(ports, input as unknown as CurrentReleaseRequest, options)),
    },
    operations: {
      "draft-release": draftRelease(ports),
      "edit-release-notes": editReleaseNotes(ports),
      "publish-release": publishRelease(ports),
      "upload-asset": uploadAsset(ports),
    },
    gates: { "assets-ready": assetsReady(ports) },
  };
}
