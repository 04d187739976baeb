import { bumpPins } from "@signalbox/git-promote";
import type { Session } from "../session.js";
import type { Wiring } from "./repositories.js";
import { writePortsOf } from "./write-ports.js";

/** What `bump` does. */
export const bumpingOf = async (wiring: Wiring, session: Session): Promise<ReturnType<typeof bumpPins>> =>
  bumpPins(await writePortsOf(wiring, session));
