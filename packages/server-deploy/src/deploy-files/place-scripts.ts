import { sh } from "../sh.js";

const PUT = sh`
set -u
exec </dev/null
# A copy beside its place, with its account and mode, that takes the place at once: nobody ever reads half of it.
# Words: path, where its content lies, sha256, owner, group, mode.
put() {
  part=$(mktemp -- "\${1%/*}/.signalbox.XXXXXX") || exit
  trap 'rm -f -- "$part"' EXIT
  cp -- "$2" "$part" || exit
  [ "$(sha256sum <"$part" | cut -c1-64)" = "$3" ] || { echo "signalbox: $2 is not the file that it was"; exit 77; }
  chown -- "$4:$5" "$part" && chmod -- "$6" "$part" && sync -- "$part" && mv -fT -- "$part" "$1" || exit
  trap - EXIT
  if command -v restorecon >/dev/null 2>&1; then restorecon -- "$1" || :; fi
  echo "signalbox: placed $1"
}
reload() {
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
}
`;

/** Words, six each: files to place. Leaves `began` in the transaction's folder. */
export const PLACE = `${PUT}${sh`
: >began
while [ $# -ge 6 ]; do
  put "$@"
  shift 6
done
reload
`}`;

/** Words, six each: the files as they were; one without a sha256 was not there. Nothing happens when nothing was begun. */
export const PUT_BACK = `${PUT}${sh`
[ -e began ] || exit 0
while [ $# -ge 6 ]; do
  if [ -n "$3" ]; then put "$@"; else rm -f -- "$1" || exit; echo "signalbox: removed $1"; fi
  shift 6
done
reload
`}`;
