/** Reads objects of one bare repository. Missing objects are null. */
export interface GitObjects {
  /** Of any revision that names one object (`<oid>`, `<ref>`, `<ref>:path`, `<oid>^{commit}`). */
  read(revision: string): Promise<GitObject | null>;
  close(): Promise<void>;
}

export interface GitObject {
  readonly oid: string;
  readonly type: "commit" | "tree" | "blob" | "tag";
  readonly content: Buffer;
}
