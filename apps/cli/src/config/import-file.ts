/** A file of its own in the build as well: a script that is not loaded by Node itself has no `import()`. */
export const importFile = (url: string): Promise<unknown> => import(url);
