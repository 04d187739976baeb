import { isReleaseError, ReleaseError } from "@signalbox/release-core";

const TABLE: readonly (readonly [RegExp, string, string, string, boolean])[] = [
  [
    /^NOPERM|no permissions/i,
    "ERR_REDIS_NO_PRIVILEGE",
    "The Redis user may not read this",
    "Give it `+@read +time +select`, `+role` to know a replica, and the keys of the job engine; it needs no more.",
    false,
  ],
  [
    /^(NOAUTH|WRONGPASS)|invalid password/i,
    "ERR_REDIS_LOGIN",
    "Redis refuses the login",
    "Check the user and the password of the address.",
    false,
  ],
  [
    /^WRONGTYPE/,
    "ERR_REDIS_OTHER_KEYS",
    "A key of the job engine holds something else",
    "Another application uses the same names: give the engine's prefix or the right database number.",
    false,
  ],
  [
    /^(LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)/,
    "ERR_REDIS_UNREACHABLE",
    "Redis is not ready",
    "Ask again when it has loaded its data.",
    true,
  ],
  [
    /ECONN|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|connection is closed|max retries/i,
    "ERR_REDIS_UNREACHABLE",
    "Redis does not answer",
    "Check its address and whether it runs; then ask again.",
    true,
  ],
];

/** What Redis or its client says, as an error with a next step. Errors of the house pass unchanged. */
export function redisError(error: unknown): Error {
  if (isReleaseError(error)) return error;
  const said = error instanceof Error ? error.message : String(error);
  const found = TABLE.find(([pattern]) => pattern.test(said));
  const [, code, message, hint, retryable] = found ?? [
    undefined,
    "ERR_REDIS_QUERY",
    "Redis refused a command",
    "See its own words; if they do not help, please report this with the server's version.",
    false,
  ];
  return new ReleaseError({ code, message: `${message}: ${said}`, hint, retryable, cause: error });
}

export const notARedisRead = (command: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REDIS_READ_ONLY",
    message: `Only reading commands are sent to Redis, and ${command} is none.`,
    hint: "Nothing was sent. A guard only reads; please report this.",
    details: { command },
  });
