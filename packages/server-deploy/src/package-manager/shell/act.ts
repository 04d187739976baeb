import { sh } from "../../sh.js";
import { HOLDERS } from "./holders.js";

/** What a package manager is run with: it asks nothing, pages nothing, and restarts nothing by itself. */
export const QUIET_ENVIRONMENT = {
  LC_ALL: "C",
  DEBIAN_FRONTEND: "noninteractive",
  DEBCONF_NONINTERACTIVE_SEEN: "true",
  NEEDRESTART_MODE: "l",
  NEEDRESTART_SUSPEND: "1",
  APT_LISTCHANGES_FRONTEND: "none",
  SYSTEMD_PAGER: "cat",
  PAGER: "cat",
  UCF_FORCE_CONFFOLD: "1",
} as const;

/**
 * Shell that every change begins with. `until_free SECONDS FILE...` waits until nobody holds a lock on the files, says
 * once who does, and gives up with 75. It looks at /proc/locks: dpkg and rpm lock by fcntl, which no other tool shows.
 */
export const ACT = `${sh`
set -u
exec </dev/null
`}${HOLDERS}${sh`until_free() {
  patience=$1 end= told=; shift
  while pid=$(holders "$@"); [ -n "$pid" ]; do
    who="$pid ($(tr '\000' ' ' <"/proc/$pid/cmdline" 2>/dev/null | tr -c '\040-\176' ' ' | cut -c1-200))"
    time=$(date +%s) end=\${end:-$((time + patience))}
    if [ "$time" -ge "$end" ]; then echo "signalbox: the package lock is still held by process $who"; exit 75; fi
    [ "$told" = "$pid" ] || echo "signalbox: waiting for the package lock, held by process $who"
    told=$pid
    sleep 0.2
  done
}
`}`;

/** The exit code where the host has another version than was expected, and nothing was changed. */
export const NOT_AS_EXPECTED = 79;

/** The exit code of a scriptlet that failed though the package manager said 0. */
export const SCRIPTLET_FAILED = 76;
