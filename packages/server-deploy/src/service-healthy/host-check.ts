import { parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { sh } from "../sh.js";
import { checkWords } from "./check-words.js";
import { type HealthCheckInput, healthCheckField, nameOfCheck } from "./checks.js";
import { probeOnHostOnly } from "./errors.js";
import { JSON_SCRIPT } from "./json-script.js";
import { LOOK_SCRIPT } from "./look-script.js";

export interface HostCheckOptions {
  /** The service must be healthy this many milliseconds after the command began. Default: 60 s. */
  readonly deadlineMs?: number | undefined;
  /** And stay so for as many, without a restart. Default: 5 s. */
  readonly stableMs?: number | undefined;
  /** Between two looks. Default: 500 ms. */
  readonly pollMs?: number | undefined;
  /** A file on the host that `MARK_LOGS` wrote: of logs without a `since`, only what was written after it counts. */
  readonly positions?: string | undefined;
}

/**
 * POSIX sh: looks until all is well for the stability window (0), until something failed for good or the deadline is over
 * (1). Prints what is seen whenever that changes. A unit that was started before may bring its time along: its age counts.
 */
const WATCH_SCRIPT = sh`
elapsed() { now=$(ticks self); echo $(((now - began) * 10)); }
tell() {
  printf '%s\n' "$lines" | while IFS="$tab" read -r _ _ state _ _ name saw; do
    printf 'health %s: %s: %s\n' "$name" "$state" "$saw"
  done
}
journal_of() {
  while [ $# -ge 9 ]; do
    if [ "$1" = systemd ]; then journalctl --no-pager -q -a -o cat -n 20 -u "$3" 2>/dev/null | head -c 8192; fi
    shift 9
  done
}
deadline=$1 window=$2 pause=$3 positions=$4; shift 4
began=$(ticks self); marks=none; told=; well=
while :; do
  lines=$(look "$@")
  [ "$(printf '%s\n' "$lines" | grep -c '^check')" -eq $(($# / 9)) ] || lines="check\${tab}0\${tab}no\${tab}-\${tab}-\${tab}\${tab}no answer"
  passed=$(elapsed)
  # Ages grow: what is told is the rest.
  shown=$(printf '%s\n' "$lines" | cut -f 2,3,4)
  if [ "$shown" != "$told" ]; then tell; told=$shown; fi
  case $shown in
    *"$tab"failed"$tab"*) journal_of "$@"; echo 'health: failed'; exit 1 ;;
    *"$tab"no"$tab"*) well= ;;
    *)
      if [ -z "$well" ] || [ "$shown" != "$marks" ]; then
        # The youngest decides; who has no age is as old as the first look that found all well.
        age=$(printf '%s\n' "$lines" | awk -F '\t' '$5 == "-" { $5 = 0 } NR == 1 || $5 < least { least = $5 } END { print least + 0 }')
        well=$((passed - age)); marks=$shown
      fi
      if [ $((passed - well)) -ge "$window" ]; then tell; echo "health: well for $(seconds $((passed - well)))"; exit 0; fi ;;
  esac
  if [ "$passed" -gt "$deadline" ] && { [ -z "$well" ] || [ "$well" -gt "$deadline" ]; }; then
    tell; journal_of "$@"; echo "health: not well for $(seconds "$window") after $(seconds "$passed")"; exit 1
  fi
  sleep "$pause"
done
`;

/**
 * The same checks as `serviceHealthy`, as one command that a transaction runs on its host: exit code 0 when all holds for
 * the stability window, 1 when it does not by the deadline; what was seen is on its stdout. Run it as root.
 * @throws ReleaseError `ERR_INPUT_INVALID`; `ERR_PROBE_PLACE` for a check that asks from here
 */
export function hostCheck(checks: readonly HealthCheckInput[], options: HostCheckOptions = {}): readonly string[] {
  const { deadlineMs = 60_000, stableMs = 5000, pollMs = 500 } = options;
  const parsed = parseInput("host-check", z.array(healthCheckField), checks);
  for (const check of parsed) if ("from" in check && check.from === "here") throw probeOnHostOnly(nameOfCheck(check));
  return [
    "sh",
    "-c",
    `json=$1; shift\n${LOOK_SCRIPT}\n${WATCH_SCRIPT}`,
    "health",
    JSON_SCRIPT,
    ...[deadlineMs, stableMs].map((ms) => String(Math.round(ms))),
    (pollMs / 1000).toFixed(2),
    options.positions ?? "",
    ...parsed.flatMap((check) => checkWords(check, nameOfCheck(check))),
  ];
}
