import { JSON_SCRIPT } from "./json-script.js";
import { LOOK_SCRIPT } from "./look-script.js";

/** The command of one look at checks, each as its words. */
export const lookWords = (checks: readonly string[]): readonly string[] => [
  "sh",
  "-c",
  `json=$1; shift\n${LOOK_SCRIPT}\nlook "$@"`,
  "health",
  JSON_SCRIPT,
  ...checks,
];
