import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { WritePorts } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import { readSigningSettings } from "../config/signing.js";
import type { Session } from "../session.js";
import { programRunner } from "./program-runner.js";
import { pullRequestsOf } from "./pull-requests.js";
import type { Wiring } from "./repositories.js";
import { signerOf } from "./signer.js";

/** What operations on repositories need: who makes and signs what is pushed, and where the user's programs run. */
export async function writePortsOf({ config, repositories }: Wiring, session: Session): Promise<WritePorts> {
  const scratchDir = join(config.cacheDir, "scratch");
  const [identity, signing] = await Promise.all([
    readIdentity(config, session.env),
    readSigningSettings(session.env, config.folder),
    mkdir(scratchDir, { recursive: true, mode: 0o700 }),
  ]);
  const signer = signerOf(signing, session.env, identity);
  return {
    repositories,
    identity,
    signer,
    commands: programRunner(session.env),
    scratchDir,
    pullRequests: pullRequestsOf(session),
  };
}
