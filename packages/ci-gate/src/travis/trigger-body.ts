import type { TriggerRequest } from "../builds/ports.js";
import { ciCannot, type CiQuestion } from "../errors.js";

const NAME = /^[A-Za-z_]\w*$/;
/** What a shell takes as it is. */
const VALUE = /^[\w.,:/@%+-]*$/;

/**
 * What begins a build: parameters are variables of its environment, beside those of its configuration. Pure.
 * Source: https://docs.travis-ci.com/user/triggering-builds
 * @throws ReleaseError `ERR_CI_CANNOT`
 */
export function bodyOf(question: CiQuestion, { branch, tag, parameters }: TriggerRequest): object {
  if (branch === undefined || tag !== undefined)
    throw ciCannot(
      question,
      "a build is begun of a branch",
      tag === undefined ? "Name the branch." : "Begin the tag's own build again (rerun) instead.",
    );
  const variables = Object.entries(parameters);
  const wrong = variables.find(([name, value]) => !NAME.test(name) || !VALUE.test(String(value)));
  if (wrong !== undefined)
    throw ciCannot(
      question,
      `the parameter ${wrong[0]} cannot be a variable`,
      "Travis hands parameters to a shell: letters, digits and _ in names, in values also . , : / @ % + and -.",
    );
  if (variables.length === 0) return { request: { branch } };
  const global = variables.map(([name, value]) => `${name}=${String(value)}`);
  return { request: { branch, merge_mode: "deep_merge_append", config: { env: { global } } } };
}
