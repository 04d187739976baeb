import { readFile } from "node:fs/promises";
import { checkPage } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { findingLines } from "../output/notes-text.js";
import { count } from "../output/style.js";
import { pathOf, type Session } from "../session.js";
import { pageRulesOf } from "./page-rules.js";

/** What is odd about a page of release notes on this machine. */
export async function checkPageFile(session: Session, file: string, config: Config): Promise<ExitCode> {
  const { tolerated = [] } = config.notes;
  const page = await readFile(pathOf(session, file), "utf8").catch((error: unknown) => {
    throw usage(`The page ${file} cannot be read: ${(error as Error).message}`, "Check the path.");
  });
  const findings = checkPage(page, pageRulesOf(config));
  const told = findings.map((finding) => ({ ...finding, stops: !tolerated.includes(finding.code) }));
  session.out.answer({ format: 1, page: file, findings: told }, (style) =>
    findings.length === 0
      ? `${style.green("✔")} nothing is odd about ${file}`
      : `${findingLines(findings, tolerated, style)}\n${count(findings.length, "finding")} in ${file}`,
  );
  return told.some(({ stops }) => stops) ? EXIT.blocked : EXIT.ok;
}
