import type { ServerComparison, ServerRow } from "@signalbox/server-deploy";
import { age, count, plain, type Style, table } from "./style.js";

const WORDS: Readonly<Record<ServerRow["state"], string>> = {
  upgrade: "upgrade",
  equal: "the same",
  downgrade: "the other is older",
  "only-in-source": "not installed here",
  "only-in-target": "only here",
  "half-configured": "half installed",
  unclear: "cannot be compared",
};

/** Installed versions of an environment against the one before it and against the latest releases. */
export function upgradesText({ target, source, rows, hosts, warnings }: ServerComparison, style: Style): string {
  const silent = hosts.filter(({ error }) => error !== null);
  const due = rows.filter(({ state }) => state === "upgrade" || state === "only-in-source").length;
  const against = source === null ? "the latest releases" : source;
  return [
    style.bold(`${target} against ${against}: ${due === 0 ? "nothing to upgrade" : count(due, "upgrade")}`),
    ...(rows.length === 0
      ? []
      : [
          table(
            [
              ["package", "server", target, source ?? "", "release", ""].map((head) => style.dim(head)),
              ...rows.map((row) => cellsOf(row, style)),
            ],
            "  ",
          ),
        ]),
    ...silent.map(
      ({ host, error }) =>
        `  ${style.red("✖")} ${plain(host)}: ${plain(error?.message ?? "")} ${plain(error?.hint ?? "")}`,
    ),
    ...warnings.map(({ message, hint }) => `  ${style.yellow("!")} ${plain(message)} ${style.dim(plain(hint))}`),
  ].join("\n");
}

function cellsOf(
  { package: name, host, state, installed, source, latest }: ServerRow,
  style: Style,
): readonly string[] {
  const isDue = state === "upgrade" || state === "only-in-source";
  const word = isDue
    ? style.yellow(WORDS[state])
    : state === "equal"
      ? style.green(WORDS[state])
      : style.red(WORDS[state]);
  const standing = latest?.source ?? latest?.installed ?? null;
  const release = latest === null ? "-" : `${latest.version}${standing === "behind" ? " (newer)" : ""}`;
  const since = source === null || source.forMs === null ? "" : ` for ${age(source.forMs)}`;
  return [
    style.cyan(plain(name)),
    plain(host ?? "-"),
    installed === null ? "-" : `${plain(installed.version)}${installed.isWhole ? "" : ` [${plain(installed.state)}]`}`,
    source === null ? "" : `${plain(source.version)}${since}`,
    plain(release),
    word,
  ];
}
