export type { Host, Hosts, Ran, RunOptions } from "./ports.js";
export { followLog, type FollowedLog, type FollowLogOptions } from "./follow-log/follow-log.js";
export { pruneStore } from "./store/prune-store.js";
export { stageFiles, type Staged, type StageOptions } from "./store/stage-files.js";
export { storePath, type StoreFile } from "./store/store-file.js";
export { findTransactions, type FindOptions } from "./transaction/find-transactions.js";
export { type LogPart, readLog, type ReadLogOptions } from "./transaction/read-log.js";
export { runTransaction, type TransactionOptions } from "./transaction/run-transaction.js";
export type {
  EndedCommand,
  TransactionCommand,
  TransactionRequest,
  TransactionState,
  TransactionView,
} from "./transaction/transaction.js";
export { compareDebianVersions } from "./versions/compare-debian-versions.js";
export { compareRpmVersions } from "./versions/compare-rpm-versions.js";
export { type HealthCheck, healthCheckField, type HealthCheckInput } from "./service-healthy/checks.js";
export { hostCheck, type HostCheckOptions } from "./service-healthy/host-check.js";
export type { HealthPorts } from "./service-healthy/inspect.js";
export type { CheckLine, HealthEvidence, HostLine } from "./service-healthy/judge.js";
export { type LogPosition, readLogPositions } from "./service-healthy/log-positions.js";
export type { ProbeOptions, Probes } from "./service-healthy/probes.js";
export { nodeProbes } from "./service-healthy/probes-node.js";
export type { HealthInput } from "./service-healthy/input.js";
export { serviceHealthy } from "./service-healthy/service-healthy.js";
export { compareServers, type ComparePorts } from "./compare-servers/compare-servers.js";
export type {
  AskedHost,
  CompareServersRequest,
  ServerComparison,
  ServerGroup,
  ServerRow,
  Standing,
} from "./compare-servers/comparison.js";
export type { PackageOnHost } from "./compare-servers/inventory.js";
export { type DeployKinds, deployKinds, type DeployPorts } from "./kinds.js";
export type { Artifact, LocalArtifact } from "./artifact/artifact.js";
export type { Downloads } from "./artifact/downloads.js";
export { httpDownloads, type HttpDownloadsOptions } from "./artifact/downloads-http.js";
export { type ArtifactPlace, findArtifact, findChecksum } from "./artifact/find-artifact.js";
export { readArtifact } from "./artifact/read-artifact.js";
export type { BeforeCommit, InstallPorts } from "./fleet/ports.js";
export type { PackageOutcome, PackageState } from "./fleet/package-outcome.js";
export type { InstallOnHost } from "./install-package/action.js";
export { installPackage, type InstallPackageInput } from "./install-package/install-package.js";
export { inspectHosts, type InspectHostsRequest } from "./inspect-hosts/inspect-hosts.js";
export type { HostFinding, HostInspection, HostLook, LockHolder } from "./inspect-hosts/host-inspection.js";
export type { RollBackOnHost } from "./rollback-package/action.js";
export { rollbackPackage, type RollbackPackageInput } from "./rollback-package/rollback-package.js";
export type { DeployOnHost, FileChange, FilesOutcome, FileState } from "./deploy-files/action.js";
export { deployFiles, type DeployFilesRequest } from "./deploy-files/deploy-files.js";
export type { FilesPorts } from "./deploy-files/inspect.js";
