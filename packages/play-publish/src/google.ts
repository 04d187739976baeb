export { connectGoogle, type GoogleOptions, type GooglePorts } from "./google/connect-google.js";
export { signInToGoogle, type Credentials } from "./google/sign-in.js";
export type { TokenSource } from "./google/http/access-token.js";
export type { PublisherClient } from "./google/publisher-client.js";
