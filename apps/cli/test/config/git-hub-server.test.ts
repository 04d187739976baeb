import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import { gitHubServer } from "../../src/config/git-hub-server.js";

const nothing = { host: null, serverUrl: null, apiUrl: null, graphqlUrl: null };

describe("which GitHub is meant", () => {
  it.each([
    {
      name: "nothing is said",
      choice: {},
      url: "https://github.com",
      api: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
    },
    {
      name: "a company's host",
      choice: { host: "git.acme.example" },
      url: "https://git.acme.example",
      api: "https://git.acme.example/api/v3",
      graphql: "https://git.acme.example/api/graphql",
    },
    {
      name: "a tenant of ghe.com",
      choice: { host: "acme.ghe.com" },
      url: "https://acme.ghe.com",
      api: "https://api.acme.ghe.com",
      graphql: "https://api.acme.ghe.com/graphql",
    },
    {
      name: "a host written as a URL",
      choice: { host: "https://git.acme.example/" },
      url: "https://git.acme.example",
      api: "https://git.acme.example/api/v3",
      graphql: "https://git.acme.example/api/graphql",
    },
    {
      name: "the API alone",
      choice: { apiUrl: "https://git.acme.example/api/v3/" },
      url: "https://git.acme.example",
      api: "https://git.acme.example/api/v3",
      graphql: "https://git.acme.example/api/graphql",
    },
    {
      name: "a server without TLS, with a port",
      choice: { serverUrl: "http://127.0.0.1:8080" },
      url: "http://127.0.0.1:8080",
      api: "http://127.0.0.1:8080/api/v3",
      graphql: "http://127.0.0.1:8080/api/graphql",
    },
    {
      name: "the URLs of a workflow",
      choice: {
        serverUrl: "https://github.com",
        apiUrl: "https://api.github.com",
        graphqlUrl: "https://api.github.com/graphql",
      },
      url: "https://github.com",
      api: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
    },
    {
      name: "a workflow of github.com that is about another host",
      choice: {
        host: "git.acme.example",
        serverUrl: "https://github.com",
        apiUrl: "https://api.github.com",
        graphqlUrl: "https://api.github.com/graphql",
      },
      url: "https://git.acme.example",
      api: "https://git.acme.example/api/v3",
      graphql: "https://git.acme.example/api/graphql",
    },
    {
      name: "a host with an API elsewhere",
      choice: { host: "git.acme.example", apiUrl: "https://git.acme.example/x/api/v3" },
      url: "https://git.acme.example",
      api: "https://git.acme.example/x/api/v3",
      graphql: "https://git.acme.example/x/api/graphql",
    },
    {
      name: "a host instead of a URL, whose token must not go elsewhere",
      choice: { serverUrl: "git.acme.example" },
      url: "https://git.acme.example",
      api: "https://git.acme.example/api/v3",
      graphql: "https://git.acme.example/api/graphql",
    },
    {
      name: "no URL",
      choice: { serverUrl: "github.com", apiUrl: "file:///etc/passwd" },
      url: "https://github.com",
      api: "https://api.github.com",
      graphql: "https://api.github.com/graphql",
    },
  ])("$name", ({ choice, url, api, graphql }) => {
    expect(gitHubServer({ ...nothing, ...choice })).toMatchObject({ url, apiUrl: api, graphqlUrl: graphql });
  });
});

describe("the token of the environment", () => {
  const ALL = { GH_TOKEN: "a", GITHUB_TOKEN: "b", GH_ENTERPRISE_TOKEN: "c", GITHUB_ENTERPRISE_TOKEN: "d" };
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(ALL).filter(([name]) => !names.includes(name)));

  it.each([
    { name: "GH_TOKEN first", env: ALL, from: "GH_TOKEN" },
    { name: "then GITHUB_TOKEN", env: without("GH_TOKEN"), from: "GITHUB_TOKEN" },
    { name: "an enterprise one is not for github.com", env: without("GH_TOKEN", "GITHUB_TOKEN"), from: null },
    {
      name: "a company's server has its own",
      env: { ...ALL, GH_HOST: "git.acme.example" },
      from: "GH_ENTERPRISE_TOKEN",
    },
    {
      name: "and the second of them",
      env: { ...without("GH_ENTERPRISE_TOKEN"), GH_HOST: "git.acme.example" },
      from: "GITHUB_ENTERPRISE_TOKEN",
    },
    {
      name: "those of github.com do not go to it",
      env: { GH_TOKEN: "a", GITHUB_TOKEN: "b", GH_HOST: "git.acme.example" },
      from: null,
    },
    {
      name: "but a workflow's own does, on the server that runs it",
      env: { GITHUB_TOKEN: "b", GITHUB_SERVER_URL: "https://git.acme.example" },
      from: "GITHUB_TOKEN",
    },
    {
      name: "and not on another one",
      env: { GITHUB_TOKEN: "b", GITHUB_SERVER_URL: "https://github.com", GH_HOST: "git.acme.example" },
      from: null,
    },
    { name: "an empty variable is none", env: { GH_TOKEN: "", GITHUB_TOKEN: "b" }, from: "GITHUB_TOKEN" },
  ])("$name", ({ env, from }) => {
    const read = readEnvironment(env);
    expect(read.gitHubTokenFrom).toBe(from);
    expect(read.gitHubToken === null).toBe(from === null);
  });

  it("is kept out of everything written, whomever it is for", () => {
    expect(readEnvironment({ ...ALL, GH_HOST: "git.acme.example" }).secrets).toEqual(["a", "b", "c", "d"]);
  });
});
