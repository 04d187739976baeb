import type { StatusRow } from "../status.js";
import type { RunSummary } from "../trains/run-summary.js";
import { pinLines } from "./pin-lines.js";
import { runsText } from "./runs-text.js";
import { plain, table, type Style } from "./style.js";

export interface StatusDocument {
  readonly environments: readonly { readonly name: string }[];
  readonly components: readonly StatusRow[];
  readonly runs: readonly RunSummary[];
}

/** The matrix of components and environments, and what each open run waits for. */
export function statusText({ environments, components, runs }: StatusDocument, style: Style, nowMs: number): string {
  const names = environments.map(({ name }) => name);
  const head = ["", "release", "unreleased", ...names].map((text) => style.dim(text));
  const rows = components.map((row) => [
    style.bold(row.name),
    row.error !== undefined
      ? style.red("error")
      : row.isConfiguration
        ? style.dim("-")
        : (row.latest?.tag ?? style.dim("none")),
    row.unreleased === null
      ? style.dim("-")
      : row.unreleased === 0
        ? style.green("0")
        : style.yellow(String(row.unreleased)),
    ...names.map((name) => cell(row, name, style)),
  ]);
  const errors = components.flatMap(({ name, error }) =>
    error === undefined ? [] : [`${style.red("✖")} ${name}: ${plain(error.message)}`],
  );
  return [
    components.length === 0 ? "No component is configured." : table([head, ...rows]),
    ...errors,
    ...components.flatMap((row) => pinsOf(row, names, style)),
    "",
    runs.length === 0 ? "No run is open." : runsText(runs, style, nowMs),
  ].join("\n");
}

function cell(row: StatusRow, environment: string, style: Style): string {
  const state = row.environments[environment];
  if (state === undefined || state === null) return style.dim("-");
  const waiting = state.waiting === null || state.waiting === 0 ? "" : style.yellow(` +${state.waiting}`);
  return `${style.cyan(state.commit.slice(0, 9))}${waiting}`;
}

/** The pins that wait for each next environment. */
function pinsOf({ name, environments }: StatusRow, names: readonly string[], style: Style): readonly string[] {
  return names.flatMap((environment, index) => {
    const pins = environments[environment]?.pins ?? [];
    const next = names[index + 1] ?? "";
    return pins.length === 0
      ? []
      : ["", style.dim(`${name}: pins of ${next} → ${environment}`), ...pinLines(pins, style)];
  });
}
