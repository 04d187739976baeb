export type {
  ArtifactFile,
  ArtifactKind,
  CommitOptions,
  Edit,
  Edits,
  PublisherLock,
  Objections,
  PublishPorts,
  ReleasesWithoutEdit,
  StoredArtifact,
  SymbolsFile,
  TracksInEdit,
  Uploads,
  Vitals,
  VitalsMetric,
  VitalsQuery,
  VitalsRow,
} from "./ports.js";
export type { CountryTargeting, Lifecycle, ReleaseStatus, SeenRelease, Track, TrackRelease } from "./track.js";
export { type ArtifactExpectation, type ArtifactReport, checkArtifact } from "./artifact/check-artifact.js";
export {
  AVNI_ABI_OFFSETS,
  AVNI_BUNDLE,
  MAX_VERSION_CODE,
  nextFreeCode,
  type Version,
  type VersionCodeRule,
  versionCodeOf,
  versionCodesByAbi,
  versionOfCode,
} from "./version-code/version-code.js";
export { type Collision, findCollisions, type PlannedCode } from "./version-code/find-collisions.js";
export { MOST_CHARACTERS, type Notes, type ReadyNotes, readyNotes, type TooLong } from "./notes/notes.js";
export { PLAY_LOCALES } from "./notes/locales.js";
export type { PlannedArtifact, PublishedRelease, PutRelease } from "./publishing/action.js";
export { type MergedTrack, mergeTrack } from "./publishing/merge-track.js";
export type { WantedRelease } from "./publishing/wanted-release.js";
export { uploadRelease } from "./upload-release/upload-release.js";
export { promoteRelease } from "./promote-release/promote-release.js";
export { changeRollout } from "./change-rollout/change-rollout.js";
export { type SoakEvidence, soakElapsed } from "./soak-elapsed/soak-elapsed.js";
export { type VitalsEvidence, vitalsHealthy } from "./vitals-healthy/vitals-healthy.js";
export { type PlayStatus, playStatus, type PlayStatusRequest, type StatusOf } from "./play-status.js";
export { oneAtATime } from "./publishing/one-at-a-time.js";
export { publisherBusy } from "./errors.js";
export { playKinds, type PlayKinds, type PlayPorts } from "./kinds.js";
