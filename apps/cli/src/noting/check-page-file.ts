import { readFile } from "node:fs/promises";
import { checkPage } from "@signalbox/release-notes";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { findingLines } from "../output/notes-text.js";
import { count } from "../output/style.js";
import { pathOf, text, type Session } from "../session.js";
import { checkPages } from "./check-pages.js";
import { pageRulesOf } from "./page-rules.js";

/**
 * What is odd about a page of release notes on this machine, and with `--since` what was promoted and not told there, or
 * told and not promoted. Without a page: the latter of all pages of the configuration.
 */
export async function checkPageFile(session: Session, file: string | undefined, config: Config): Promise<ExitCode> {
  const { tolerated = [] } = config.notes;
  const page = file === undefined ? undefined : await readPageFile(session, file);
  const findings = [
    ...(page === undefined ? [] : checkPage(page, pageRulesOf(config))),
    ...(text(session, "since") === undefined ? [] : await checkPages(session, config, page)),
  ];
  const told = findings.map((finding) => ({ ...finding, stops: !tolerated.includes(finding.code) }));
  const named = file ?? "the pages of the configuration";
  session.out.answer({ format: 1, page: file ?? null, findings: told }, (style) =>
    findings.length === 0
      ? `${style.green("✔")} nothing is odd about ${named}`
      : `${findingLines(findings, tolerated, style)}\n${count(findings.length, "finding")} in ${named}`,
  );
  return told.some(({ stops }) => stops) ? EXIT.blocked : EXIT.ok;
}

const readPageFile = (session: Session, file: string): Promise<string> =>
  readFile(pathOf(session, file), "utf8").catch((error: unknown) => {
    throw usage(`The page ${file} cannot be read: ${(error as Error).message}`, "Check the path.");
  });
