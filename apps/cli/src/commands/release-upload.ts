import { uploadAsset } from "@signalbox/github-release";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { operate } from "../operate.js";
import { readReleaseCall } from "../releasing/release-call.js";
import { isSet, pathOf, type Session } from "../session.js";
import { openReleases } from "../wiring/releases.js";

export async function run(session: Session): Promise<ExitCode> {
  const { components, concurrency, tagOf } = await readReleaseCall(session, []);
  const [component, ...others] = components;
  if (component === undefined || others.length > 0)
    throw usage("Files go to the release of one repository.", "Name it: -R acme/api.");
  const { repository } = component;
  const files = session.positionals.map((path) => ({ path: pathOf(session, path) }));
  const input = { repository, tag: tagOf(component), files, replace: isSet(session, "replace") };
  const operation = uploadAsset(await openReleases(session));
  return operate(session, { operation, targets: [{ repository, input }], concurrency });
}
