import { sh } from "../sh.js";

/** systemd where it runs, else the scripts of SysV. A service that needs more than half a minute to stop did not stop. */
const CONTROL = sh`
set -u
if [ -d /run/systemd/system ]; then has_systemd=1; else has_systemd=; fi
script_of() { printf '/etc/init.d/%s' "\${1%.service}"; }
exists() {
  if [ -n "$has_systemd" ]; then [ "$(systemctl show -p LoadState --value -- "$1" 2>/dev/null)" != not-found ]
  else [ -x "$(script_of "$1")" ]; fi
}
is_active() {
  if [ -n "$has_systemd" ]; then systemctl is-active --quiet -- "$1"
  else timeout 10 "$(script_of "$1")" status >/dev/null 2>&1; fi
}
control() {
  echo "signalbox: $1 $2"
  if [ -z "$has_systemd" ]; then timeout 300 "$(script_of "$2")" "$1"; return; fi
  case $(systemctl show -p NeedDaemonReload --value -- "$2") in yes) systemctl daemon-reload ;; esac
  systemctl --no-pager "$1" -- "$2"
}
`;

/** Words: units. What is not installed yet, or does not run, is passed over. Leaves `began` in the transaction's folder. */
export const STOP_SERVICES = `${CONTROL}${sh`
: >began
for unit; do
  exists "$unit" && is_active "$unit" || continue
  control stop "$unit" || exit
  tries=0
  while is_active "$unit"; do
    tries=$((tries + 1))
    [ "$tries" -le 300 ] || { echo "signalbox: $unit did not stop"; exit 1; }
    sleep 0.1
  done
done
`}`;

/** Words: `began` when it counts only if something was begun; then a verb and a unit, again and again. */
export const START_SERVICES = `${CONTROL}${sh`
[ -z "$1" ] || [ -e "$1" ] || exit 0
shift
while [ $# -ge 2 ]; do
  control "$1" "$2" || exit
  shift 2
done
`}`;

/** Words: units. Nothing happens to them when nothing was begun. */
export const RESTART_AFTER_WAY_BACK = `${CONTROL}${sh`
[ -e began ] || exit 0
failed=0
for unit; do
  exists "$unit" || continue
  control restart "$unit" || failed=1
done
exit "$failed"
`}`;
