/** What a line of a package manager's output says about why it failed. */
export type LogFinding =
  "lock" | "disk-full" | "scriptlet" | "dependency" | "conflict" | "architecture" | "damaged" | "question";

/** The words of dpkg 1.19 to 1.22, apt 2, rpm 4 and dnf 4 under `LC_ALL=C`; the first that fits counts. */
const TABLE: readonly (readonly [RegExp, LogFinding])[] = [
  [/package lock is still held|locked by another process|Could not get lock|can't create transaction lock/, "lock"],
  [
    /No space left on device|needs \S+ (?:more space )?on the \S+ filesystem|not enough free space|Disk quota exceeded/,
    "disk-full",
  ],
  [
    /Error in [A-Z]+ scriptlet|scriptlet failed|a scriptlet failed|subprocess (?:returned error|was killed)|script subprocess/,
    "scriptlet",
  ],
  [/dependency problems|Failed dependencies|is needed by|unmet dependencies|nothing provides/, "dependency"],
  [/conflicts with|trying to overwrite|conflict between/, "conflict"],
  [/does not match system|different architecture/, "architecture"],
  [
    /is not (?:a Debian format|the file that was)|unexpected end of file|not an rpm package|BAD|digest: NOT OK|corrupt/,
    "damaged",
  ],
  [/end of file on stdin at conffile prompt|Operation aborted/, "question"],
];

/** Null: the line says nothing of that kind. Pure. */
export const findingIn = (line: string): LogFinding | null => TABLE.find(([shape]) => shape.test(line))?.[1] ?? null;
