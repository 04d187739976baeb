export type { Change, Component, ComponentReport, ReportWarning, UnreleasedReport } from "./component.js";
export { findUnreleased } from "./find-unreleased/find-unreleased.js";
