import type { ExitCode } from "../exit-codes.js";
import type { Session } from "../session.js";
import { decideStep } from "../trains/decide-step.js";

export const run = (session: Session): Promise<ExitCode> => decideStep(session, "approve");
