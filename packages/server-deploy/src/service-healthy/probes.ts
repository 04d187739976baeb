import type { CallOptions } from "@signalbox/release-core";

export interface ProbeOptions extends CallOptions {
  readonly deadlineMs: number;
}

/** Asks a server from here, as its users would. */
export interface Probes {
  /** GET without following redirects. `body` is cut after 256 KiB. Rejects when nothing answers in time. */
  get(url: string, options: ProbeOptions): Promise<{ readonly status: number; readonly body: string }>;
  /** Connects and hangs up. Rejects when nothing answers in time. */
  connect(address: string, port: number, options: ProbeOptions): Promise<void>;
}
