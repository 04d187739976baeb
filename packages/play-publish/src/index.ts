export type {
  ArtifactFile,
  ArtifactKind,
  CommitOptions,
  Edit,
  Edits,
  PublisherLock,
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
