import type { Downloads } from "@signalbox/server-deploy";
import type { Environment } from "../config/environment.js";
import type { Session } from "../session.js";

const RELEASE_FILE = /^\/([^/]+)\/([^/]+)\/releases\/download\/([^/]+)\/([^/]+)$/;

/**
 * Files of releases and other addresses, kept in a folder. GitHub's token goes to GitHub's API alone, and never to a server
 * that is installed on.
 */
export async function downloadsOf({ env }: Session, folder: string): Promise<Downloads> {
  const { httpDownloads } = await import("@signalbox/server-deploy");
  return httpDownloads({
    folder,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const answer = await fetch(url, init);
      if (answer.status !== 404) return answer;
      return (await privateFile(env, url, init)) ?? answer;
    },
  });
}

/**
 * The address that a release shows for a file knows no tokens: of a private repository only the API gives it.
 * Source: https://docs.github.com/en/rest/releases/assets#get-a-release-asset. Null: it is none, or nobody may see it.
 */
async function privateFile(env: Environment, url: URL, init: RequestInit | undefined): Promise<Response | null> {
  const [, owner, name, tag, file] = RELEASE_FILE.exec(url.pathname) ?? [];
  if (url.origin !== new URL(env.gitHub.url).origin || file === undefined) return null;
  const token = await env.findGitHubToken();
  if (token === null) return null;
  const ask = (address: string, accept: string): Promise<Response> =>
    fetch(address, { ...init, headers: { accept, authorization: `token ${token}` } });
  const releases = `${env.gitHub.apiUrl}/repos/${owner}/${name}/releases`;
  const release = await ask(`${releases}/tags/${tag}`, "application/vnd.github+json");
  if (!release.ok) return null;
  const { assets } = (await release.json()) as {
    readonly assets: readonly { readonly id: number; readonly name: string }[];
  };
  const asset = assets.find((one) => one.name === decodeURIComponent(file));
  return asset === undefined ? null : ask(`${releases}/assets/${asset.id}`, "application/octet-stream");
}
