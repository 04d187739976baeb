/** Options of commands that look at repositories. */
export const READING = ["repo", "concurrency", "fetch"];

/** Options of commands that change something. */
export const CHANGING = ["dry-run", "yes", "out"];
