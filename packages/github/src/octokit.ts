export { gitHubClient, type GitHubClientOptions } from "./client-octokit/git-hub-client.js";
export type { Fetch } from "./transport/transport.js";
