import { buildsContract } from "../builds/contract.js";
import { startTravisSetup } from "./setup.js";

buildsContract(
  "Travis",
  { approve: false, artifacts: false, rerunFailed: false, workflows: false, needs: true },
  startTravisSetup,
);
