import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { type ArtifactExpectation, checkArtifact } from "./artifact/check-artifact.js";
import { changeRollout } from "./change-rollout/change-rollout.js";
import { type PlayStatusRequest, playStatus } from "./play-status.js";
import type { Objections, PublishPorts, Vitals } from "./ports.js";
import { promoteRelease } from "./promote-release/promote-release.js";
import { soakElapsed } from "./soak-elapsed/soak-elapsed.js";
import { uploadRelease } from "./upload-release/upload-release.js";
import { vitalsHealthy } from "./vitals-healthy/vitals-healthy.js";

/** What all of it needs. */
export interface PlayPorts extends PublishPorts {
  readonly vitals: Vitals;
  /** Default: what the input of `soak-elapsed` names. */
  readonly objections?: Objections | undefined;
}

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface PlayKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about Play by its kind. The app merges it with other packages' kinds. */
export function playKinds(ports: PlayPorts): PlayKinds {
  return {
    reads: {
      /** `{ packages, tracks? }` → what is on their tracks; one that fails fails the read. */
      "play-status": async (input, options) => {
        const statuses = await playStatus(ports, input as unknown as PlayStatusRequest, options);
        for (const one of statuses) if ("error" in one) throw one.error;
        return toJson(statuses.map((one) => ("status" in one ? one.status : null)));
      },
      /** `{ path, packageName?, versionName?, versionCode?, certificateSha256? }` → the report on the file. */
      "check-artifact": async (input, options) => {
        const { path, ...expected } = input as unknown as ArtifactExpectation & { readonly path: string };
        return toJson(await checkArtifact(path, expected, options));
      },
    },
    operations: {
      "upload-release": uploadRelease(ports),
      "promote-release": promoteRelease(ports),
      "change-rollout": changeRollout(ports),
    },
    gates: { "soak-elapsed": soakElapsed(ports), "vitals-healthy": vitalsHealthy(ports) },
  };
}
