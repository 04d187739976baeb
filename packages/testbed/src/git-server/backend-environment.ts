import type { IncomingMessage } from "node:http";
import { type Environment, gitEnvironment } from "../environment.js";

/** Server behaviour that GitHub also has: partial clones, fetching any object by its id. */
const SERVER_CONFIG = [
  ["uploadpack.allowFilter", "true"],
  ["uploadpack.allowAnySHA1InWant", "true"],
  // A repository of a test does not live long enough to be tidied up.
  ["receive.autogc", "false"],
];

/** For git as a server, in the version of the protocol that the client asks for. */
export function gitServerEnvironment(request: IncomingMessage, env: Environment | undefined): Record<string, string> {
  return {
    ...gitEnvironment(env),
    GIT_CONFIG_COUNT: String(SERVER_CONFIG.length),
    ...Object.fromEntries(
      SERVER_CONFIG.flatMap(([key = "", value = ""], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    GIT_PROTOCOL: headerOf(request, "git-protocol"),
  };
}

/** For `git http-backend`: the variables of CGI (RFC 3875 §4.1). */
export function backendEnvironment(
  request: IncomingMessage,
  call: { readonly root: string; readonly env: Environment | undefined; readonly user: string | null },
): Record<string, string> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const length = headerOf(request, "content-length");
  return {
    ...gitServerEnvironment(request, call.env),
    GIT_PROJECT_ROOT: call.root,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? "GET",
    CONTENT_TYPE: headerOf(request, "content-type"),
    HTTP_CONTENT_ENCODING: headerOf(request, "content-encoding"),
    REMOTE_ADDR: "127.0.0.1",
    ...(call.user === null ? {} : { REMOTE_USER: call.user }),
    ...(length === "" ? {} : { CONTENT_LENGTH: length }),
  };
}

const headerOf = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? "");
