import { ReleaseError } from "@signalbox/release-core";
import { shown } from "../errors.js";

export const configWrong = (name: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_SSH_CONFIG",
    message: `The SSH configuration of ${shown(name)} cannot be used: ${reason}.`,
    hint: `See what applies to it with: ssh -G ${shown(name)}`,
    details: { host: name },
    cause,
  });

export const proxyCommandUnsupported = (name: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PROXY_COMMAND",
    message: `${shown(name)} is reached by a ProxyCommand, which Signalbox does not run.`,
    hint: "Say the same with ProxyJump (OpenSSH 7.3 and newer), in ~/.ssh/config or as `jump` of the host.",
    details: { host: name },
  });
