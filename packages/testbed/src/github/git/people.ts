import type { GitHubState } from "../state/git-hub-state.js";
import type { UserRecord } from "../state/records.js";

/** A line `author` or `committer` of a commit, or `tagger` of a tag. */
export interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const LINE = /^(.*?) ?<([^>]*)> (\d+) ([+-])(\d\d)(\d\d)$/;

/** Reads `Ada <ada@example.test> 1700000000 +0100`. */
export function readPerson(line: string): GitPerson {
  const [, name = "", email = "", seconds = "0", sign, hours = "0", minutes = "0"] = LINE.exec(line) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return { name, email, date: new Date(Number(seconds) * 1000), offset };
}

/** The user whose address it is. */
export const userOfPerson = ({ users }: GitHubState, { email }: GitPerson): UserRecord | null =>
  users.find((user) => user.email.toLowerCase() === email.toLowerCase()) ?? null;
