import { approveJob } from "@signalbox/ci-gate";
import type { ChosenBuilds } from "../building/choose-builds.js";
import { operateBuilds } from "../building/operate-builds.js";
import { readBuildParameters } from "../building/read-parameters.js";
import { parseSpan } from "../databases/parse-span.js";
import { usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { isSet, list, type Session, text } from "../session.js";
import { defined } from "../templates/defined.js";

export function run(session: Session): Promise<ExitCode> {
  const maxAge = text(session, "max-age");
  const asked = {
    expectParameters: readBuildParameters(session, "expect"),
    parametersUnknown: isSet(session, "parameters-unknown") ? ("accept" as const) : ("refuse" as const),
    ...defined({
      build: text(session, "build"),
      maxAgeMs: maxAge === undefined ? undefined : parseSpan("max-age", maxAge),
    }),
  };
  return operateBuilds(session, approveJob, (chosen) => ({
    ...chosen.choice,
    ...defined({ maxAgeMs: chosen.place.maxAgeMs }),
    job: approvalOf(session, chosen),
    jobs: [...(chosen.place.jobs ?? []), ...list(session, "need")],
    ...asked,
  }));
}

/** @throws ReleaseError `ERR_USAGE` when nobody says which one is meant */
function approvalOf(session: Session, { name, place: { production } }: ChosenBuilds): string | string[] {
  const [job, wanted] = [text(session, "job"), text(session, "production")];
  if (job !== undefined && wanted === undefined) return job;
  const known = Object.keys(production);
  const found = wanted === undefined || !Object.hasOwn(production, wanted) ? undefined : production[wanted]?.approval;
  if (found !== undefined && job === undefined) return typeof found === "string" ? found : [...found];
  throw usage(
    job === undefined ? `Which approval of ${name}?` : "An approval is named by --job or by --production, not by both.",
    known.length === 0
      ? "Name it with --job, such as --job PROD_approve; `ci.production` of the component can name it too."
      : `Name it: --production ${known.join(" or --production ")}, or --job <name>.`,
  );
}
