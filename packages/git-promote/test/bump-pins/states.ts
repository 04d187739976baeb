import type { History } from "@signalbox/testbed";
import { serveRepository, type ServedRepository } from "../served-repository.js";

/** A state that installs one pinned package, as the real ones are written. */
export const state = (name: string, version: string, ending = ""): string =>
  [
    `${name}-pkg:`,
    "  cacophony.pkg_installed_from_github:",
    `    - name: ${name}`,
    `    - version: ${version}${ending}`,
    '    #- architecture: "arm64"',
    "",
  ].join("\n");

export const FILES = {
  "pi/modemd/init.sls": state("modemd", '"1.5.1"'),
  "tc2/modemd/init.sls": state("modemd", '"1.11.0-tc2"'),
  "pi/audiobait.sls": state("audiobait", "'3.0.1'").replaceAll("\n", "\r\n"),
  "tc2/two.sls": state("tc2-agent", '"0.4.0"', " # Uncomment the line below.") + state("größe", '"1.0.0"'),
  "pi/old.sls": state("old", "1.9").trimEnd(),
};

/** The wishes of a week over `FILES`. */
export const WISHED = [
  { name: "tc2-agent", version: "0.4.1" },
  { name: "größe", version: "1.1.0" },
  { name: "audiobait", version: "3.1.0" },
  { name: "modemd", family: "tc2", version: "1.12.0-tc2" },
];

/** `dev` with the states, and `test` with one more. */
export function states(told: History): void {
  told.commit("dev", { subject: "First states", daysAgo: 40, files: FILES });
  told.branch("test", "dev");
  told.commit("test", { subject: "Only on test", daysAgo: 30, files: { "pi/late.sls": state("late", '"1.0.0"') } });
}

/** These on a server. `more` tells what a test needs besides. */
export const serveStates = (more: (told: History) => void = () => undefined, guarded: readonly string[] = ["test"]) =>
  serveRepository(
    (told) => {
      states(told);
      more(told);
    },
    { protected: guarded },
  );

/** A branch off `dev` with one commit of somebody's, to be moved to another name in the middle of a test. */
export function byHand(told: History, branch: string, files: Readonly<Record<string, string>>): void {
  told.branch(branch, "dev");
  told.commit(branch, { subject: `By hand: ${branch}`, daysAgo: 1, files });
}

/** The bytes of a file, line ends and all. */
export const textAt = ({ git }: ServedRepository, revision: string, path: string): Promise<string> =>
  git("cat-file", "blob", `${revision}:${path}`);
