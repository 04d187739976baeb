export { gitHubClient, type GitHubClientOptions } from "./client-octokit/git-hub-client.js";
export {
  httpTransport,
  type Fetch,
  type Transport,
  type TransportInit,
  type TransportOptions,
} from "./transport/transport.js";
export type { Answer } from "./transport/answer.js";
