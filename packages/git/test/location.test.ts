import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cacheName, readLocation } from "../src/location.js";

describe("locations", () => {
  test.each([
    ["https://github.com/acme/shop.git", "url", "http", "shop"],
    ["http://host:8080/a/b/", "url", "http", "b"],
    ["ssh://git@host:22/acme/shop.git", "url", "ssh", "shop"],
    ["git@github.com:acme/shop.git", "url", "ssh", "shop"],
    ["host:shop", "url", "ssh", "shop"],
    ["file:///srv/shop.git", "url", "file", "shop"],
    ["/srv/shop.git", "path", "path", "shop"],
    ["../shop", "path", "path", "shop"],
    ["./a:b", "path", "path", "b"],
    ["/srv/shop/.git", "path", "path", "shop"],
    ["C:\\src\\shop", "path", "path", "shop"],
  ])("%s is a %s over %s called %s", (location, kind, transport, name) => {
    expect(readLocation(location)).toMatchObject({ kind, transport, name });
  });

  test.each(["", "-x", "--upload-pack=touch /tmp/x", "ext::sh -c true", "gopher://x/y", "https://[", "a\nb"])(
    "%j is refused",
    (location) => {
      expect(() => readLocation(location)).toThrow(
        expect.objectContaining({ code: "ERR_LOCATION_UNSUPPORTED" }) as Error,
      );
    },
  );

  test("a password is kept apart, and the cache does not depend on it", () => {
    const secret = readLocation("https://ada:hunter2secret@host/acme/shop.git");
    expect(secret).toMatchObject({ address: "https://host/acme/shop.git", credentials: "ada:hunter2secret" });
    expect(JSON.stringify({ ...secret, credentials: null })).not.toContain("hunter2secret");
    expect(cacheName(secret)).toBe(cacheName(readLocation("https://HOST/acme/shop")));
    expect(readLocation("ssh://ada@host/x").credentials).toBeNull();
  });

  test("a cache name is a plain file name, whatever the location", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string({ maxLength: 80 }), (url, tail) => {
        const name = cacheName(readLocation(`${url}/${encodeURIComponent(tail)}`));
        expect(name).toMatch(/^[A-Za-z0-9._-]{1,60}-[0-9a-f]{12}$/);
      }),
    );
  });
});
