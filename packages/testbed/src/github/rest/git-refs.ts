import { apiUrl } from "../bodies/repository.js";
import { readCommit } from "../git/commits.js";
import { rangeOf } from "../git/ranges.js";
import { listRefsAsOf } from "../git/ref-log.js";
import { listRefs, readRef, type StoredRef } from "../git/refs.js";
import { moveRef } from "../git/write.js";
import type { Host } from "../host.js";
import { checkProtection } from "../http/protection.js";
import { conflict, notFound, unprocessable } from "../http/problem.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

/** Git's own references. */
export const gitRefs = {
  "git/get-ref": async ({ host, repository, params }) => {
    const ref = `refs/${params.ref ?? ""}`;
    const oid = await readRef(repository.path, ref);
    if (oid === null) {
      const { length } = await listRefs(repository.path);
      throw length === 0 ? conflict("Git Repository is empty.") : notFound();
    }
    return { status: 200, body: await refBody(host, repository, { ref, oid }) };
  },
  "git/list-matching-refs": async ({ host, repository, params, asOf }) => {
    const refs = await listRefsAsOf(repository, `refs/${params.ref ?? ""}`, asOf);
    const shown = refs.filter(({ ref }) => /^refs\/(heads|tags)\//.test(ref));
    return { status: 200, body: await Promise.all(shown.map((each) => refBody(host, repository, each))) };
  },
  "git/create-ref": async ({ host, repository, actor, body }) => {
    const { ref, sha } = body;
    if (!/^refs\/[^/]+\/.+/.test(ref))
      throw unprocessable("Reference name must start with 'refs' and have at least two slashes.");
    if ((await readRef(repository.path, ref)) !== null) throw unprocessable("Reference already exists");
    if (!(await isObject(host, repository, sha))) throw unprocessable("Object does not exist");
    await moveRef(host, repository, actor, { ref, before: null, after: sha });
    return { status: 201, body: await refBody(host, repository, { ref, oid: sha }) };
  },
  "git/update-ref": async ({ host, repository, actor, params, body }) => {
    const ref = `refs/${params.ref ?? ""}`;
    const before = await readRef(repository.path, ref);
    if (before === null) throw unprocessable("Reference does not exist");
    const { sha: after, force } = body;
    if (!(await isObject(host, repository, after))) throw unprocessable("Object does not exist");
    checkProtection(host, repository, actor, ref);
    if (force !== true && !(await isForward(host, repository, before, after))) {
      throw unprocessable("Update is not a fast forward");
    }
    await moveRef(host, repository, actor, { ref, before, after });
    return { status: 200, body: await refBody(host, repository, { ref, oid: after }) };
  },
  "git/delete-ref": async ({ host, repository, actor, params }) => {
    const ref = `refs/${params.ref ?? ""}`;
    const before = await readRef(repository.path, ref);
    if (before === null) throw unprocessable("Reference does not exist");
    checkProtection(host, repository, actor, ref);
    await moveRef(host, repository, actor, { ref, before, after: null });
    return { status: 204 };
  },
} satisfies RestHandlers;

const isObject = async (host: Host, repository: RepositoryRecord, oid: string): Promise<boolean> =>
  /^[0-9a-f]{40}$/.test(oid) && (await host.objects(repository).read(oid)) !== null;

/** Only commits have a direction: a tag moves with force alone. */
async function isForward(host: Host, repository: RepositoryRecord, before: string, after: string): Promise<boolean> {
  const [from, to] = [await readCommit(host, repository, before), await readCommit(host, repository, after)];
  return from !== null && to !== null && (await rangeOf(host, repository, from.oid, to.oid)).behindBy === 0;
}

async function refBody(host: Host, repository: RepositoryRecord, { ref, oid }: StoredRef): Promise<object> {
  const api = apiUrl(host, repository);
  const type = (await host.objects(repository).read(oid))?.type ?? "commit";
  return {
    ref,
    node_id: nodeIdOf("Ref", `${repository.id}:${ref}`),
    url: `${api}/git/${ref}`,
    object: { sha: oid, type, url: `${api}/git/${type}s/${oid}` },
  };
}
