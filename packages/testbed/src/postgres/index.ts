export { springBatchSchema } from "./spring-batch-schema.js";
export { startPostgres, type PostgresOptions, type TestDatabase, type TestPostgres } from "./start-postgres.js";
