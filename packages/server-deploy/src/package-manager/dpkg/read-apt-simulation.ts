import { shown } from "../../shown.js";
import type { Resolution } from "../package-manager.js";

/** Reads what `apt-get -s` would do: `Inst libfoo1 (1.2 Debian:12/stable [amd64])`, `Remv bar [1.0]`. Pure. */
export function readAptSimulation(output: string, code: number | null): Resolution {
  const lines = output.split("\n").map((line) => shown(line));
  const list = (verb: string): readonly string[] =>
    lines.flatMap((line) => {
      const [, name = "", version = ""] =
        new RegExp(`^${verb} (\\S+)(?: \\[[^\\]]*\\])?(?: \\((\\S+))?`).exec(line) ?? [];
      return name === "" ? [] : [version === "" ? name : `${name} (${version})`];
    });
  const removes = list("Remv");
  return {
    isPossible: code === 0 && removes.length === 0,
    installs: list("Inst"),
    removes,
    reasons: lines.filter((line) => /^E:|Depends: | but it is | but .* is to be installed/.test(line)).slice(0, 8),
  };
}
