import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findConfig } from "../config/find-config.js";
import { fileExists } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { list, type Session, text } from "../session.js";
import { planCommand, startingConfig } from "../templates/starting-config.js";

export async function run(session: Session): Promise<ExitCode> {
  const existing = await findConfig(session.cwd);
  if (existing !== null && existing.folder === session.cwd) throw fileExists(existing.file);
  const file = join(session.cwd, "signalbox.config.yaml");
  const [train] = session.positionals;
  const [repositories, configuration] = [list(session, "repo"), text(session, "configuration")];
  await writeFile(file, await startingConfig(repositories, train, configuration), { flag: "wx" });
  const examples = [
    ...(repositories.length === 0 ? ["components"] : []),
    ...(configuration === undefined ? ["configuration"] : []),
  ];
  const fill = examples.length === 0 ? "Keep" : `Fill in your own ${examples.join(" and ")}, keep`;
  session.out.answer({ format: 1, file, examples }, (style) =>
    [
      `${style.green("✔")} wrote ${file}`,
      `${fill} .signalbox/ out of git, and then:`,
      "  signalbox doctor",
      "  signalbox unreleased",
      `  ${planCommand(train)}`,
    ].join("\n"),
  );
  return EXIT.ok;
}
