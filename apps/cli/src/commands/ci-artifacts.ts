import { fetchArtifacts } from "@signalbox/ci-gate";
import { operateBuilds } from "../building/operate-builds.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { list, pathOf, type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const paths = [...list(session, "artifact")];
  if (paths.length === 0)
    throw usage("Which files of the build?", "Name them as CI lists them, * for any text: --artifact '*.aab'.");
  const asked = {
    paths,
    folder: pathOf(session, text(session, "folder") ?? "."),
    ...defined({ job: text(session, "job") }),
  };
  return operateBuilds(session, fetchArtifacts, ({ choice }) => ({ ...choice, ...asked }));
}
