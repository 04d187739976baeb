import { isomorphicRepositories } from "../src/index.js";
import { repositoryContract } from "./repository.contract.js";

repositoryContract("isomorphic", (cacheDir, fetch) => isomorphicRepositories({ cacheDir, fetch }));
