import { redactText } from "@signalbox/release-core";

const SECRET_NAME =
  /((?:pass(?:word|phrase|wd)?|pwd|secret|token|api[_-]?key|private[_-]?key|credentials?|auth)["']?\s*[:=]\s*)(\S.*)$/i;

/** A line of a configuration file with the values of secrets hidden, whatever they look like. Pure. */
export const maskSecrets = (line: string): string => redactText(line.replace(SECRET_NAME, "$1***"));
