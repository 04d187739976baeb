import type { CallOptions } from "@signalbox/release-core";
import type { Databases } from "../ports.js";

/** One installation of PostgreSQL's client programs. */
export interface ProgramSet {
  /** `15.18` */
  readonly version: string;
  /** Absolute paths. */
  readonly pgDump: string;
  readonly pgRestore: string;
  readonly psql: string;
}

/** Where the client programs are, and how they get to a database. */
export interface PostgresPrograms {
  /** Every installation there is, in any order. */
  list(options?: CallOptions): Promise<readonly ProgramSet[]>;
  /** Their whole environment: libpq's variables. The password is in it or in the file it names, never in an argument. */
  environmentOf(database: string): Promise<Readonly<Record<string, string>>>;
}

export interface DumpPorts {
  readonly databases: Pick<Databases, "openSql">;
  readonly programs: PostgresPrograms;
}
