import type { OptionSpec } from "./command-spec.js";

/** Options of every command. */
export const COMMON: readonly OptionSpec[] = [
  { name: "config", short: "c", value: "<file>", summary: "use this configuration" },
  { name: "cwd", short: "C", value: "<folder>", summary: "work as if started there" },
  {
    name: "state-dir",
    value: "<folder>",
    summary: "where runs are kept (default: .signalbox beside the configuration)",
  },
  { name: "json", summary: "print one JSON document on stdout" },
  { name: "jsonl", summary: "print events as JSON lines on stdout" },
  { name: "verbose", short: "v", summary: "more detail, and the stack of an error" },
  { name: "quiet", short: "q", summary: "no progress" },
  { name: "help", short: "h", summary: "show this" },
];

/** Options that a command names in its `options`. */
export const OPTIONS: readonly OptionSpec[] = [
  {
    name: "repo",
    short: "R",
    value: "<repository>",
    many: true,
    summary: "a URL, a path, owner/name, or a component's name; repeatable",
  },
  { name: "concurrency", value: "<n>", summary: "how many repositories at once" },
  { name: "fetch", summary: "also fetch into clones of your own" },
  { name: "detailed-exitcode", summary: "exit 10 when there is something to do" },
  { name: "dry-run", summary: "stop after the plan" },
  { name: "yes", short: "y", summary: "do not ask" },
  { name: "out", value: "<file>", summary: "write the plan to a file" },
  { name: "plan", value: "<file>", summary: "run only what this approved plan says" },
  { name: "direct", summary: "push the merge itself where the remote does not protect the branch" },
  { name: "beside", summary: "start although a run of the train with the same parameters is open" },
  { name: "into", value: "<branch>", many: true, summary: "a branch that gets it, in this order; repeatable" },
  { name: "review", summary: "push branches for review instead of the branches themselves" },
  { name: "skip-conflicts", summary: "prepare a branch for a person and go on; ends with exit 5" },
  {
    name: "branch",
    value: "<branch>",
    summary: "the branch that is meant, or an environment (default: see the command)",
  },
  { name: "family", value: "<family>", summary: "which pins of these names, where several families have them" },
  { name: "wait", summary: "keep waiting instead of ending with exit 3" },
  { name: "set", value: "<name=value>", many: true, summary: "a parameter of the train; repeatable" },
  { name: "skip", value: "<step>", many: true, summary: "leave a step out; needs --reason; repeatable" },
  {
    name: "waive",
    value: "<gate>",
    many: true,
    summary: "do not let a gate hold the train up; needs --reason; repeatable",
  },
  { name: "only", value: "<step>", many: true, summary: "only this step and what it needs; repeatable" },
  { name: "reason", value: "<text>", summary: "why; kept in the journal" },
  { name: "as", value: "<who>", summary: "the person who decides" },
  {
    name: "item",
    value: "<id>",
    many: true,
    summary: "sign one item only, by a unique beginning of its id; repeatable",
  },
  { name: "digest", value: "<sha256>", summary: "approve only while the plan still has this digest" },
  { name: "comment", value: "<text>", summary: "a remark for the journal" },
];
