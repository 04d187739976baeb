import type { Operation } from "@signalbox/release-core";
import { announce } from "./announce/announce.js";
import type { AnnouncePorts } from "./announce/inspect.js";

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface AnnounceKinds {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
}

/** Everything about announcements by its kind. The app merges it with other packages' kinds. */
export const announceKinds = (ports: AnnouncePorts): AnnounceKinds => ({ operations: { announce: announce(ports) } });
