import type { BuildParameters } from "@signalbox/ci-gate";
import { usage } from "../errors.js";
import { list, type Session } from "../session.js";

/** `--parameter name=value`, `--expect name=value`: everything is text, which CI reads as it declares it. @throws ReleaseError `ERR_USAGE` */
export function readBuildParameters(session: Session, option: "parameter" | "expect"): BuildParameters {
  return Object.fromEntries(
    list(session, option).map((pair): [string, string | boolean] => {
      const at = pair.indexOf("=");
      if (at < 1)
        throw usage(`--${option} takes name=value, not "${pair}".`, `For example --${option} flavor=generic.`);
      const value = pair.slice(at + 1);
      return [pair.slice(0, at), /^(?:true|false)$/.test(value) ? value === "true" : value];
    }),
  );
}
