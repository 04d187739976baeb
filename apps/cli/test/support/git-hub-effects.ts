import type { GitHub } from "@signalbox/testbed/github";

/** Notes what a fake GitHub tells of: moves of refs, changes of pull requests, releases that come out. */
export function noteEffects({ onEvent }: GitHub): () => readonly string[] {
  const heard: string[] = [];
  onEvent(({ name, action = "", repository, actor, subject }) => {
    const what = subject as { ref?: string; tagName?: string; head?: { branch: string }; base?: string };
    const of = what.ref ?? what.tagName ?? `${what.head?.branch} → ${what.base}`;
    heard.push(`${name} ${action} ${repository.slug} ${of} by ${actor.login}`);
  });
  return () => [...heard].sort();
}

/** Drafts and files are told to nobody, but their requests are known. */
export const releaseWrites = ({ requests }: GitHub): readonly string[] =>
  requests
    .filter(({ method, operation }) => method !== "GET" && operation?.includes("release"))
    .filter(({ status }) => status !== null && status < 300)
    .map(({ operation, path }) => `${operation} ${path.replace(/\/\d+$/, "")}`)
    .sort();
