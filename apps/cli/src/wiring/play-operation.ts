import type { Operation } from "@signalbox/release-core";
import { remembering } from "./remembering.js";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input
type PlayOperation = Operation<any, any, any>;

const KINDS = ["upload-release", "promote-release", "change-rollout"];

export const isPlayOperation = ({ kind }: PlayOperation): boolean => KINDS.includes(kind);

/** An edit and an upload that a command left behind when it died are taken up by the next one for the same package. */
export const playOperation = <O extends PlayOperation>(operation: O, stateDir: string): O =>
  remembering(operation, stateDir, ({ packageName }: { packageName: string }) => packageName) as O;
