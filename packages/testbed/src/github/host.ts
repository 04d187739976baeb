import type { Environment } from "../environment.js";
import type { GitObjects } from "./git/objects.js";
import type { GitHubEvent, RepositoryRecord } from "./state/records.js";
import type { GitHubState } from "./state/git-hub-state.js";

/** What the areas of the fake share. */
export interface Host {
  readonly state: GitHubState;
  readonly urls: Urls;
  readonly env: Environment | undefined;
  /** Milliseconds of work for each repository that is compared. */
  readonly compareWorkMs: number;
  /** Its GraphQL is that of an older Enterprise Server. */
  readonly olderGraphql: boolean;
  now(): Date;
  /** The objects of a repository, read by one long-lived git process. */
  objects(repository: RepositoryRecord): GitObjects;
  /** Tells the robots; they run after the answer has been sent. */
  emit(event: GitHubEvent): void;
  /** Notes something that GitHub would never accept or say. */
  violation(text: string): void;
}

/** Where the parts of the fake are, without a slash at the end. */
export interface Urls {
  /** `http://127.0.0.1:<port>`: the pages, git, downloads. */
  readonly html: string;
  /** Of REST. */
  readonly api: string;
  readonly graphql: string;
  readonly uploads: string;
}
