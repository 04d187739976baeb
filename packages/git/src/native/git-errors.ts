import type { ReleaseError } from "@signalbox/release-core";
import { gitFailed, lastLines, remoteAuth, remoteUnreachable, repositoryNotFound, repositoryOwner } from "../errors.js";

type Translate = (location: string, reason: string) => ReleaseError;

/** git's words (LC_ALL=C) → our errors. First match wins; words of git, libcurl and OpenSSH. */
const TABLE: readonly (readonly [RegExp, Translate])[] = [
  [/could not read (?:Username|Password)|terminal prompts disabled/i, remoteAuth],
  [/Authentication failed|returned error: 40[13]|HTTP 40[13]/i, remoteAuth],
  [/Permission denied \(|Host key verification failed|Too many authentication failures/i, remoteAuth],
  [/returned error: 404|Repository not found|repository '.*' not found|ERROR: .* not found/i, repositoryNotFound],
  [/does not appear to be a git repository|not a git repository|No such file or directory/i, repositoryNotFound],
  [/not valid: is this a git repository|update-server-info/i, repositoryNotFound],
  [/resolve host|Name or service not known|Temporary failure in name resolution/i, remoteUnreachable],
  [
    /Connection (?:refused|timed out|reset|closed)|Failed to connect|Couldn't connect|No route to host/i,
    remoteUnreachable,
  ],
  [/SSL|TLS|certificate/, remoteUnreachable],
  [
    /returned error: (?:429|5\d\d)|RPC failed|early EOF|unexpected disconnect|hung up|Operation too slow/i,
    remoteUnreachable,
  ],
  [
    /Empty reply from server|transfer closed|Could not read from remote|timed out|Network is unreachable/i,
    remoteUnreachable,
  ],
  [/expected flush after|invalid (?:server )?response|bad line length|remote end/i, remoteUnreachable],
];

/** What a failed call over the network means. */
export function translateRemoteFailure(
  location: string,
  command: string,
  code: number | null,
  stderr: string,
): ReleaseError {
  const words = stderr.replace(/^warning:.*$/gm, "");
  const owned = ownedByAnother(words);
  if (owned !== null) return repositoryOwner(owned);
  const row = TABLE.find(([pattern]) => pattern.test(words));
  return row === undefined ? gitFailed(command, code, stderr) : row[1](location, lastLines(reasonOf(words), 2));
}

/** The folder that git does not read because it belongs to somebody else (git-config(1), safe.directory). */
export const ownedByAnother = (stderr: string): string | null =>
  /(?:dubious ownership in|unsafe) repository (?:at )?\(?'(.+?)'/.exec(stderr)?.[1] ?? null;

/** Damage in our own cache, which a rebuild heals. */
export function isDamage(stderr: string): boolean {
  return /bad object|is corrupt|missing (?:blob|tree|commit)|unable to read|cannot be accessed|broken reference|invalid sha1 pointer|not a git repository: |does not point to a valid object|did not send all necessary objects|bad config|packfile .* (?:invalid|does not match)/i.test(
    stderr,
  );
}

const reasonOf = (stderr: string): string => {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter(
      (line) => /^(?:fatal|error|remote|ssh|ERROR)/.test(line) || /denied|refused|verification failed/i.test(line),
    );
  return lines.length > 0 ? lines.join("\n") : stderr;
};
