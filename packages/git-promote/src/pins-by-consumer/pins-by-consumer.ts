import type { GitRepository, Repositories } from "@signalbox/git";
import { type CallOptions, fanOut, isReleaseError, parseInput, redactText } from "@signalbox/release-core";
import * as z from "zod";
import { revisionMissing } from "../errors.js";
import { findTarget } from "../find-target.js";
import { branchField, repositoryField } from "../input-fields.js";
import { DEFAULT_PIN_RULES, pinRuleField, readPins } from "../pins/index.js";
import { type BranchHead, nearest, shortName } from "../resolve-branch.js";
import type { Consumer, PinsByConsumer } from "./consumer-pins.js";
import { groupPins, type ReadConsumer } from "./group-pins.js";

/** Reads of many releases in a row ask a remote once. */
const FRESH_MS = 30_000;

const consumerField = z
  .strictObject({
    name: z.string().min(1).optional().describe("For people. Default: the repository's name"),
    repository: repositoryField,
    branch: branchField.optional().describe("Default: the mainline"),
    tag: z.string().min(1).optional().describe("A tag by its short name, instead of a branch"),
    rules: z.array(pinRuleField).min(1).optional().describe("Default: Salt states and package.json"),
  })
  .refine(({ branch, tag }) => branch === undefined || tag === undefined, {
    message: "has a branch or a tag, not both",
  });

const input = z.strictObject({
  consumers: z.array(consumerField).min(1),
  packages: z.array(z.string().min(1)).min(1).optional().describe("Default: those that two consumers or more pin"),
  concurrency: z.int().min(1).max(64).default(8),
});

/** See `pinsByConsumer`. */
export type PinsByConsumerInput = z.input<typeof input>;
type ConsumerInput = z.output<typeof consumerField>;

/**
 * Which versions of the same packages the consumers pin, and where they differ. A consumer that cannot be read, or has
 * no such branch or tag, has an `error`, and the others are told all the same.
 * @throws ReleaseError `ERR_INPUT_INVALID`, and the reason of an abort
 */
export async function pinsByConsumer(
  repositories: Repositories,
  given: PinsByConsumerInput,
  options: CallOptions = {},
): Promise<PinsByConsumer> {
  const wanted = parseInput("pins-by-consumer", input, given);
  const settled = await fanOut(wanted.consumers, (consumer) => readConsumer(repositories, consumer, options), {
    ...options,
    concurrency: wanted.concurrency,
  });
  options.signal?.throwIfAborted();
  const read: ReadConsumer[] = [];
  const consumers = settled.map((line): Consumer => {
    if (line.status === "fulfilled") {
      read.push({ consumer: line.value.consumer.name, pins: line.value.pins });
      return line.value.consumer;
    }
    return failed(line.item, line.status === "rejected" ? line.error : null);
  });
  return { format: 1, consumers, packages: groupPins(read, wanted.packages ?? null) };
}

async function readConsumer(
  repositories: Repositories,
  wanted: ConsumerInput,
  options: CallOptions,
): Promise<{ readonly consumer: Consumer } & Pick<ReadConsumer, "pins">> {
  const repository = await repositories.open(wanted.repository, options);
  await repository.refresh({ ...options, ifOlderThanMs: FRESH_MS });
  const { ref, commit } = await findRef(repository, wanted, options);
  const pins = await readPins(repository, commit, wanted.rules ?? DEFAULT_PIN_RULES, options);
  const consumer = { name: wanted.name ?? repository.name, repository: repository.location, ref, commit };
  return { consumer, pins };
}

async function findRef(
  repository: GitRepository,
  { branch, tag }: ConsumerInput,
  options: CallOptions,
): Promise<BranchHead> {
  const refs = await repository.listRefs(options);
  if (tag === undefined) return findTarget(repository, refs, branch ?? null, options);
  const found = refs.find(({ name }) => name === `refs/tags/${tag}`);
  if (found !== undefined) return { ref: found.name, commit: found.commit };
  const tags = refs.filter(({ name }) => name.startsWith("refs/tags/")).map(({ name }) => shortName(name));
  throw revisionMissing(tag, repository.location, nearest(tags, tag));
}

function failed({ name, repository }: ConsumerInput, error: unknown): Consumer {
  const location = redactText(repository);
  const { code, message, hint } = isReleaseError(error)
    ? error
    : { code: "ERR_UNEXPECTED", message: "It was not read.", hint: "Run it again." };
  return { name: name ?? location, repository: location, ref: null, commit: null, error: { code, message, hint } };
}
