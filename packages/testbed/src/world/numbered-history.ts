import type { History } from "../history/history.js";

/** One repository of a world with numbered releases. */
export interface NumberedScript {
  readonly name: string;
  readonly mainline: "main" | "master";
  /** What became of the fixes on the previous release branch. */
  readonly fixes: "none" | "open" | "picked" | "version-conflict" | "no-branch";
  /** Commits of the previous branch that the mainline lacks, by patch. */
  readonly missing: number;
  readonly publishesOnTag: boolean;
  /** Which package of the library it pins, as `package.json` says. */
  readonly pins: boolean;
}

const script = (name: string, mainline: "main" | "master", rest: Partial<NumberedScript> = {}): NumberedScript => ({
  name,
  mainline,
  fixes: "none",
  missing: 0,
  publishesOnTag: false,
  pins: false,
  ...rest,
});

export const NUMBERED: readonly NumberedScript[] = [
  script("product", "master"),
  script("client", "master", { fixes: "open", missing: 3, pins: true }),
  script("server", "master", { fixes: "open", missing: 3 }),
  script("webapp", "master", { fixes: "version-conflict", missing: 2, pins: true }),
  script("rules-server", "main", { fixes: "picked" }),
  script("models", "master", { fixes: "version-conflict", missing: 2, publishesOnTag: true }),
  script("etl", "main", { fixes: "no-branch" }),
];

/** The version that `package.json` of a repository names, and the library's version that it pins. */
const manifest = (name: string, version: string, library: string | null): string =>
  `${JSON.stringify({ name, version, ...(library === null ? {} : { dependencies: { "field-models": library } }) }, null, 2)}\n`;

/** Tells a repository's life up to the day before release 16.3. */
export function numberedHistory(h: History, { name, mainline, fixes, publishesOnTag, pins }: NumberedScript): void {
  const versions = (version: string, library: string) => ({
    "package.json": manifest(name, version, pins ? library : null),
  });
  const first = versions(publishesOnTag ? "1.30.0" : "0.0.1", "1.30.0");
  h.commit(mainline, { subject: "Initial commit", files: { "README.md": `# ${name}\n`, ...first } });
  h.commits(mainline, 8);
  release(h, mainline, "16.1", publishesOnTag ? "1.30.1" : "16.1.0");
  work(h, mainline, 3);
  if (fixes === "no-branch") return;
  h.merge(mainline, "16.1", { subject: "Merge branch '16.1'" });
  work(h, mainline, 2);
  release(h, mainline, "16.2", publishesOnTag ? "1.31.0" : "16.2.0");
  work(h, mainline, 2);
  h.merge(mainline, "16.2", { subject: "Merge branch '16.2'" });

  if (fixes === "open") {
    work(h, "16.2", 2);
    h.commit("16.2", { subject: `#1703 | Dates in bulk upload of the ${name}`, files: { "bulk.txt": "fixed\n" } });
  }
  if (fixes === "picked") {
    h.cherryPick(h.commit("16.2", { subject: "acme/server#984 | Rules", files: { "rules.txt": "fixed\n" } }), mainline);
  }
  if (fixes === "version-conflict") {
    h.commit("16.2", { subject: "#0 | Fix a form", files: { "form.txt": "fixed\n" } });
    const [older, newer] = publishesOnTag ? ["1.31.1", "1.32.0"] : ["0.0.1", "0.0.1"];
    h.commit("16.2", { subject: "Update versions", files: versions(older, "1.31.1") });
    h.commit(mainline, { subject: "Update versions", files: versions(newer, "1.32.0") });
  }
  work(h, mainline, 2);
}

/** A branch from the mainline, work on it, and its first tag. */
function release(h: History, mainline: string, branch: string, version: string): void {
  h.branch(branch, mainline);
  work(h, branch, 2);
  h.tag(`v${version}`, branch);
}

/** Commits that never stand in another branch's way. */
function work(h: History, on: string, count: number): void {
  for (let left = count; left > 0; left -= 1) {
    const name = `${on}-${h.random.below(1_000_000)}`;
    h.commit(on, { files: { [`work/${name}.txt`]: `${name}\n` } });
  }
}
