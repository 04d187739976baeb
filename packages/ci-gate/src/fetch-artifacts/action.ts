import type { Action } from "@signalbox/release-core";
import type { Artifact } from "../builds/ports.js";

export interface FetchArtifact extends Action {
  readonly type: "fetch-artifact";
  readonly repository: string;
  readonly build: { readonly id: string; readonly attempt: number };
  readonly artifact: Artifact;
  /** Absolute. */
  readonly file: string;
  /** The sha256 of what lies there; null when nothing does. */
  readonly before: string | null;
}

export interface FetchedArtifact {
  readonly file: string;
  readonly artifact: string;
  readonly build: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits. */
  readonly sha256: string;
}
