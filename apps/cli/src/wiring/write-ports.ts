import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { WritePorts } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import type { Session } from "../session.js";
import { programRunner } from "./program-runner.js";
import type { Wiring } from "./repositories.js";

/** What operations on repositories need: who makes the commits, and where the user's programs run. */
export async function writePortsOf({ config, repositories }: Wiring, session: Session): Promise<WritePorts> {
  const scratchDir = join(config.cacheDir, "scratch");
  const [identity] = await Promise.all([
    readIdentity(config, session.env),
    mkdir(scratchDir, { recursive: true, mode: 0o700 }),
  ]);
  return { repositories, identity, commands: programRunner(session.env), scratchDir };
}
