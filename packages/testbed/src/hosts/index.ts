export { startHosts, type HostsOptions, type HostSpec, type TestHosts } from "./start-hosts.js";
export type { HostAnswer, HostCall, TestHost } from "./test-host.js";
export { buildDeb } from "./packages/build-deb.js";
export type { BuiltPackage, PackageScripts, PackageSpec, ServiceSpec } from "./packages/package-spec.js";
export { scriptlets } from "./packages/scriptlets.js";
