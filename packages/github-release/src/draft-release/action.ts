/** Makes a draft where there is none. */
export interface CreateDraft {
  readonly type: "create-draft";
  readonly summary: string;
  /** `owner/name` */
  readonly repository: string;
  readonly tag: string;
  /** The commit of the tag as it stands; null: there is none, and publishing will make it. */
  readonly tagCommit: string | null;
  readonly target: string;
  readonly name: string;
  readonly notes: string;
  readonly isPrerelease: boolean;
}

/** Changes a draft that is there. */
export interface UpdateDraft extends Omit<CreateDraft, "type"> {
  readonly type: "update-draft";
  readonly releaseId: number;
  /** What the notes were when they were read: sha256 of their JSON. */
  readonly expectedNotes: string;
}

export type DraftAction = CreateDraft | UpdateDraft;

export interface DraftedRelease {
  readonly releaseId: number;
  readonly tag: string;
  readonly url: string;
}
