import type { Person, Repositories } from "@signalbox/git";

/** For everything that only looks. */
export interface ReadPorts {
  readonly repositories: Repositories;
}

/** For operations: who makes the merge commits and tags. The same identity gives the same object ids everywhere. */
export interface WritePorts extends ReadPorts {
  readonly identity: Person;
}

export type { Person };
