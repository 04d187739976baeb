export type { GitHubAnswer, GitHubClient } from "./client.js";
export { slugOf, slugText, type Locate, type Slug } from "./slug.js";
export { isNotFound, isUnknownResult } from "./errors.js";
export { findTextBlock, textBlock, withTextBlock, type TextBlock } from "./text-block.js";
