import { triggerBuild } from "@signalbox/ci-gate";
import { operateBuilds } from "../building/operate-builds.js";
import { readBuildParameters } from "../building/read-parameters.js";
import { sinceOf } from "../building/since-of.js";
import type { ExitCode } from "../exit-codes.js";
import type { Session } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const asked = { since: sinceOf(session), parameters: readBuildParameters(session, "parameter") };
  return operateBuilds(session, triggerBuild, ({ choice, at: { tag } }) => ({
    ...choice,
    // CI builds the head of a branch or a tag, and no commit.
    ...defined({ tag: choice.branch === undefined ? (tag ?? undefined) : undefined }),
    ...asked,
  }));
}
