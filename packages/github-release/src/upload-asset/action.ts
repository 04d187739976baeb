/** Sends one file. */
export interface UploadAsset {
  readonly type: "upload-asset";
  readonly summary: string;
  /** `owner/name` */
  readonly repository: string;
  readonly tag: string;
  readonly releaseId: number;
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  /** An asset that is deleted first: what an upload left that broke off, or another content. */
  readonly replaces: { readonly assetId: number; readonly isUploaded: boolean } | null;
}

export interface UploadedAsset {
  readonly assetId: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  /** The host says that it has this sha256; an older one says only the size. */
  readonly isVerified: boolean;
  readonly url: string;
}
