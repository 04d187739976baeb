import { tagRelease } from "@signalbox/git-promote";
import { chooseRepositories } from "../config/choose-repositories.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate, type Target } from "../operate.js";
import { positive, text, type Session } from "../session.js";
import { patchTargets } from "../tagging/patch-targets.js";
import { readTagCall, type TagCall } from "../tagging/tag-call.js";
import { tagInput, type TagInput } from "../tagging/tag-input.js";
import { askAhead, openWiring } from "../wiring/repositories.js";
import { writePortsOf } from "../wiring/write-ports.js";

/** Tags are small and wait for the network: all eleven of a release go at once. */
const MOST_AT_ONCE = 16;

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const { config } = wiring;
  const call = readTagCall(session, config.components);
  const tagged = config.components.filter(
    ({ policy, publishesOnTag }) => policy?.tag !== false && (publishesOnTag !== true || !call.isProduct),
  );
  const components = await chooseRepositories(session, config, tagged, call.named);
  if (text(session, "commit") !== undefined && components.length > 1)
    throw usage("--commit is a commit of one repository.", "Name that repository alone.");
  const concurrency = positive(session, "concurrency") ?? Math.max(config.concurrency, MOST_AT_ONCE);
  const ahead = components.slice(0, concurrency).map(({ repository }) => repository);
  await askAhead(session, wiring.repositories, ahead);
  const ports = await writePortsOf(wiring, session);
  const targets: readonly Target<TagInput>[] = call.isPatch
    ? await patchTargets(session, ports, { components, call, concurrency })
    : components.map((component) => ({ repository: component.repository, input: tagInput(session, call, component) }));
  const code = await operate(session, { operation: tagRelease(ports), targets, concurrency });
  if (code !== 0 && call.isPatch) noteHowToGoOn(session, call, targets);
  return code;
}

/** Counting again after some of them were tagged would give the others the next number but one. */
function noteHowToGoOn(session: Session, call: TagCall, targets: readonly Target<TagInput>[]): void {
  const version = targets.find(({ input }) => input.version?.startsWith("next-") === false)?.input.version;
  if (version === undefined || call.version !== null) return;
  session.out.note(`To go on with ${version} where it is missing, name it: signalbox tag ${version} --next-patch …`);
}
