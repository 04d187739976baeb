import { ReleaseError } from "@signalbox/release-core";

export const hostsUnusable = (reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_HOSTS",
    message: `The test hosts cannot be used: ${reason}.`,
    hint: "They need Linux, root, and the Debian packages mmdebstrap, iproute2, openssh-client and systemd-container.",
    details: { reason },
    cause,
  });

export const hostCommandFailed = (
  host: string,
  argv: readonly string[],
  exitCode: number,
  output: string,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_HOST_COMMAND",
    message: `${argv.join(" ")} failed on ${host} (${exitCode}): ${output.trim().slice(-2000) || "no message"}`,
    hint: "Use `tryRun` where a failure is what the test is about.",
    details: { host, argv, exitCode, output: output.slice(-20_000) },
  });

export const packageNotBuilt = (name: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TESTBED_PACKAGE",
    message: `The package ${name} could not be built.`,
    hint: "Look at the cause; dpkg-deb and rpmbuild (Debian packages dpkg and rpm) must be installed.",
    details: { name },
    cause,
  });
