import { describe, expect, it } from "vitest";
import { proxyFor, readProxies } from "../../src/config/proxies.js";

const settings = (env: Readonly<Record<string, string>>) => readProxies((name) => env[name] ?? null);

describe("the proxy for a URL", () => {
  it.each([
    { env: {}, url: "https://api.github.com", proxy: null },
    { env: { HTTPS_PROXY: "http://proxy:3128" }, url: "https://api.github.com", proxy: "http://proxy:3128" },
    {
      env: { https_proxy: "proxy:3128", HTTPS_PROXY: "no" },
      url: "https://api.github.com",
      proxy: "http://proxy:3128",
    },
    { env: { ALL_PROXY: "http://proxy" }, url: "https://api.github.com", proxy: "http://proxy" },
    { env: { HTTPS_PROXY: "http://proxy" }, url: "http://git.acme.example", proxy: null },
    { env: { http_proxy: "http://proxy" }, url: "http://git.acme.example", proxy: "http://proxy" },
    { env: { HTTP_PROXY: "http://proxy" }, url: "http://git.acme.example", proxy: null },
    { env: { HTTPS_PROXY: "http://proxy" }, url: "https://127.0.0.1:8443", proxy: null },
    { env: { HTTPS_PROXY: "http://proxy", NO_PROXY: "*" }, url: "https://api.github.com", proxy: null },
    {
      env: { HTTPS_PROXY: "http://proxy", NO_PROXY: "a.example, github.com" },
      url: "https://api.github.com",
      proxy: null,
    },
    { env: { HTTPS_PROXY: "http://proxy", NO_PROXY: ".GitHub.com" }, url: "https://github.com", proxy: null },
    { env: { HTTPS_PROXY: "http://proxy", NO_PROXY: "hub.com" }, url: "https://github.com", proxy: "http://proxy" },
    {
      env: { HTTPS_PROXY: "http://proxy", NO_PROXY: "github.com:8443" },
      url: "https://github.com",
      proxy: "http://proxy",
    },
    { env: { HTTPS_PROXY: "http://proxy", NO_PROXY: "github.com:443" }, url: "https://github.com", proxy: null },
  ])("$url with $env is $proxy", ({ env, url, proxy }) => {
    expect(proxyFor(new URL(url), settings(env as Readonly<Record<string, string>>))).toBe(proxy);
  });
});
