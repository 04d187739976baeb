export { rdsSnapshots, type RdsOptions } from "./rds/rds-snapshots.js";
