import { execFileSync } from "node:child_process";
import { describe, it } from "vitest";

/** What a system test may need of the machine. */
export type Need = "linux" | "root" | "namespaces" | "postgresql" | `command:${string}`;

/** What `startHosts` and the packages of `@signalbox/testbed/hosts` need. */
export const HOST_NEEDS: readonly Need[] = [
  "linux",
  "root",
  "namespaces",
  ...(["mmdebstrap", "ip", "ssh-keygen", "systemd-nspawn", "dpkg-deb", "rpmbuild"] as const).map(
    (name) => `command:${name}` as const,
  ),
];

/**
 * A suite that needs parts of the machine. Where one is missing it is skipped, and the reason is in its name; with
 * `REQUIRE_SYSTEM=1` that is a failure.
 */
export function systemSuite(name: string, needs: readonly Need[], body: () => void): void {
  const missing = needs.filter((need) => !isThere(need)).map((need) => need.replace("command:", ""));
  if (missing.length === 0) return void describe(name, body);
  const reason = `needs ${missing.join(", ")}`;
  if (process.env["REQUIRE_SYSTEM"] !== "1") return void describe.skip(`${name} (${reason})`, body);
  describe(name, () => {
    it("has what it needs", () => {
      throw new Error(`${reason}, and REQUIRE_SYSTEM=1 forbids to skip it`);
    });
  });
}

function isThere(need: Need): boolean {
  if (need === "linux") return process.platform === "linux";
  if (need === "root") return process.getuid?.() === 0;
  if (need === "namespaces") return succeeds("unshare", ["--mount", "--net", "--pid", "--fork", "true"]);
  // As `startPostgres` finds it: Debian keeps its programs off everybody's path.
  if (need === "postgresql") return succeeds("sh", ["-c", "ls /usr/lib/postgresql/*/bin/initdb"]);
  // Servers live in sbin, which is not on everybody's path.
  const path = `${process.env["PATH"] ?? ""}:/usr/local/sbin:/usr/sbin:/sbin`;
  return succeeds("sh", ["-c", 'command -v "$0"', need.slice("command:".length)], path);
}

function succeeds(command: string, args: readonly string[], path = process.env["PATH"] ?? ""): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore", env: { PATH: path } });
    return true;
  } catch {
    return false;
  }
}
