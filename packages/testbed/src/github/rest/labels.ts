import { labelBody } from "../bodies/pull.js";
import type { Host } from "../host.js";
import { paged } from "../http/page.js";
import { notFound, Problem, validationFailed } from "../http/problem.js";
import { addLabels } from "../state/change-pull.js";
import { changePull, labelNamed, labelsOf, type PullRecord } from "../state/pulls.js";
import { pullOf } from "./pulls.js";
import type { RestHandlers } from "./rest-handler.js";

const bodies = (host: Host, { labels }: PullRecord): object[] => labels.map((label) => labelBody(host, label));

/** Labels, of a repository and of a pull request; GitHub keeps them at the issue of the same number. */
export const labelArea = {
  "issues/list-labels-for-repo": async (call) =>
    paged(call, [...labelsOf(call.repository).values()], (label) => labelBody(call.host, label)),
  "issues/get-label": async ({ host, repository, params }) => {
    const label = labelsOf(repository).get((params.name ?? "").toLowerCase());
    if (label === undefined) throw notFound();
    return { status: 200, body: labelBody(host, label) };
  },
  "issues/create-label": ({ host, repository, body }) => {
    const { name, color } = body;
    if (color !== undefined && !/^[0-9a-f]{6}$/i.test(color)) throw invalid("invalid", "color");
    if (labelsOf(repository).has(name.toLowerCase())) throw invalid("already_exists", "name");
    return { status: 201, body: labelBody(host, labelNamed(host, repository, name, color)) };
  },
  "issues/list-labels-on-issue": async (call) => {
    const { labels } = await pullOf(call);
    return paged(call, labels, (label) => labelBody(call.host, label));
  },
  "issues/add-labels": async (call) => {
    const { host, actor } = call;
    const pull = addLabels(host, await pullOf(call), actor, namesOf(call.body));
    return { status: 200, body: bodies(host, pull) };
  },
  "issues/set-labels": async (call) => {
    const { host, actor } = call;
    const bare = changePull(host, await pullOf(call), { labels: [] });
    return { status: 200, body: bodies(host, addLabels(host, bare, actor, namesOf(call.body))) };
  },
  "issues/remove-label": async (call) => {
    const { host, actor, params } = call;
    const pull = await pullOf(call);
    const labels = pull.labels.filter(({ name }) => name.toLowerCase() !== (params.name ?? "").toLowerCase());
    if (labels.length === pull.labels.length) throw new Problem(404, "Label does not exist");
    const changed = changePull(host, pull, { labels }, { action: "unlabeled", actor });
    return { status: 200, body: bodies(host, changed) };
  },
} satisfies RestHandlers;

const invalid = (code: string, field: string): Problem => validationFailed({ resource: "Label", code, field });

/** `{ labels: [name | { name }] }`, or the list alone. */
function namesOf(body: unknown): string[] {
  const list = Array.isArray(body) ? (body as unknown[]) : ((body as { labels?: unknown[] } | null)?.labels ?? []);
  return list.map((label) => (typeof label === "string" ? label : (label as { name: string }).name));
}
