import { sh } from "../sh.js";

/**
 * POSIX sh: `look` takes checks, nine words each, and prints a line for each, with tabs between:
 * `check`, its place, state, marker, age, name, and what was seen. State is `ok`, `no` (not yet), or `failed` (nothing will
 * change by itself). The marker changes when the service was started anew; the age is for how many milliseconds it has
 * been so; both are `-` where the host cannot say.
 *
 * Time is counted in the kernel's ticks since boot, which no clock adjustment moves, and which a container's `uptime`
 * does not fake: the start time of a process that was started now (proc(5), `stat`, field 22).
 */
export const LOOK_SCRIPT = sh`
tab=$(printf '\t'); cr=$(printf '\r')
nl='
'
ticks() { awk '{ sub(/^.*\) /, ""); print $20 }' "/proc/$1/stat" 2>/dev/null; }
esc=$(printf '\033')
clean() { printf %s "$1" | head -c 400 | sed "s/$esc\[[0-9;?]*[a-zA-Z]//g" | tr '\000-\037\177' ' '; }
say() { printf 'check\t%s\t%s\t%s\t%s\t%s\t%s\n' "$n" "$1" "\${2:--}" "\${3:--}" "$title" "$(clean "$4")"; }
seconds() { printf '%s.%s s' "$(($1 / 1000))" "$(($1 % 1000 / 100))"; }

look() {
  n=0
  while [ $# -ge 9 ]; do
    title=$2
    "check_$1" "$3" "$4" "$5" "$6" "$7" "$8" "$9"
    n=$((n + 1)); shift 9
  done
}

check_systemd() {
  if ! shown=$(systemctl show --no-pager -p LoadState -p ActiveState -p SubState -p Result -p NRestarts -p MainPID \
    -p ActiveEnterTimestampMonotonic -- "$1" 2>&1); then say no '' '' "systemctl: $shown"; return; fi
  load= active= sub= result= restarts= pid= entered=
  while IFS='=' read -r name value; do
    case $name in
      LoadState) load=$value ;; ActiveState) active=$value ;; SubState) sub=$value ;; Result) result=$value ;;
      NRestarts) restarts=$value ;; MainPID) pid=$value ;; ActiveEnterTimestampMonotonic) entered=$value ;;
    esac
  done <<END
$shown
END
  text="$active ($sub)"
  [ "$restarts" = 0 ] || [ -z "$restarts" ] || text="$text, restarted $restarts times"
  case $load in loaded) ;; *) say failed '' '' "the unit is $load"; return ;; esac
  case $active in
    active)
      if [ "$sub" != "$2" ]; then say no '' '' "$text"; return; fi
      now=$(ticks self); age=$((now * 10 - entered / 1000))
      if [ "$pid" -gt 0 ] 2>/dev/null && began=$(ticks "$pid") && [ -n "$began" ]; then
        [ $(((now - began) * 10)) -ge "$age" ] || age=$(((now - began) * 10))
      fi
      [ "$age" -ge 0 ] || age=0
      say ok "$restarts:$entered:$pid" "$age" "$text for $(seconds "$age")" ;;
    failed) say failed '' '' "$text, $result" ;;
    *) say no '' '' "$text" ;;
  esac
}

check_sysv() {
  if [ -x "/etc/init.d/$1" ]; then set -- "/etc/init.d/$1" status; else set -- service "$1" status; fi
  said=$({ SYSTEMD_PAGER= timeout 15 "$@" 2>&1 </dev/null; echo "code=$?"; } | tail -c 1000)
  code=\${said##*code=}; said=\${said%code=*}
  if [ "$code" -eq 0 ]; then say ok '' '' "$said"; else say no '' '' "status $code: $said"; fi
}

fetch() {
  if command -v curl >/dev/null 2>&1; then
    curl -q -s -S -i -g --noproxy '*' --max-time "$2" --proto '=http,https' "$1" 2>&1
  elif command -v wget >/dev/null 2>&1; then
    # It prints its complaints among the body, and of a redirect nothing at all: quiet, then.
    timeout "$2" wget --no-config -q -O - --save-headers --content-on-error --tries=1 --timeout="$2" \
      --max-redirect=0 --no-proxy "$1"
  else echo 'neither curl nor wget is there'; fi </dev/null | head -c 262144
}

check_http() {
  raw=$(fetch "$1" "$7")
  case $raw in HTTP/*) ;; 'neither '*) say failed '' '' "$raw"; return ;; *) say no '' '' "\${raw:-no answer}"; return ;; esac
  status=\${raw%%"$nl"*}; status=\${status%"$cr"}; status=\${status#* }; status=\${status%% *}
  if [ "$status" != "$2" ]; then say no '' '' "status $status"; return; fi
  body=$(printf '%s\n' "$raw" | awk 'body { print; next } /^\r?$/ { body = 1 }')
  if [ -n "$3" ] && ! printf '%s\n' "$body" | grep -aEq -e "$3"; then say no '' '' "status $status, no line is as $3"; return; fi
  if [ -n "$4" ]; then
    found=$(printf '%s\n' "$body" | JSON_PATH=$4 awk "$json")
    if [ "$found" != "$5" ]; then say no '' '' "status $status, $4 is \${found:-absent}"; return; fi
    say ok '' '' "status $status, $4 is $found"
  elif [ -n "$6" ]; then
    found=$(printf '%s\n' "$body" | grep -aEo -m 1 -e "$6" | head -n 1)
    if ! printf '%s\n' "$body" | grep -aEq -e "$5"; then say no '' '' "status $status, it says \${found:-no version}"; return; fi
    say ok '' '' "status $status, it says $found"
  else say ok '' '' "status $status"; fi
}

check_tcp() {
  if ! command -v bash >/dev/null 2>&1; then say failed '' '' 'bash is not there to ask with'; return; fi
  if said=$(timeout "$3" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1); then say ok '' '' "port $2 answers"
  else say no '' '' "port $2 does not answer"; fi
}

# Judges the text that the command after $1 (appears) and $2 (absent) prints.
judge_lines() {
  appears=$1 absent=$2; shift 2
  if [ -n "$absent" ] && bad=$("$@" | grep -aE -m 1 -e "$absent"); then say failed '' '' "says: $bad"; return; fi
  if [ -z "$appears" ]; then say ok '' '' 'says nothing of the kind'; return; fi
  if good=$("$@" | grep -aE -m 1 -e "$appears"); then say ok '' '' "says: $good"; else say no '' '' 'does not say it yet'; fi
}

# What was written to a log since a byte, also when it was rotated since: by name, or emptied in place.
since_byte() {
  inode=$(stat -c %i "$1"); size=$(stat -c %s "$1")
  if [ -n "$3" ] && [ "$inode" != "$3" ]; then
    for old in "$1"*; do
      if [ "$(stat -c %i "$old" 2>/dev/null)" = "$3" ]; then tail -c "+$(($2 + 1))" "$old"; fi
    done
    cat "$1"
  elif [ "$size" -lt "$2" ]; then cat "$1"
  else tail -c "+$(($2 + 1))" "$1"; fi 2>/dev/null | head -c 67108864
}

check_log() {
  if [ ! -r "$1" ]; then say no '' '' 'there is no such file, or it may not be read'; return; fi
  if [ -n "\${positions:-}" ] && [ "$4$5" = 0 ]; then
    at=$(LOG=$1 awk -F '\t' '$3 == ENVIRON["LOG"] { print $1, $2; exit }' "$positions" 2>/dev/null)
    set -- "$1" "$2" "$3" "\${at%% *}" "\${at#* }"
    [ -n "$4" ] || { say no '' '' 'nobody knows what is new in it'; return; }
  fi
  judge_lines "$2" "$3" since_byte "$1" "$4" "$5"
}

since_start() {
  if [ -n "$2" ]; then set -- -u "$1" --since "@$2"
  else
    id=$(systemctl show -p InvocationID -- "$1" | sed 's/^.*=//')
    [ -n "$id" ] || return 0
    set -- "_SYSTEMD_INVOCATION_ID=$id"
  fi
  journalctl --no-pager -q -a -o cat "$@" 2>/dev/null | head -c 67108864
}

check_journal() {
  if ! command -v journalctl >/dev/null 2>&1; then say failed '' '' 'there is no journal'; return; fi
  judge_lines "$2" "$3" since_start "$1" "$4"
}

check_process() {
  if [ -n "$1" ]; then pid=$(systemctl show -p MainPID -- "$1" 2>/dev/null | sed 's/^.*=//')
  else pid=$(head -n 1 "$2" 2>/dev/null | tr -dc 0-9); fi
  began=$(ticks "\${pid:-0}")
  if [ -z "$began" ]; then say no '' '' 'it does not run'; return; fi
  age=$((($(ticks self) - began) * 10)); started=$(($(date +%s) - age / 1000))
  if [ -n "$3" ] && [ "$started" -lt "$3" ]; then
    say no '' '' "process $pid runs for $(seconds "$age"), since before $(date -u -d "@$3" +%Y-%m-%dT%H:%M:%SZ)"; return
  fi
  say ok "$pid:$began" "$age" "process $pid runs for $(seconds "$age")"
}
`;
