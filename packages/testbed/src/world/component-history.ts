import { history, type History } from "../history/history.js";

/** One component of the world: how it releases, and what is still waiting. */
export interface ComponentScript {
  readonly name: string;
  readonly mainline: "main" | "master";
  /** The major version; the minor grows by one a week. */
  readonly major: number;
  /** Commits on the mainline that no release has. */
  readonly unreleased: number;
  readonly pinned: boolean;
  /**
   * `annotated` and `lightweight` tags sit on the mainline. `squashed`: on the head of a topic branch that was then
   * squash-merged. `mistyped`: every release has a second tag on the same commit with a wrong major number.
   */
  readonly tags: "annotated" | "lightweight" | "squashed" | "mistyped";
}

export const COMPONENTS: readonly ComponentScript[] = [
  { name: "camera-recorder", mainline: "master", major: 2, unreleased: 4, pinned: true, tags: "annotated" },
  { name: "device-api", mainline: "main", major: 5, unreleased: 2, pinned: false, tags: "mistyped" },
  { name: "browse-portal", mainline: "main", major: 3, unreleased: 0, pinned: false, tags: "lightweight" },
  { name: "upload-processor", mainline: "master", major: 1, unreleased: 3, pinned: true, tags: "squashed" },
  { name: "event-courier", mainline: "master", major: 4, unreleased: 1, pinned: true, tags: "lightweight" },
  { name: "modem-daemon", mainline: "main", major: 1, unreleased: 0, pinned: true, tags: "annotated" },
  { name: "audio-lure", mainline: "master", major: 2, unreleased: 5, pinned: true, tags: "lightweight" },
  { name: "config-tool", mainline: "main", major: 1, unreleased: 0, pinned: true, tags: "lightweight" },
];

/** How many weekly releases lie behind the end of the history. */
export const WEEKS = 9;

/** The version that a component released so many weeks before the end; a pin says it without `v`. */
export const versionOf = (major: number, weeksAgo: number): string => `${major}.${WEEKS - weeksAgo}.0`;

/** Tells a component's life: a beginning, a release a week, and what came after the last one. */
export function componentHistory(script: ComponentScript, seed: number, endAt: Date): History {
  const { mainline, major } = script;
  const h = history({ seed, endAt });
  h.commit(mainline, { subject: "Initial commit", files: { "README.md": `# ${script.name}\n`, LICENSE: "MIT\n" } });
  h.commits(mainline, 11);
  for (let weeksAgo = WEEKS - 1; weeksAgo >= 0; weeksAgo--) {
    const version = versionOf(major, weeksAgo);
    const daysAgo = 7 * weeksAgo + 7;
    if (script.tags === "squashed") releaseSquashed(h, script, version, daysAgo);
    else releaseMerged(h, script, version, daysAgo);
  }
  if (script.unreleased > 0) {
    if (script.unreleased > 1) h.commits(mainline, script.unreleased - 1);
    h.commit(mainline, { daysAgo: 0.2 });
  }
  return h;
}

function releaseMerged(h: History, { mainline, tags }: ComponentScript, version: string, daysAgo: number): void {
  h.commits(mainline, 3);
  h.branch("topic", mainline);
  h.commits("topic", 2);
  h.merge(mainline, "topic", { subject: `Merge pull request #${h.random.below(300) + 1} from kea/topic` });
  h.deleteBranch("topic");
  const released = h.commit(mainline, { subject: `Prepare ${version}`, files: { VERSION: `${version}\n` }, daysAgo });
  h.tag(`v${version}`, released, tags === "annotated" ? `Release ${version}` : undefined);
  if (tags === "mistyped") h.tag(`v2${version.slice(version.indexOf("."))}`, released);
}

function releaseSquashed(h: History, { mainline }: ComponentScript, version: string, daysAgo: number): void {
  h.commits(mainline, 5);
  h.branch("topic", mainline);
  h.commits("topic", 2);
  h.tag(`v${version}`, h.commit("topic", { subject: `Prepare ${version}`, files: { VERSION: `${version}\n` } }));
  h.squash(mainline, "topic", { subject: `Release ${version} (#${h.random.below(300) + 1})`, daysAgo });
  h.deleteBranch("topic");
}
