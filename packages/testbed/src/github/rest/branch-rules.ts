import { paged } from "../http/page.js";
import { forbidden } from "../http/problem.js";
import { branchRules } from "../state/branch-rules.js";
import type { RestHandlers } from "./rest-handler.js";

/** Rulesets, as everybody who may read the repository sees them. */
export const branchRuleArea = {
  "repos/get-branch-rules": (call) => {
    const { repository, params } = call;
    const branch = params.branch ?? "";
    if (
      repository.protections.get(branch)?.unreadable === true &&
      call.user?.permissions.get(repository.slug.toLowerCase()) !== "admin"
    ) {
      throw forbidden("Resource not accessible by personal access token");
    }
    const source = { ruleset_source_type: "Repository", ruleset_source: repository.slug, ruleset_id: repository.id };
    return paged(call, branchRules(repository, branch), (rule) => ({ ...rule, ...source }));
  },
} satisfies RestHandlers;
