export { assetsReady } from "./assets-ready/assets-ready.js";
export type { AssetLine, AssetsEvidence } from "./assets-ready/judge.js";
export {
  type ComponentRelease,
  currentRelease,
  type CurrentRelease,
  type CurrentReleaseRequest,
} from "./current-release/current-release.js";
export type { ReleaseStandingOf, ShownRelease } from "./current-release/standing-of.js";
export type { CreateDraft, DraftAction, DraftedRelease, UpdateDraft } from "./draft-release/action.js";
export { draftRelease } from "./draft-release/draft-release.js";
export { type EditedNotes, type EditNotes, editReleaseNotes } from "./edit-release-notes/edit-release-notes.js";
export { releaseKinds, type ReleaseKinds } from "./kinds.js";
export type { ReleasePorts } from "./ports.js";
export type { PublishedRelease, PublishRelease } from "./publish-release/action.js";
export { publishRelease } from "./publish-release/publish-release.js";
export type { UploadAsset, UploadedAsset } from "./upload-asset/action.js";
export { uploadAsset } from "./upload-asset/upload-asset.js";
export { boardKinds } from "./board/board-kinds.js";
export type { BoardPorts } from "./board/ports.js";
export {
  type BoardCard,
  type BoardCards,
  type BoardCardsInput,
  listBoardCards,
} from "./list-board-cards/list-board-cards.js";
export type {
  ManualStep,
  ReplaceDescription,
  RestoreValues,
  SetReleaseAction,
  SetReleaseResult,
} from "./set-board-release/action.js";
export { setBoardRelease } from "./set-board-release/set-board-release.js";
