import type { CallOptions } from "@signalbox/release-core";
import type { BuildWrites, TriggerRequest } from "../builds/ports.js";
import { ciCannot, ciNotFound, ciRefused } from "../errors.js";
import { environmentIdOf } from "./approvals.js";
import { isFile } from "./build-of.js";
import { asked, SYSTEM } from "./failures.js";
import type { ActionsPorts } from "./ports.js";

export function actionsWrites({ runs, comment = "Approved by a release train." }: ActionsPorts): BuildWrites {
  return {
    rerun: (repository, build, from, options) =>
      asked(`rerun of ${build.name} (run ${build.id})`, () => runs.rerun(repository, Number(build.id), from, options)),
    trigger: async (repository, request, options) => {
      const what = `a run of ${request.workflow ?? "a workflow"} in ${repository}`;
      const ref = refOf(what, request);
      return asked(what, async () => {
        const workflow = await workflowOf(what, { repository, name: request.workflow, runs }, options);
        // GitHub takes texts, and reads numbers and truth in them as the workflow declares.
        const inputs = Object.fromEntries(Object.entries(request.parameters).map(([name, it]) => [name, String(it)]));
        const id = await runs.dispatch(repository, { workflow, ref, inputs }, options);
        return id === null ? null : String(id);
      });
    },
    approve: async (repository, build, job, options) => {
      const what = `approval of ${job.name} in ${build.name} (run ${build.id})`;
      const question = { system: SYSTEM, what };
      await asked(what, async () => {
        const pending = await runs.listPending(repository, Number(build.id), options);
        const environment = pending.find(({ id }) => id === environmentIdOf(job));
        if (environment === undefined)
          throw ciCannot(
            question,
            "it does not wait for a person",
            "Look at the run: somebody may have approved it, or what comes before it is not over.",
          );
        const { id: environmentId, reviewers, mayApprove } = environment;
        if (!mayApprove)
          throw ciRefused(question, {
            status: 403,
            reason: `${environment.name} is reviewed by ${reviewers.join(", ") || "nobody"}, and the token is of none of them`,
            hint: "Approve it on the page of the run, or use a token of one of them; the token of a workflow or an app cannot.",
          });
        await runs.approve(repository, Number(build.id), { environmentId, comment }, options);
      });
    },
  };
}

/** Full: a short name may be that of a branch and of a tag. */
function refOf(what: string, { branch, tag }: TriggerRequest): string {
  if ((branch === undefined) === (tag === undefined))
    throw ciCannot({ system: SYSTEM, what }, "a run is begun of a branch or of a tag", "Name exactly one of both.");
  return branch === undefined ? `refs/tags/${tag}` : `refs/heads/${branch}`;
}

interface Wanted extends Pick<ActionsPorts, "runs"> {
  readonly repository: string;
  readonly name: string | undefined;
}

/** The file's name is taken as it is, a workflow's name is looked up. */
async function workflowOf(what: string, wanted: Wanted, options?: CallOptions): Promise<string | number> {
  const { repository, name, runs } = wanted;
  const question = { system: SYSTEM, what };
  if (name === undefined)
    throw ciCannot(question, "GitHub Actions begins one workflow", "Name its file (`ci.yml`) as `workflow`.");
  if (/^[^/]+\.ya?ml$/.test(name)) return name;
  const all = await runs.listWorkflows(repository, options);
  const [found, other] = all.filter((each) => each.name === name || isFile(each.path, name));
  if (found === undefined)
    throw ciNotFound(question, `There are: ${all.map((each) => each.path).join(", ") || "no workflows"}.`);
  if (other !== undefined)
    throw ciCannot(question, `${found.path} and ${other.path} have this name`, "Name the file instead.");
  return found.id;
}
