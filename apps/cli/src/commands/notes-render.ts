import { notesDocument, renderMarkdownHistory } from "@signalbox/release-notes";
import { chooseRepositories } from "../config/choose-repositories.js";
import type { Config } from "../config/load-config.js";
import { configOf } from "../config/load-session-config.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { audienceOf, formOf } from "../noting/forms.js";
import { modelMeant } from "../noting/notes-input.js";
import { openHistory } from "../noting/read-releases.js";
import { renderFor } from "../noting/render-for.js";
import { findingLines } from "../output/notes-text.js";
import { plain } from "../output/style.js";
import { isSet, text, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";

export async function run(session: Session): Promise<ExitCode> {
  const form = formOf(session);
  const config = await configOf(session);
  if (form === "markdown" && isChangelog(session)) return renderHistory(session, config);
  const model = await modelMeant(session, config, audienceOf(form));
  const { text: rendered, findings } = await renderFor(form, model, config);
  const all = [...model.findings, ...findings];
  if (isSet(session, "json") || isSet(session, "jsonl"))
    session.out.answer(notesDocument({ ...model, findings: all }), () => "");
  else await session.out.text([rendered]);
  // The text is written all the same: `notes check` is what stops.
  if (all.length > 0) session.out.note(findingLines(all, "all", session.out.style));
  return EXIT.ok;
}

/** A range is a changelog too; one release, and what is in none, is a text of its own. */
const isChangelog = (session: Session): boolean =>
  (isSet(session, "history") || text(session, "from") !== undefined || text(session, "to") !== undefined) &&
  !["json", "jsonl"].some((option) => isSet(session, option)) &&
  text(session, "model") === undefined;

/** Written as it is read, release by release: its length costs no memory. */
async function renderHistory(session: Session, config: Config): Promise<ExitCode> {
  const components = await chooseRepositories(session, config, config.components, session.positionals);
  const { repositories } = await openWiring(session, config);
  for (const component of components) {
    const history = await openHistory(session, repositories, component, { signal: session.signal });
    await session.out.text(renderMarkdownHistory(history.releases));
    const { commits, shown, hidden } = history.account();
    const rules = Object.entries(hidden).map(([rule, count]) => `${count} ${rule}`);
    const left = rules.length === 0 ? "" : `; hidden: ${rules.join(", ")}`;
    session.out.note(`${component.name}: ${shown} of ${commits} commits are told of${left}.`);
    const [from, to] = [text(session, "from"), text(session, "to")];
    if (commits === 0 && from !== undefined && to !== undefined)
      session.out.note(`  Nothing is in ${plain(to)} that is not in ${plain(from)}: are they the wrong way round?`);
  }
  return EXIT.ok;
}
