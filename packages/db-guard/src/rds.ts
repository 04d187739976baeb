export type { Snapshots } from "./snapshots/ports.js";
