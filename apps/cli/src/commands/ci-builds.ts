import { listBuilds } from "@signalbox/ci-gate";
import { fanOut } from "@signalbox/release-core";
import { chooseBuilds, chooseBuildsIn } from "../building/choose-builds.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { type BuiltRepository, buildsText } from "../output/builds-text.js";
import { errorJson } from "../output/json.js";
import { startProgress } from "../output/progress.js";
import { positive, type Session } from "../session.js";
import { ciOf } from "../wiring/ci.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openWiring(session);
  const components = await chooseBuildsIn(session, wiring);
  const ports = ciOf(session, wiring);
  const progress = startProgress(session);
  const { options } = progress;
  const concurrency = positive(session, "concurrency") ?? wiring.config.concurrency;
  const settled = await fanOut(
    components,
    async (component) => {
      const { choice, place, at } = await chooseBuilds(session, wiring, component, options);
      const builds = await listBuilds(ports, choice, options);
      return { ci: place.system, commit: choice.commit, ...at, builds };
    },
    { ...options, concurrency },
  ).finally(progress.end);
  session.signal.throwIfAborted();
  const repositories = settled.flatMap((line): readonly BuiltRepository[] => {
    const { name, repository } = line.item;
    if (line.status === "fulfilled") return [{ name, repository, ...line.value }];
    return line.status === "rejected" ? [{ name, repository, error: errorJson(line.error) }] : [];
  });
  const nowMs = Date.now();
  session.out.answer({ format: 1, repositories }, (style) => buildsText(repositories, { style, nowMs }));
  return repositories.some((one) => "error" in one) ? EXIT.failure : EXIT.ok;
}
