/** What `git push --porcelain` said about the one ref. */
export interface PushReport {
  readonly flag: string;
  /** `[rejected] (stale info)`, `[remote rejected] (pre-receive hook declined)`, `[up to date]`, … */
  readonly summary: string;
}

/** Reads the line `<flag> \t <from>:<to> \t <summary>` of one ref (git-push(1), OUTPUT); null when there is none. */
export function parsePush(output: string, ref: string): PushReport | null {
  for (const line of output.split("\n")) {
    const [flag, refspec, summary] = line.split("\t");
    if (flag?.length === 1 && refspec?.endsWith(`:${ref}`) === true) return { flag, summary: summary ?? "" };
  }
  return null;
}

/** What the remote itself said while it refused, without the hints meant for a terminal. */
export function remoteWords(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter((line) => line.startsWith("remote:"))
    .map((line) => line.slice("remote:".length).trim())
    .filter((line) => line !== "" && !/^(?:Resolving|Counting|Compressing|Enumerating|Total|Processing) /.test(line));
  return lines.join(" ");
}
