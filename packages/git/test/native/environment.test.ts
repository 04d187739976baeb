import { expect, test } from "vitest";
import { gitEnvironment } from "../../src/native/environment.js";
import { findNativeGit } from "../../src/index.js";

test("a hook's repository does not leak in, what the user chose does", () => {
  const env = gitEnvironment({
    PATH: "/bin",
    HOME: "/home/ada",
    GIT_DIR: "/elsewhere",
    GIT_WORK_TREE: "/elsewhere",
    GIT_INDEX_FILE: "x",
    GIT_OBJECT_DIRECTORY: "x",
    GIT_QUARANTINE_PATH: "x",
    GIT_CONFIG_PARAMETERS: "'a.b=c'",
    GIT_AUTHOR_NAME: "x",
    GIT_TRACE: "1",
    GIT_SSH_COMMAND: "ssh -i key",
    GIT_SSL_CAINFO: "/ca.pem",
    SSH_ASKPASS: "gui",
    SSH_AUTH_SOCK: "/agent",
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "credential.helper",
    GIT_CONFIG_VALUE_0: "mine",
  });
  const kept = Object.keys(env).filter((key) => key.startsWith("GIT_") && !/^GIT_CONFIG_(?:KEY|VALUE)_/.test(key));
  expect(kept.sort()).toEqual([
    "GIT_ATTR_NOSYSTEM",
    "GIT_CONFIG_COUNT",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OPTIONAL_LOCKS",
    "GIT_PAGER",
    "GIT_SSH_COMMAND",
    "GIT_SSL_CAINFO",
    "GIT_TERMINAL_PROMPT",
  ]);
  expect(env).toMatchObject({
    HOME: "/home/ada",
    SSH_AUTH_SOCK: "/agent",
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_KEY_0: "credential.helper",
  });
  expect(env["SSH_ASKPASS"]).toBeUndefined();
  expect(Object.values(env)).toContain("core.hooksPath");
});

test("finds a git that is new enough, and none where there is none", async () => {
  const env = { PATH: process.env["PATH"] };
  expect((await findNativeGit({ env }))?.version).toMatch(/^\d+\.\d+/);
  expect(await findNativeGit({ env, gitPath: "/nowhere/git" })).toBeNull();
  expect(await findNativeGit({ env, gitPath: "true" })).toBeNull();
});
