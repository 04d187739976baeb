import { decide, type Decision, type Person } from "@signalbox/release-train";
import { readOperator, type Operator } from "../config/operator.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { count, plain } from "../output/style.js";
import { list, text, type Session } from "../session.js";
import { openEngine } from "../wiring/engine.js";

/** Who decides: `--as` is what the person says, the rest is what the machine knows. */
export function personOf(session: Session, { user, host, email }: Operator): Person {
  return { as: text(session, "as") ?? email ?? user, ...(email === null ? {} : { email }), osUser: user, host };
}

/** `approve`, `reject` and `waive`: records the decision for the run to take up. */
export async function decideStep(session: Session, verdict: Decision["verdict"]): Promise<ExitCode> {
  const [runId = "", key = ""] = session.positionals;
  const { engine } = await openEngine(session);
  const items = list(session, "item");
  const decision: Decision = {
    verdict,
    by: personOf(session, await readOperator(session.env, session.cwd)),
    ...(items.length === 0 ? {} : { items }),
    digest: text(session, "digest"),
    comment: text(session, "comment"),
    reason: text(session, "reason"),
  };
  const decided = await decide({ engine, runId, key, decision }, { signal: session.signal });
  const { decision: stands, isNew, open, signed, total } = decided;
  const did = { approve: "approved", reject: "rejected", waive: "waived" }[verdict];
  const what = items.length === 0 ? key : `${(isNew ? (stands.items ?? items) : items).join(", ")} of ${key}`;
  // Without --item it is all of them: nobody should learn only later how many that were.
  const many = signed.length === 0 ? "" : `: signed ${signed.length} of ${count(total, "change", "changes")}`;
  const already = isNew ? {} : { already: { by: stands.by, at: stands.at } };
  session.out.answer(
    {
      ...{ format: 1, run: runId, step: key, ...decision, ...(isNew ? { items: stands.items } : {}) },
      ...{ open, signed, total, ...already },
    },
    (style) =>
      [
        isNew
          ? `${style.green(did)} ${what} as ${decision.by.as}${many}`
          : `${what} was ${did} already by ${plain(stands.by.as)} at ${stands.at}; nothing was recorded.`,
        open.length === 0
          ? `${style.yellow("next:")} signalbox resume ${runId}`
          : `${style.yellow("next:")} signalbox approve ${runId} ${key} --as <who> --item ${shownItems(open)}`,
      ].join("\n"),
  );
  return EXIT.ok;
}

/** The next one to sign, and how many more there are. */
const shownItems = ([first = "", ...others]: readonly string[]): string =>
  others.length === 0 ? plain(first) : `${plain(first)} (and ${count(others.length, "more", "more")})`;
