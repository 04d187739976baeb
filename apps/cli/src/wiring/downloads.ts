import type { Downloads } from "@signalbox/server-deploy";
import type { Session } from "../session.js";

/**
 * Files of releases and other addresses, kept in a folder. GitHub's token goes to GitHub alone, and never to a server that
 * is installed on.
 */
export async function downloadsOf({ env }: Session, folder: string): Promise<Downloads> {
  const { httpDownloads } = await import("@signalbox/server-deploy");
  const own = new URL(env.gitHub.url).origin;
  return httpDownloads({
    folder,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const token = url.origin === own ? await env.findGitHubToken() : null;
      const headers = new Headers(init?.headers);
      if (token !== null) headers.set("authorization", `token ${token}`);
      return fetch(url, { ...init, headers });
    },
  });
}
