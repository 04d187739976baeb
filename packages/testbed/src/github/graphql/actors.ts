import { idOfName } from "../bodies/user.js";
import type { Host } from "../host.js";
import { nodeIdOf } from "../state/node-id.js";
import type { UserRecord } from "../state/records.js";
import type { Resolver, Resolvers } from "./resolver.js";

/** The owner of a repository, who need not be a user with a token: then it is an organization. */
export function ownerSource({ state }: Host, login: string): object {
  const user = state.user(login);
  if (user !== undefined) return user;
  const id = idOfName(login);
  return { __typename: "Organization", login, name: login, id, nodeId: nodeIdOf("Organization", id) };
}

interface Actor {
  readonly login: string;
}

const pages: Readonly<Record<string, Resolver>> = {
  url: ({ login }: Actor, _: object, { host }) => `${host.urls.html}/${login}`,
  resourcePath: ({ login }: Actor) => `/${login}`,
  avatarUrl: ({ login }: Actor, _: object, { host }) => `${host.urls.html}/avatars/u/${idOfName(login)}`,
};

export const actors: Resolvers = {
  User: { ...pages, isViewer: (each: UserRecord, _: object, { user }) => each === user },
  Bot: pages,
  Organization: pages,
};
