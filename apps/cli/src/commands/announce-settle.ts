import { settleSent } from "@signalbox/announce";
import { configOf } from "../config/load-session-config.js";
import { readOperator } from "../config/operator.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { plain } from "../output/style.js";
import type { Session } from "../session.js";
import { personOf } from "../trains/decide-step.js";
import { sentLogIn } from "../wiring/sent-log.js";

export async function run(session: Session): Promise<ExitCode> {
  const [dedupeKey = "", as = ""] = session.positionals;
  if (as !== "sent" && as !== "not-sent")
    throw usage(`"${as}" does not say what became of it.`, "Look, then say `sent` or `not-sent`.");
  const { stateDir } = await configOf(session);
  const by = personOf(session, await readOperator(session.env, session.cwd)).as;
  const record = await settleSent(sentLogIn(stateDir), { dedupeKey, as, by });
  session.out.answer({ format: 1, ...record }, (style) =>
    as === "sent"
      ? `${style.green("recorded")} ${plain(dedupeKey)} as sent, by ${plain(by)}; it is not sent again`
      : `${style.green("recorded")} ${plain(dedupeKey)} as not sent, by ${plain(by)}; the next run sends it`,
  );
  return EXIT.ok;
}
