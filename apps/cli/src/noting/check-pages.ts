import { type Finding, pageFindings, type PagesAndPromotions } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { startProgress } from "../output/progress.js";
import { text, type Session } from "../session.js";
import { openWiring } from "../wiring/repositories.js";
import { pageRulesOf } from "./page-rules.js";
import { readPages } from "./read-pages.js";
import { readPromotions } from "./read-promotions.js";

/** What pages and promotions since `--since` contradict each other in. `page`: the text of one; else those of the configuration. */
export async function checkPages(session: Session, config: Config, page?: string): Promise<readonly Finding[]> {
  const since = dayOf(text(session, "since") ?? "");
  const today = new Date().toISOString().slice(0, 10);
  const rules = pageRulesOf(config);
  const { repositories } = await openWiring(session, config);
  const progress = startProgress(session);
  const [pages, promotions] = await Promise.all([
    page === undefined
      ? readPages(config.notes, { since, today }, repositories, progress.options)
      : ([{ text: page, rules: {} }] satisfies PagesAndPromotions["pages"]),
    readPromotions(config, since, repositories, progress.options),
  ]).finally(progress.end);
  const named = pages.map((each) => ({ ...each, rules: { ...rules, ...each.rules } }));
  return pageFindings({ pages: named, ...promotions, since, today, rules });
}

/** @throws ReleaseError `ERR_USAGE` for what is no day */
function dayOf(given: string): string {
  const time = Date.parse(given);
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(time)) return given;
  throw usage(`--since is no date: "${given}".`, "Write it as 2021-07-09.");
}
