export { startTravis, type Travis, type TravisFault, type TravisOptions } from "./start-travis.js";
export type { TravisJob, TravisPush } from "./builds.js";
