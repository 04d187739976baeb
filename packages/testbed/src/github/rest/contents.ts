import { runGit } from "../../git/run-git.js";
import { apiUrl, htmlUrl } from "../bodies/repository.js";
import type { Host } from "../host.js";
import { notFound } from "../http/problem.js";
import type { RepositoryRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

/** Files and folders of a branch. */
export const contents = {
  "repos/get-content": async ({ host, repository, params, query, headers }) => {
    const ref = query.ref ?? repository.defaultBranch;
    const path = (params.path ?? "").replace(/\/+$/, "");
    const object = await host.objects(repository).read(`${ref}:${path}`);
    if (object === null) throw notFound();
    const place = { host, repository, ref };
    if (object.type === "tree") return { status: 200, body: await folderBody(place, path, object.oid) };
    const { content } = object;
    if (RAW.test(headers.accept ?? "")) {
      return { status: 200, body: content, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
    }
    const file = entryBody(place, { type: "file", path, oid: object.oid, size: content.length });
    return { status: 200, body: { ...file, encoding: "base64", content: inLines(content.toString("base64")) } };
  },
} satisfies RestHandlers;

/** With a version or without: https://docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api */
const RAW = /application\/vnd\.github\.(v3\.)?raw\b/;

interface Place {
  readonly host: Host;
  readonly repository: RepositoryRecord;
  readonly ref: string;
}

interface Entry {
  readonly type: string;
  readonly path: string;
  readonly oid: string;
  readonly size: number;
}

const TYPES: Readonly<Record<string, string>> = { blob: "file", tree: "dir", commit: "submodule" };

async function folderBody(place: Place, folder: string, tree: string): Promise<unknown[]> {
  const { stdout } = await runGit(place.repository.path, ["ls-tree", "-z", "-l", tree], { env: place.host.env });
  return stdout
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [, mode = "", type = "", oid = "", size = "", name = ""] =
        /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/s.exec(line) ?? [];
      const path = folder === "" ? name : `${folder}/${name}`;
      const kind = mode === "120000" ? "symlink" : (TYPES[type] ?? type);
      return entryBody(place, { type: kind, path, oid, size: Number(size) || 0 });
    });
}

function entryBody({ host, repository, ref }: Place, { type, path, oid, size }: Entry): Record<string, unknown> {
  const address = encodeURI(path);
  const self = `${apiUrl(host, repository)}/contents/${address}?ref=${ref}`;
  const git = `${apiUrl(host, repository)}/git/${type === "dir" ? "trees" : "blobs"}/${oid}`;
  const html = `${htmlUrl(host, repository)}/${type === "dir" ? "tree" : "blob"}/${ref}/${address}`;
  return {
    type,
    name: path.replace(/^.*\//, ""),
    path,
    sha: oid,
    size,
    url: self,
    git_url: git,
    html_url: html,
    download_url: type === "file" ? `${host.urls.html}/raw/${repository.slug}/${ref}/${address}` : null,
    _links: { self, git, html },
  };
}

/** GitHub breaks base64 after 60 letters. */
const inLines = (base64: string): string => base64.replace(/.{60}(?=.)/g, "$&\n");
