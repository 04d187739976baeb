import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputInvalid, redactJson, redactText, ReleaseError, wrapUnknown, type Json } from "../src/index.js";

const letters = (length: number) => "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8".repeat(8).slice(0, length);

describe("redactText", () => {
  it.each([
    ["https://user:pass@host/x.git", "https://***@host/x.git"],
    ["https://token@github.com/o/r", "https://***@github.com/o/r"],
    ["https://:secret@host/", "https://***@host/"],
    ["https://user:p@ss:w@rd@host/x", "https://***@host/x"],
    [
      "fatal: unable to access 'http://u:p@127.0.0.1:8080/r.git/': refused",
      "fatal: unable to access 'http://***@127.0.0.1:8080/r.git/': refused",
    ],
    ["postgresql://app:pw@db:5432/openchs and smtp://u:p@mail", "postgresql://***@db:5432/openchs and smtp://***@mail"],
    ["ssh://git@host/r.git", "ssh://git@host/r.git"],
    ["ssh://deploy:pw@host/r.git", "ssh://deploy:***@host/r.git"],
    ["git+ssh://git:pw@host/r.git", "git+ssh://git:***@host/r.git"],
    ["https://host/path@v1?mail=a@b", "https://host/path@v1?mail=a@b"],
    ["git@github.com:o/r.git by ann@example.org", "git@github.com:o/r.git by ann@example.org"],
    [`ghp_${letters(36)} gho_${letters(36)}`, "*** ***"],
    [`github_pat_${letters(22)}_${letters(59)}`, "***"],
    [`glpat-${letters(20)}`, "***"],
    [`npm_${letters(36)}`, "***"],
    [`CCIPAT_${letters(22)}_${letters(40)}`, "***"],
    [`xoxb-123456789012-${letters(24)}`, "***"],
    ["AKIAIOSFODNN7EXAMPLE and ASIAIOSFODNN7EXAMPLE", "*** and ***"],
    [`ya29.${letters(60)}`, "***"],
    [`AIza${letters(35)}`, "***"],
    ["Authorization: Bearer abc.def", "Authorization: Bearer ***"],
    ['{"authorization":"token abcdef"}', '{"authorization":"token ***"}'],
    ["https://hooks.slack.com/services/T0/B0/xyz failed", "https://hooks.slack.com/services/*** failed"],
    ["https://discord.com/api/webhooks/1/xyz", "https://discord.com/api/webhooks/***"],
    ["GET /x?page=2&access_token=abc&per_page=1", "GET /x?page=2&access_token=***&per_page=1"],
    ["?X-Amz-Signature=00ff&X-Amz-Date=1", "?X-Amz-Signature=***&X-Amz-Date=1"],
    ["-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\nrest", "***\nrest"],
    ["-----BEGIN RSA PRIVATE KEY-----\ncut off", "***"],
    ["nothing to hide: v3.36.1, refs/heads/16.2, 0a1b2c3d", "nothing to hide: v3.36.1, refs/heads/16.2, 0a1b2c3d"],
  ])("%s", (text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  it("hides known secrets, also as a part of a URL, the longest first; short ones are left", () => {
    expect(redactText("a=hunter2 b=hunter2-more c=ab", ["hunter2", "hunter2-more", "ab"])).toBe("a=*** b=*** c=ab");
    expect(redactText("key=p%40ss%2Fword", ["p@ss/word"])).toBe("key=***");
    expect(redactText("costs $& and $1", ["costs"])).toBe("*** $& and $1");
    expect(redactText("an odd one: abc\ud800", ["abc\ud800"])).toBe("an odd one: ***");
  });

  it("leaves no known secret, whatever surrounds it", () => {
    const secret = fc.string({ minLength: 4, maxLength: 20 }).filter((text) => !text.includes("*"));
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.string(),
        (before, secrets, after) => {
          const hidden = redactText(`${before}${secrets.join(" ")}${after}`, secrets);
          for (const one of secrets) expect(hidden.includes(one)).toBe(false);
        },
      ),
    );
  });

  it("leaves no password of a URL", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=-]{6,20}$/).map((text) => `Q${text}Q`);
    fc.assert(
      fc.property(part, part, fc.constantFrom("https", "http", "ssh", "postgres", "smtp"), (user, password, scheme) => {
        expect(redactText(`cannot read ${scheme}://${user}:${password}@host/x`)).not.toContain(password);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
        expect(redactText(redactText(text))).toBe(redactText(text));
      }),
    );
  });

  it("stays fast on long text without an end in sight", () => {
    const started = performance.now();
    redactText(
      `${"a".repeat(100_000)} https://${"x".repeat(100_000)} -----BEGIN PRIVATE KEY-----${"y".repeat(100_000)}`,
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("redactJson", () => {
  it("hides in values and names at every depth, and keeps the rest", () => {
    const value: Json = { n: 1, ok: true, none: null, list: ["https://u:p@h", { "https://u:p@h/x": "s3cret" }] };
    expect(redactJson(value, ["s3cret"])).toEqual({
      n: 1,
      ok: true,
      none: null,
      list: ["https://***@h", { "https://***@h/x": "***" }],
    });
  });
});

describe("errors", () => {
  it("carry no credentials, ours and foreign ones", () => {
    const url = "https://u:p4ssw0rd@host/r.git";
    const ours = new ReleaseError({
      code: "ERR_X",
      message: `Cannot reach ${url}.`,
      hint: `Try ${url}.`,
      details: { url },
    });
    const foreign = wrapUnknown(new Error(`fetch ${url} failed`), "reading") as ReleaseError;
    expect(JSON.stringify([ours.message, ours.hint, ours.details, foreign.message])).not.toContain("p4ssw0rd");
    const wrong = inputInvalid("k", [{ path: "url", message: "no such host", value: url }]);
    expect(JSON.stringify(wrong.details)).toContain("https://***@host/r.git");
    expect(ours.message).toBe("Cannot reach https://***@host/r.git.");
  });
});
