import { nativeRepositories } from "../src/index.js";
import { gitEnvironment } from "@signalbox/testbed";
import { repositoryContract } from "./repository.contract.js";

repositoryContract("native", (cacheDir, fetch) => nativeRepositories({ cacheDir, fetch, env: gitEnvironment() }));
