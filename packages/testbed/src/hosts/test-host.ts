import type { HeldLock, LockName } from "./locks.js";

export interface HostSpec {
  /** Letters, digits and dashes; its hostname too. */
  readonly name: string;
  /** `none`: sshd and SysV scripts. `systemd`: the real one as first process. `none` when absent. */
  readonly init?: "none" | "systemd";
  /** Size of its disk as tmpfs takes it; `512m` when absent. Memory is taken as it fills. */
  readonly disk?: string;
}

export interface HostCall {
  /** What the program reads; nothing when absent. */
  readonly input?: string | Buffer;
}

export interface HostAnswer {
  /** -1 when a signal ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How the user `deploy` becomes root. */
export interface SudoRule {
  /** Asked for each time when given; nobody is asked when absent. */
  readonly password?: string;
  readonly requiresTty?: boolean;
}

/** A machine on the network of its set. SSH here is its own sshd, on port 22. */
export interface TestHost {
  readonly name: string;
  readonly init: "none" | "systemd";
  readonly address: string;
  readonly port: number;
  /** Type and key of its ed25519 host key, as known_hosts has them behind the address. */
  readonly hostKey: string;

  /** Runs as root and without SSH, to see what is and to cause faults; a string is a script for `sh -eu`. */
  run(command: readonly string[] | string, call?: HostCall): Promise<string>;
  /** The same, where a failure is an answer. */
  tryRun(command: readonly string[] | string, call?: HostCall): Promise<HostAnswer>;
  readFile(path: string): Promise<string>;
  /** Replaces it at once, root's, mode 644 or the octal one given, and makes the folders above. */
  writeFile(path: string, content: string | Buffer, mode?: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Waits until sshd greets, 20 s at most when not told otherwise. */
  answers(timeoutMs?: number): Promise<void>;

  /** Pulls the cable: nobody is told, packets are lost. */
  linkDown(): Promise<void>;
  linkUp(): Promise<void>;
  /** Cuts the power: every process is gone, nobody hears a farewell, what was in `/run` is lost. */
  powerOff(): Promise<void>;
  /** Boots from the same disk and waits until it answers; what packages enabled is started. */
  powerOn(): Promise<void>;
  /** Leaves so many bytes free; none when absent. */
  fillDisk(leave?: number): Promise<void>;
  freeDisk(): Promise<void>;
  /** Takes the package manager's lock, as another program of that kind would; for ever, or until released. */
  holdLock(lock: LockName): Promise<HeldLock>;

  /** Ends every session with its connection; the listener stays. */
  dropConnections(): Promise<void>;
  restartSshd(): Promise<void>;
  /** Sets options of sshd for connections to come, `{ MaxStartups: "2", AllowTcpForwarding: "no" }`. */
  setSshd(options: Readonly<Record<string, string>>): Promise<void>;
  /** Makes a new host key, and returns it; the set's `knownHosts` still has the old one. */
  changeHostKey(): Promise<string>;
  setSudo(rule: SudoRule): Promise<void>;
  /** Replaces the lines of `authorized_keys` of the user `deploy`. */
  setAuthorizedKeys(lines: readonly string[]): Promise<void>;
}
