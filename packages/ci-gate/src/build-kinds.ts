import { type CallOptions, type Gate, type Json, type Operation, parseInput, toJson } from "@signalbox/release-core";
import * as z from "zod";
import { approveJob } from "./approve-job/approve-job.js";
import { buildPassing } from "./build-passing/build-passing.js";
import type { TriggerPorts } from "./builds/build-ports.js";
import { findBuild, listBuilds } from "./builds/find-build.js";
import { choiceFields, commitField, isOneRef, ONE_REF, repositoryField } from "./builds/input-fields.js";
import { fetchArtifacts, type FetchPorts } from "./fetch-artifacts/fetch-artifacts.js";
import { rerunBuild } from "./rerun-build/rerun-build.js";
import { triggerBuild } from "./trigger-build/trigger-build.js";

/** What all of it needs. */
export interface BuildPorts extends TriggerPorts, FetchPorts {}

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface BuildKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

const choice = z
  .strictObject({ repository: repositoryField, commit: commitField, ...choiceFields })
  .refine(isOneRef, ONE_REF);

/** Everything about builds by its kind. The app merges it with other packages' kinds. */
export function buildKinds(ports: BuildPorts): BuildKinds {
  return {
    reads: {
      /** `{ repository, commit, branch?, tag?, workflow? }` → the newest build with its jobs and age, or null. */
      "find-build": async (input, options) =>
        toJson(await findBuild(ports, parseInput("find-build", choice, input), options)),
      /** The same input → all builds of the commit, newest first. */
      "list-builds": async (input, options) =>
        toJson(await listBuilds(ports, parseInput("list-builds", choice, input), options)),
    },
    operations: {
      "rerun-build": rerunBuild(ports),
      "trigger-build": triggerBuild(ports),
      "approve-job": approveJob(ports),
      "fetch-artifacts": fetchArtifacts(ports),
    },
    gates: { "build-passing": buildPassing(ports) },
  };
}
