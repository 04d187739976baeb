import { type AppliedAction, actionsIn, textOf } from "./documents.js";

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
}

/** Outputs of a job hold 1 MB together, two bytes a letter at worst. */
const LONGEST = 512 * 1024;

const PUBLISHED = new Set(["publish-release"]);
const RELEASED = new Set(["publish-release", "show-release", "create-draft", "update-draft", "push-tag"]);
const PULLED = new Set(["open-pull-request", "update-pull-request"]);

/** The names that people already script on with release-please. Pure. */
export function outputsOf({ exitCode, stdout }: Ended, document: unknown): Readonly<Record<string, string>> {
  const happened = actionsIn(document).filter(({ outcome }) => outcome === "done" || outcome === "already");
  const done = happened.filter(({ outcome }) => outcome === "done");
  const isCreated = String(done.some(({ type }) => PUBLISHED.has(type)));
  const release = first(happened, PUBLISHED) ?? first(happened, RELEASED);
  const tag = textOf(release?.result["tag"]);
  return {
    exit_code: String(exitCode),
    json: stdout.length > LONGEST ? "" : stdout.trim(),
    release_created: isCreated,
    releases_created: isCreated,
    tag_name: tag,
    version: /\d+\.\d+(?:\.\d+)?(?:[-+].*)?$/.exec(tag)?.[0] ?? "",
    prs_created: String(done.some(({ type }) => PULLED.has(type))),
    html_url: textOf(release?.result["url"]) || textOf(first(happened, PULLED)?.result["url"]),
  };
}

const first = (actions: readonly AppliedAction[], types: ReadonlySet<string>): AppliedAction | undefined =>
  actions.find(({ type }) => types.has(type));
