/**
 * Commands that need repositories and nothing else. Their program is less than half of the one with everything, and is
 * read and compiled in less than half the time. By the first word of their names, as their files in `commands` are.
 */
const REPOSITORY_COMMANDS = ["audit", "branch", "bump", "containment", "merge-back", "promote", "tag", "unreleased"];

export type ProgramName = "program" | "repositories";

/** Which of the two scripts beside the entry runs a command. */
export const programOf = (command: string): ProgramName =>
  REPOSITORY_COMMANDS.includes(command) ? "repositories" : "program";

/** Whether the program of the repository commands holds what a file of `commands` exports. */
export const isOfRepositories = (file: string): boolean =>
  REPOSITORY_COMMANDS.some((command) => file === command || file.startsWith(`${command}-`));
