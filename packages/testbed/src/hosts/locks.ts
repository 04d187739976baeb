import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT } from "./host-root.js";

/** A package manager's lock in somebody's hands. */
export interface HeldLock {
  /** Of the holder, as it is called on the host. */
  readonly pid: number;
  release(): Promise<void>;
}

/** What a holder locks, and by which name `ps` shows it. */
const LOCKS = {
  // As apt does: first the frontends' lock, then dpkg's own.
  dpkg: { name: "unattended-upgr", files: ["/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/lock"] },
  rpm: { name: "packagekitd", files: ["/var/lib/rpm/.rpm.lock"] },
  // dnf believes a file that names a living process; whoever comes second waits.
  dnf: { name: "dnf", files: ["/var/cache/dnf/metadata_lock.pid", "/var/lib/dnf/rpmdb_lock.pid"] },
} as const;

export type LockName = keyof typeof LOCKS;

/** Locks as dpkg and rpm lock, by fcntl, of which flock(1) knows nothing, or as dnf does; until its input ends. */
const HOLDER = `
  use Fcntl;
  ($0, my @files) = @ARGV;
  my @held;
  for (@files) {
    open my $file, "+>>", $_ or die "$_: $!";
    my $lock = pack "s s x4 l! l! i x4", F_WRLCK, 0, 0, 0, 0;
    fcntl $file, F_SETLK, $lock or die "$_: $!";
    if (/[.]pid$/) { truncate $file, 0; syswrite $file, $$ }
    push @held, $file;
  }
  $| = 1;
  print "$$\\n";
  1 while sysread STDIN, my $any, 1;
  unlink grep /[.]pid$/, @files;
`;

/** @param enter argv that leads into the host */
export async function holdLock(enter: readonly string[], lock: LockName): Promise<HeldLock> {
  const { name, files } = LOCKS[lock];
  const [command = "", ...args] = [...enter, "perl", "-e", HOLDER, name, ...files];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], env: HOST_ENVIRONMENT });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdin.on("error", () => {}); // the host's power may fail under it
  const closed = once(child, "close");
  const first = once(createInterface({ input: child.stdout }), "line");
  const line = await Promise.race([first, closed.then(() => undefined)]);
  if (line === undefined) throw hostsUnusable(`the ${lock} lock cannot be taken: ${complaint.trim()}`);
  return {
    pid: Number(line[0]),
    release: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
