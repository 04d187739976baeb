import { output, sideBySide, wall } from "../measure.js";
import { CLI, type Place } from "../place.js";
import { row, type Row } from "../row.js";

const GOAL = { atMost: 1.7 };
const METRIC = "ms, whole process, median of";

/** `--version` and every `--help`, against a Node process that does nothing. */
export async function startup({ env, signal }: Place): Promise<Row[]> {
  const against = `node -e 0 (${process.version})`;
  const theirs = () => wall({ file: process.execPath, args: ["-e", "0"], env }, signal);
  const measure = async (args: readonly string[], rounds: number) => {
    const sides = await sideBySide(rounds, {
      ours: () => wall({ file: process.execPath, args: [CLI, ...args], env }, signal),
      theirs,
    });
    return { ...sides, rounds };
  };
  const rowOf = (name: string, { ours, theirs: reference, rounds }: Awaited<ReturnType<typeof measure>>) =>
    row({ topic: "startup", case: name, metric: `${METRIC} ${rounds}`, value: ours, reference, goal: GOAL, against });

  const rows = [
    rowOf("signalbox --version", await measure(["--version"], 15)),
    rowOf("signalbox --help", await measure(["--help"], 15)),
  ];
  const commands = commandsIn(await output({ file: process.execPath, args: [CLI, "--help"], env }, signal));
  for (const command of commands)
    rows.push(rowOf(`signalbox ${command} --help`, await measure([command, "--help"], 5)));
  return rows;
}

/** The command names of the help text: the first word of every indented line that a description follows. */
export function commandsIn(help: string): string[] {
  const names = [...help.matchAll(/^ {2}([a-z][a-z-]*)\b.*? {2,}\S/gm)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}
