import { ReleaseError } from "@signalbox/release-core";
import { type Place, shown } from "../errors.js";

export const jumpRefused = (bastion: Place, to: Place, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_JUMP_REFUSED",
    message: `${bastion.name} (${bastion.address}) did not connect us to ${to.name} (${to.address}): ${reason}.`,
    hint: `Check that ${shown(to.address)} can be reached from there, and that its sshd allows AllowTcpForwarding.`,
    details: { host: to.name, address: to.address, jump: bastion.name },
    retryable: true,
    cause,
  });

export const jumpLoop = (chain: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_JUMP_LOOP",
    message: `The jump hosts go round in a circle: ${chain.join(" -> ")}.`,
    hint: 'Say "ProxyJump none" for the jump host itself in ~/.ssh/config.',
    details: { chain: [...chain] },
  });
