import { access } from "./access.js";
import { branchRuleArea } from "./branch-rules.js";
import { branches } from "./branches.js";
import { checkArea } from "./checks.js";
import { commits } from "./commits.js";
import { contents } from "./contents.js";
import { general } from "./general.js";
import { gitObjectArea } from "./git-objects.js";
import { gitRefs } from "./git-refs.js";
import { labelArea } from "./labels.js";
import { pullArea } from "./pulls.js";
import { repositories } from "./repositories.js";
import { releaseAssets } from "./release-assets.js";
import { releases } from "./releases.js";
import type { RestHandlers } from "./rest-handler.js";
import { workflowRunArea } from "./workflow-runs.js";
import { workflowArea } from "./workflows.js";

/** Every area of REST; an operation belongs to one of them. */
export const REST_AREAS: readonly RestHandlers[] = [
  general,
  repositories,
  branches,
  commits,
  gitRefs,
  gitObjectArea,
  checkArea,
  branchRuleArea,
  releases,
  releaseAssets,
  pullArea,
  labelArea,
  access,
  contents,
  workflowRunArea,
  workflowArea,
];
