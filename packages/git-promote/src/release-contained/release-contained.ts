import { type Context, defineGate } from "@signalbox/release-core";
import { z } from "zod";
import { callOptionsOf } from "../call-options-of.js";
import type { ReadPorts } from "../ports.js";
import type { Containment } from "../verify-containment/containment.js";
import { containmentFields, examineContainment } from "../verify-containment/verify-containment.js";
import { judge } from "./judge.js";

const input = z.strictObject(containmentFields);

export type ContainedInput = z.output<typeof input>;

async function inspect(given: ContainedInput, ports: ReadPorts, context: Context): Promise<Containment> {
  const options = callOptionsOf(context);
  const repository = await ports.repositories.open(given.repository, options);
  await repository.refresh(options);
  return examineContainment(repository, given, options);
}

/** Passes when `later` (default: the mainline) has every commit of `earlier`; blocks with the missing ones as evidence. */
export const releaseContained = defineGate<ReadPorts, typeof input, Containment, Containment>({
  kind: "release-contained",
  input,
  inspect,
  judge,
});
