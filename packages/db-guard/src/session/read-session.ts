import type { Row } from "../ports.js";

/** What the guard does on a database: reads, in read-only transactions with limits of their own. It cannot write. */
export interface ReadSession {
  /** @throws ReleaseError by the package's table: no such table, no privilege, timeout, connection lost */
  rows(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}
