import { sh } from "../sh.js";

const VACANT = sh`
# Nobody's file is overwritten that nobody had looked at.
vacant() {
  [ ! -e "$1" ] && [ ! -L "$1" ] && return
  echo "signalbox: $1 is there now, and was not when this was planned"
  exit 78
}
`;

/** Words: paths where nothing may be yet. */
export const NOTHING_THERE = `${VACANT}${sh`
for path; do vacant "$path"; done
`}`;

const PUT = `${VACANT}${sh`
set -u
exec </dev/null
# A copy beside its place, with its account and mode, that takes the place at once: nobody ever reads half of it.
# Words: path, where its content lies, sha256, owner, group, mode, new where nothing was.
put() {
  part=$(mktemp -- "\${1%/*}/.signalbox.XXXXXX") || exit
  trap 'rm -f -- "$part"' EXIT
  cp -- "$2" "$part" || exit
  [ "$(sha256sum <"$part" | cut -c1-64)" = "$3" ] || { echo "signalbox: $2 is not the file that it was"; exit 77; }
  chown -- "$4:$5" "$part" && chmod -- "$6" "$part" && sync -- "$part" || exit
  [ "$7" != new ] || vacant "$1"
  mv -fT -- "$part" "$1" || exit
  trap - EXIT
  if command -v restorecon >/dev/null 2>&1; then restorecon -- "$1" || :; fi
  echo "signalbox: placed $1"
}
reload() {
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
}
`}`;

/** Words, seven each: files to place. Leaves `began`, and `placed` with the paths that are new, in the transaction's folder. */
export const PLACE = `${PUT}${sh`
: >began
while [ $# -ge 7 ]; do
  put "$@"
  [ "$7" != new ] || printf '%s\n' "$1" >>placed
  shift 7
done
reload
`}`;

/** Words, seven each: the files as they were; one that is `new` goes, where it is ours. Nothing happens when nothing was begun. */
export const PUT_BACK = `${PUT}${sh`
[ -e began ] || exit 0
while [ $# -ge 7 ]; do
  if [ "$7" != new ]; then put "$@"
  elif [ -e placed ] && grep -qxF -- "$1" placed; then rm -f -- "$1" || exit; echo "signalbox: removed $1"; fi
  shift 7
done
reload
`}`;
