export type { HeldLock, LockName } from "./locks.js";
export { buildDeb } from "./packages/build-deb.js";
export { buildRpm } from "./packages/build-rpm.js";
export { corrupted, truncated } from "./packages/damage.js";
export type { BuiltPackage, PackageScripts, PackageSpec, ServiceSpec } from "./packages/package-spec.js";
export { scriptlets } from "./packages/scriptlets.js";
export { startHosts, type HostsOptions, type TestHosts } from "./start-hosts.js";
export type { HostAnswer, HostCall, HostSpec, SudoRule, TestHost } from "./test-host.js";
