import type { HostFacts } from "../../src/package-manager/host-facts.js";

/** A digest that is easy to tell from others. */
export const sha = (letter: string): string => letter.repeat(64);

/** A healthy Debian server where nothing of ours is. */
export const hostFacts = (facts: Partial<HostFacts> = {}): HostFacts => ({
  clock: 1_795_366_858,
  system: { id: "debian", version: "12" },
  init: "systemd",
  architectures: ["amd64"],
  installed: null,
  unfinished: [],
  leftovers: 0,
  lock: null,
  running: null,
  record: null,
  interrupted: null,
  free: { "/": 10_000_000_000 },
  candidates: [],
  complaints: [],
  resolver: "apt-get",
  units: [],
  notes: [],
  kept: [],
  residues: [],
  ...facts,
});
