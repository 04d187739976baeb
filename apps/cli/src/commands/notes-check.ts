import { configOf } from "../config/load-session-config.js";
import type { Config } from "../config/load-config.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { checkModel } from "../noting/check-model.js";
import { checkPageFile } from "../noting/check-page-file.js";
import type { Form } from "../noting/forms.js";
import { modelMeant } from "../noting/notes-input.js";
import { renderFor } from "../noting/render-for.js";
import { findingLines } from "../output/notes-text.js";
import { count } from "../output/style.js";
import { text, type Session } from "../session.js";

export async function run(session: Session): Promise<ExitCode> {
  const config = await configOf(session);
  const page = text(session, "page");
  if (page !== undefined || text(session, "since") !== undefined) return checkPageFile(session, page, config);
  const { tolerated = [] } = config.notes;
  const model = await modelMeant(session, config);
  const found = await checkModel(session, config, model);
  const texts = await Promise.all(formsOf(config).map((form) => renderFor(form, model, config)));
  const findings = [...model.findings, ...found, ...texts.flatMap((each) => each.findings)];
  const told = findings.map((finding) => ({ ...finding, stops: !tolerated.includes(finding.code) }));
  session.out.answer({ format: 1, release: model.release, findings: told }, (style) =>
    findings.length === 0
      ? `${style.green("✔")} nothing is wrong with the notes of ${model.release}`
      : `${findingLines(findings, tolerated, style)}\n${count(findings.length, "finding")} in the notes of ${model.release}`,
  );
  return told.some(({ stops }) => stops) ? EXIT.blocked : EXIT.ok;
}

/** The texts that are made without a question: those that need names have them in the configuration. */
const formsOf = ({ notes }: Config): readonly Form[] => [
  "github",
  "product",
  ...(notes.play === undefined ? [] : (["play"] as const)),
  ...(notes.blog === undefined ? [] : (["blog"] as const)),
  ...(notes.mail === undefined ? [] : (["mail"] as const)),
];
