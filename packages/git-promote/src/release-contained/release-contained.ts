import { type Context, defineGate, callOptionsOf } from "@signalbox/release-core";
import * as z from "zod";
import { repositoryField } from "../input-fields.js";
import type { ReadPorts } from "../ports.js";
import type { Containment } from "../verify-containment/containment.js";
import { findRevision } from "../resolve-revision.js";
import { containmentFields, examineContainment } from "../verify-containment/verify-containment.js";
import { judge } from "./judge.js";

const input = z.strictObject({
  ...containmentFields,
  repository: repositoryField,
  whenMissing: z
    .enum(["refuse", "skip"])
    .default("refuse")
    .describe("Where there is no `earlier`: skip passes, since not every repository has every release"),
});

export type ContainedInput = z.output<typeof input>;

/** What was found, or the name of the earlier side where it is not there and need not be. */
export type ContainedFacts = Containment | { readonly absent: string };

async function inspect(given: ContainedInput, ports: ReadPorts, context: Context): Promise<ContainedFacts> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(given.repository, options);
  await repository.refresh(options);
  const { earlier, prefer, whenMissing } = given;
  const refs = await repository.listRefs(options);
  if (whenMissing === "skip" && findRevision(refs, earlier, { mainline: null, prefer }) === null) {
    return { absent: earlier };
  }
  return examineContainment(repository, given, options);
}

/** Passes when `later` (default: the mainline) has every commit of `earlier`; blocks with the missing ones as evidence. */
export const releaseContained = defineGate<ReadPorts, typeof input, ContainedFacts, ContainedFacts>({
  kind: "release-contained",
  input,
  inspect,
  judge,
});
