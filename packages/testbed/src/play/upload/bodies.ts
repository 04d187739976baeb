import type { ArtifactRecord } from "../state/records.js";

/** Google's `Bundle`; its sha1 is left out, since a second hash of every byte would halve the speed of the fake. */
export const bundleBody = ({ versionCode, sha256 }: ArtifactRecord): object => ({ versionCode, sha256 });

export const apkBody = ({ versionCode, sha256 }: ArtifactRecord): object => ({ versionCode, binary: { sha256 } });
