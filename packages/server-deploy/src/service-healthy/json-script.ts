/**
 * awk: prints the value at a path (in `JSON_PATH`, names with dots between) of the JSON text that it reads, and nothing
 * when there is none or the text is broken before it. There is no jq on a server. Strings are printed as they are
 * written, so a version must need no escape; numbers in a path are places in a list.
 */
export const JSON_SCRIPT = String.raw`
BEGIN { wanted = ENVIRON["JSON_PATH"] }
{ text = text $0 "\n" }
END {
  rest = text; depth = 0; path[0] = ""; key = ""
  while (1) {
    sub(/^[ \t\r\n]+/, "", rest)
    if (rest == "") exit
    first = substr(rest, 1, 1)
    if (first == "{" || first == "[") {
      here = at()
      depth++; path[depth] = here; list[depth] = (first == "["); place[depth] = 0; key = ""; name = !list[depth]
      rest = substr(rest, 2)
    } else if (first == "}" || first == "]") {
      if (depth == 0) exit
      depth--; name = 0; rest = substr(rest, 2)
    } else if (first == ",") {
      if (list[depth]) place[depth]++; else name = 1
      rest = substr(rest, 2)
    } else if (first == ":") {
      name = 0; rest = substr(rest, 2)
    } else {
      if (first == "\"") {
        if (!match(rest, /^"([^"\\]|\\.)*"/)) exit
        word = substr(rest, 2, RLENGTH - 2)
      } else {
        if (!match(rest, /^[-+0-9.A-Za-z]+/)) exit
        word = substr(rest, 1, RLENGTH)
      }
      rest = substr(rest, RLENGTH + 1)
      if (name) key = word
      else if (depth > 0 && at() == wanted) { print word; exit }
    }
  }
}
function at(  last) {
  if (depth == 0) return ""
  last = list[depth] ? place[depth] : key
  return path[depth] == "" ? last "" : path[depth] "." last
}`;
