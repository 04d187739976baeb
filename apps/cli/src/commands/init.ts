import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findConfig } from "../config/find-config.js";
import { fileExists } from "../errors.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { list, type Session } from "../session.js";
import { planCommand, startingConfig } from "../templates/starting-config.js";

export async function run(session: Session): Promise<ExitCode> {
  const existing = await findConfig(session.cwd);
  if (existing !== null && existing.folder === session.cwd) throw fileExists(existing.file);
  const file = join(session.cwd, "signalbox.config.yaml");
  const [train] = session.positionals;
  const text = await startingConfig(list(session, "repo"), train);
  await writeFile(file, text, { flag: "wx" });
  session.out.answer({ format: 1, file }, (style) =>
    [
      `${style.green("✔")} wrote ${file}`,
      "Fill in your repositories, keep .signalbox/ out of git, and then:",
      "  signalbox doctor",
      "  signalbox unreleased",
      `  ${planCommand(train)}`,
    ].join("\n"),
  );
  return EXIT.ok;
}
