import { buildsContract } from "../builds/contract.js";
import { startActions } from "./setup.js";

buildsContract(
  "GitHub Actions",
  { approve: true, artifacts: true, rerunFailed: true, workflows: true, needs: false },
  startActions,
);
