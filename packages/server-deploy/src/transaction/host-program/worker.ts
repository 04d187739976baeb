import { sh } from "../../sh.js";

/**
 * The part that goes on without a connection: it is the beginning of `tx/<id>/work`, and the rows follow it. It holds
 * the lock on `alive` as descriptor 9 from before its birth to its death. `journal` gets one line an event; nothing is
 * ever changed in it, so that whatever ends this leaves a true account.
 */
export const WORKER = sh`
set -u
umask 077
cd "$1" || exit 70
# A log that nobody takes any more is no reason to stop. What we start has the signal as it was.
trap : PIPE

# The last way to tell the truth on a full disk is the space that was put aside for it.
note() {
  printf '%s\n' "$*" >>journal 2>/dev/null || { rm -f ../../reserve; printf '\n%s\n' "$*" >>journal; }
}

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }

# Everything that the commands say goes through one pipe, which is read to its end whatever happens: a program that
# cannot write dies in the middle of its work. What is left running may hold the pipe for ever, so this may outlive us.
collect() {
  left=$FIRST_BYTES
  while reads=$((left / 65536)) && [ "$reads" -gt 0 ]; do
    # One read a block, written at once: a follower sees each line when it was said.
    said=$(dd bs=65536 count="$reads" 2>&1 >>log) || break
    # [a warning] 0+3 records in 0+3 records out 4711 bytes ...
    for count in \${said%% records in*}; do :; done
    [ $((\${count%+*} + \${count#*+})) -eq "$reads" ] || return
    set -- \${said##* records out}
    left=$((left - $1))
  done
  { dd bs=65536 2>dropped || cat >/dev/null; } | tail -c "$LAST_BYTES" >last
  bytes=$(sed -n 's/ bytes\{0,1\} .*//p' dropped)
  [ "$bytes" -le "$LAST_BYTES" ] || printf '\n==> %s bytes are left out here\n' $((bytes - LAST_BYTES)) >>log
  cat last >>log
  rm -f last dropped
}

# What the command starts must hold neither our lock nor our mask; settings come before it.
as_meant='umask 022; while case $1 in *=*) export "$1" ;; *) false ;; esac; do shift; done; exec "$@" 9>&- 5>&-'

# step <always> <seconds> <phase> <setting or word> ...
step() {
  index=$((index + 1))
  [ "$failed" -eq 0 ] || [ "$1" = always ] || return 0
  seconds=$2 phase=$3
  shift 3
  note run "$row" "$index"
  printf '==> %s\n' "$phase" >&5
  read -r before _ </proc/uptime
  timeout -k 10 "$seconds" sh -c "$as_meant" sh "$@" </dev/null >&5 2>&1
  code=$?
  read -r after _ </proc/uptime
  how=exit
  [ "$code" -gt 128 ] && [ "$code" -lt 193 ] && how=signal
  case $code in 124 | 137) [ $((\${after%.*} - \${before%.*} + 1)) -lt "\${seconds%.*}" ] || how=deadline ;; esac
  note ran "$row" "$index" "$how" "$code"
  [ "$code" -eq 0 ] && return
  failed=1
  printf '<== %s: %s %s\n' "$phase" "$how" "$code" >&5
}

row() { row=$1 index=-1 failed=0; }

main() {
  mkfifo said && exec 6>>log && flock 6 || exit 71
  { exec 9>&- <said; rm -f said; collect; } 2>/dev/null &
  exec 5>said 6>&-
  note begin "$(now)"
  # On its way to the disk meanwhile: what a power cut takes with it had not gone far.
  sync work journal . 5>&- 9>&- 2>/dev/null &

  row command
  commands
  outcome=ok
  if [ "$failed" -ne 0 ]; then
    outcome=failed
    row rescue
    rescue
    [ "$index" -ge 0 ] && [ "$failed" -eq 0 ] && outcome=rolled-back
  fi

  exec 5>&-
  # A moment for the last lines; a service that was started badly keeps the pipe, and is not waited for.
  exec 6<log && flock -s -w 2 6
  note end "$outcome" "$(now)"
  sync log journal . 2>/dev/null
}
`;
