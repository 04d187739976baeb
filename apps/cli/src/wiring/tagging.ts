import type { WritePorts } from "@signalbox/git-promote";
import { readIdentity } from "../config/operator.js";
import { isSet, type Session } from "../session.js";
import type { Wiring } from "./repositories.js";

/** What cutting and tagging need: who makes it and, with `--sign`, what signs it. */
export async function taggingPorts({ config, repositories }: Wiring, session: Session): Promise<WritePorts> {
  const identity = await readIdentity(config, session.env);
  if (!isSet(session, "sign")) return { repositories, identity };
  const { openSigner } = await import("./signer.js");
  return { repositories, identity, signer: await openSigner(session.env, config.folder, identity) };
}
