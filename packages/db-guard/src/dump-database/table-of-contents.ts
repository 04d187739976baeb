/** What `pg_restore -l` lists, by the numbers that the server gave the tables. */
export interface TableOfContents {
  readonly entries: number;
  readonly tables: ReadonlySet<number>;
  readonly withRows: ReadonlySet<number>;
}

/** `215; 1259 16385 TABLE public users postgres`; names may hold blanks, numbers do not. */
export function parseTableOfContents(list: string): TableOfContents {
  const tables = new Set<number>();
  const withRows = new Set<number>();
  let entries = 0;
  for (const line of list.split("\n")) {
    const [, oid, kind] = /^\d+; \d+ (\d+) (TABLE DATA|TABLE|[A-Z]+)\b/.exec(line) ?? [];
    if (oid === undefined) continue;
    entries++;
    if (kind === "TABLE") tables.add(Number(oid));
    if (kind === "TABLE DATA") withRows.add(Number(oid));
  }
  return { entries, tables, withRows };
}
