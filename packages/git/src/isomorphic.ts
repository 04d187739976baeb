// An entry of its own, so that a program with native git need not load isomorphic-git.
export { isomorphicRepositories, type IsomorphicRepositoriesOptions } from "./isomorphic/isomorphic-repositories.js";
