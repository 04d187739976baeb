import type { Verdict } from "@signalbox/release-core";
import { EXIT, type ExitCode } from "../exit-codes.js";

/** What a gate's answer means for scripts. */
export const exitOfVerdict = ({ status }: Pick<Verdict, "status">): ExitCode =>
  status === "pass" ? EXIT.ok : status === "wait" ? EXIT.waiting : EXIT.blocked;
