import { type Environment, gitEnvironment } from "../environment.js";
import type { ServedRepository } from "./served-repository.js";

/**
 * What git answered to `info/refs` in protocol v2, with its head. It follows from git and the settings of the
 * repository alone (gitprotocol-v2: capability advertisement), so repositories of the same settings share it.
 */
const greetings = new Map<string, Buffer>();

const keyOf = ({ config }: ServedRepository, env: Environment | undefined): string =>
  JSON.stringify([config, gitEnvironment(env)]);

export const greetingOf = (repository: ServedRepository, env: Environment | undefined): Buffer | undefined =>
  greetings.get(keyOf(repository, env));

/** Keeps an answer, unless it is a refusal or was cut off. */
export function keepGreeting(repository: ServedRepository, env: Environment | undefined, answer: Buffer): void {
  const whole = answer.includes("\r\n\r\n000eversion 2\n") && answer.subarray(-4).toString() === "0000";
  if (whole) greetings.set(keyOf(repository, env), answer);
}
