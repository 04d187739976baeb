import { repositoryBody } from "../bodies/repository.js";
import { simpleUser } from "../bodies/user.js";
import type { Host } from "../host.js";
import { includes } from "../http/access.js";
import { paged } from "../http/page.js";
import { notFound } from "../http/problem.js";
import type { Permission, RepositoryRecord, UserRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

/** Repositories, and what somebody may do in them. */
export const repositories = {
  "repos/get": ({ host, repository, user }) => ({ status: 200, body: repositoryBody(host, repository, user) }),
  "repos/list-for-org": (call) =>
    paged(
      call,
      visible(call.host, call.user).filter(({ owner }) => owner.toLowerCase() === call.params.org?.toLowerCase()),
      (each) => repositoryBody(call.host, each, call.user),
    ),
  "repos/list-for-authenticated-user": (call) =>
    paged(
      call,
      visible(call.host, call.actor).filter(({ slug }) => call.actor.permissions.has(slug.toLowerCase())),
      (each) => repositoryBody(call.host, each, call.actor),
    ),
  "repos/get-collaborator-permission-level": {
    access: "read",
    handle: ({ host, repository, params }) => {
      const user = host.state.user(params.username ?? "");
      if (user === undefined) throw notFound();
      const role = host.state.permission(user, repository) ?? "none";
      const body = { permission: LEGACY[role], role_name: role, user: collaborator(host, user, role) };
      return { status: 200, body };
    },
  },
} satisfies RestHandlers;

const visible = ({ state }: Host, user: UserRecord | null): RepositoryRecord[] =>
  state.repositories.filter((repository) => state.permission(user, repository) !== null);

/** The words that `permission` had before there were five roles; `role_name` has the role. */
const LEGACY: Readonly<Record<Permission, string>> = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};

function collaborator(host: Host, user: UserRecord, role: Permission): Record<string, unknown> {
  const permissions = {
    pull: includes(role, "read"),
    triage: includes(role, "triage"),
    push: includes(role, "write"),
    maintain: includes(role, "maintain"),
    admin: includes(role, "admin"),
  };
  return { ...simpleUser(host, user), role_name: role, permissions };
}
