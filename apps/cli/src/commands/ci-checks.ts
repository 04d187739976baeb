import { checksPassing } from "@signalbox/ci-gate";
import { fanOut } from "@signalbox/release-core";
import { chooseRepositories } from "../config/choose-repositories.js";
import { configOf } from "../config/load-session-config.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { checksText, type CheckedRepository } from "../output/checks-text.js";
import { errorJson } from "../output/json.js";
import { startProgress } from "../output/progress.js";
import { isSet, list, positive, text, type Session } from "../session.js";
import { checksOf } from "../wiring/git-hub-ports.js";

const EXITS = { pass: EXIT.ok, wait: EXIT.waiting, block: EXIT.blocked } as const;

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const [revision = "", ...named] = session.positionals;
  const question = questionOf(session, revision);
  const components = await chooseRepositories(session, config, config.components, named);
  const gate = checksPassing({ checks: checksOf(session) });
  const concurrency = positive(session, "concurrency") ?? config.concurrency;
  const progress = startProgress(session);
  const settled = await fanOut(
    components,
    ({ repository }) => gate.check({ repository, ...question }, progress.options),
    { ...progress.options, concurrency },
  ).finally(progress.end);
  session.signal.throwIfAborted();
  const repositories = settled.flatMap((line): readonly CheckedRepository[] => {
    const { name, repository } = line.item;
    if (line.status === "fulfilled") return [{ name, repository, ...line.value }];
    return line.status === "rejected" ? [{ name, repository, error: errorJson(line.error) }] : [];
  });
  session.out.answer({ format: 1, repositories }, (style) => checksText(repositories, style));
  const codes = repositories.map((one) => ("status" in one ? EXITS[one.status] : EXIT.failure));
  const graver = [EXIT.blocked, EXIT.failure, EXIT.waiting].find((code) => (codes as readonly number[]).includes(code));
  return graver ?? EXIT.ok;
}

/**
 * A whole commit id is a commit; everything else is a branch, and then what the branch requires counts too.
 * @throws ReleaseError `ERR_USAGE` for two branches, of which one would not be looked at
 */
function questionOf(session: Session, revision: string) {
  const isCommit = /^[0-9a-f]{40}$/.test(revision);
  const given = text(session, "branch");
  if (given !== undefined && given !== revision && !isCommit)
    throw usage(
      `--branch goes with a whole commit id, and "${revision}" is none.`,
      `Give all 40 digits (git rev-parse ${revision}), or leave out --branch to look at the head of a branch.`,
    );
  const branch = given ?? (isCommit ? undefined : revision);
  return {
    ...(isCommit ? { commit: revision } : {}),
    ...(branch === undefined ? {} : { branch }),
    required: [...list(session, "require")],
    ignore: [...list(session, "ignore")],
    allowNone: isSet(session, "allow-none"),
  };
}
