export { rdsSnapshots, type RdsOptions, type RdsPorts } from "./rds/rds-snapshots.js";
