import { createHash } from "node:crypto";
import { buildRobot, checkRobot, type GitHub, type PullRecord, reviewRobot } from "@signalbox/testbed/github";

/** Who is around a train on GitHub: CI that checks what is pushed, builds of tags, and a colleague who reviews. */
export interface Crew {
  /** What the colleague thinks of the open pull request into a branch: fine, and each change was seen. Done once a head. */
  review(base: string): Promise<void>;
  /** Ticks every item of its text. */
  tick(base: string): Promise<void>;
  /** Writes into its text by hand. */
  edit(base: string, change: (body: string) => string): Promise<void>;
  /** Presses the button. */
  merge(base: string): Promise<void>;
  /** Lets the checks of every pushed head end well. */
  passChecks(): Promise<void>;
  /** Ends the builds of the tags that were pushed: their files are uploaded. */
  build(): Promise<void>;
  /** The open pull request into a branch, null when there is none. */
  open(base: string): Promise<PullRecord | null>;
}

/** What a build makes: the names of its packages, and of the file with their sha256. */
export interface Built {
  readonly files: readonly string[];
  readonly checksums?: string;
}

interface CrewOptions {
  /** `owner/name` of the configuration repository. */
  readonly configuration: string;
  /** Logins. */
  readonly reviewer: string;
  readonly robot: string;
  readonly filesOf: (name: string, version: string) => Built;
}

export function gitHubCrew(gitHub: GitHub, { configuration, reviewer, robot, filesOf }: CrewOptions): Crew {
  const checks = checkRobot(gitHub.host);
  const builds = buildRobot(gitHub.host, robot);
  const people = reviewRobot(gitHub.host);
  const running: { readonly slug: string; readonly commit: string }[] = [];
  const tagged: { readonly slug: string; readonly tag: string }[] = [];
  const opened = new Set<number>();

  gitHub.onEvent(({ name, action, repository, subject }) => {
    const { slug } = repository;
    if (name === "pull_request" && action === "opened") opened.add((subject as PullRecord).number);
    if (name !== "push") return;
    const { ref, after, before } = subject as { ref: string; before: string | null; after: string | null };
    if (after === null) return;
    if (ref.startsWith("refs/tags/") && before === null) tagged.push({ slug, tag: ref.slice("refs/tags/".length) });
    if (!ref.startsWith("refs/heads/")) return;
    checks.start(slug, after, "build");
    running.push({ slug, commit: after });
  });

  const open = async (base: string): Promise<PullRecord | null> => {
    await gitHub.settled();
    const pulls = await Promise.all([...opened].map((number) => people.pull(configuration, number)));
    return pulls.find((pull) => pull.base === base && pull.state === "open") ?? null;
  };
  const needed = async (base: string): Promise<PullRecord> => {
    const pull = await open(base);
    if (pull === null) throw new Error(`There is no open pull request into ${base}.`);
    return pull;
  };
  return {
    open,
    review: async (base) => {
      const { number, reviews, head } = await needed(base);
      if (!reviews.some(({ oid }) => oid === head.oid)) await people.approve(configuration, number, reviewer);
    },
    tick: async (base) => {
      const { number, body } = await needed(base);
      if (/^[-*] \[ \]/m.test(body)) await people.tick(configuration, number, reviewer);
    },
    edit: async (base, change) => {
      await people.edit(configuration, (await needed(base)).number, reviewer, change);
    },
    merge: async (base) => {
      await people.merge(configuration, (await needed(base)).number, reviewer);
    },
    passChecks: async () => {
      await gitHub.settled();
      for (const { slug, commit } of running.splice(0)) checks.finish(slug, commit, "build", "success");
    },
    build: async () => {
      await gitHub.settled();
      for (const { slug, tag } of tagged.splice(0)) {
        const { files, checksums } = filesOf(slug.split("/")[1] ?? "", tag.replace(/^v/, ""));
        builds.build(slug, tag, contentsOf(files, checksums));
      }
    },
  };
}

/** As `sha256sum *.deb` writes it. */
function contentsOf(names: readonly string[], checksums: string | undefined): Record<string, string> {
  const files = Object.fromEntries(names.map((name) => [name, `package ${name}\n`]));
  if (checksums === undefined) return files;
  const lines = Object.entries(files).map(
    ([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}\n`,
  );
  return { ...files, [checksums]: lines.join("") };
}
