/** How names on pages are read. All of it is data; a page needs none of it to be read and written back. */
export interface PageRules {
  /** The year whose weeks the page has. Default: the one in the title of its front matter. */
  readonly year?: number | undefined;
  /** The one environment that the page is about, where it has no headings for them. Default: by its title. */
  readonly environment?: string | undefined;
  /** What the headings of an environment may say. Default: Production and Testing. */
  readonly environments?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Component → its other names in headings: `{ "API Server": ["API", "cacophony-api"] }`. Case is no difference. */
  readonly aliases?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Heading → components that are told below it: `{ "Thermal Camera": ["modemd", "audiobait"] }`. */
  readonly groups?: Readonly<Record<string, readonly string[]>> | undefined;
}

export const DEFAULT_ENVIRONMENTS: Readonly<Record<string, readonly string[]>> = {
  Production: ["prod", "production server", "production servers"],
  Testing: ["test", "test server", "test servers", "testing servers"],
};

/** Case, blanks and a colon at the end are no difference between two names. */
export const sameName = (name: string): string => name.trim().replace(/\s+/g, " ").replace(/ ?:$/, "").toLowerCase();

/** All names that mean one thing → that thing's own name. */
export function namesOf(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, others] of Object.entries(table))
    for (const other of [name, ...others]) if (!names.has(sameName(other))) names.set(sameName(other), name);
  for (const name of Object.keys(table)) names.set(sameName(name), name);
  return names;
}
