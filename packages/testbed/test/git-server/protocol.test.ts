import { describe, expect, test } from "vitest";
import { ANYBODY, userOf } from "../../src/git-server/authorize.js";
import { readCgiHeader } from "../../src/git-server/cgi-header.js";
import { type Fault, faultScript } from "../../src/git-server/faults.js";
import { readGitRequest } from "../../src/git-server/git-request.js";

describe("readGitRequest", () => {
  test.each([
    ["GET", "/camera.git/info/refs?service=git-upload-pack", "upload-pack", "camera", false],
    ["GET", "/camera/info/refs?service=git-receive-pack", "receive-pack", "camera", true],
    ["POST", "/team/camera.git/git-receive-pack", "receive-pack", "team/camera", true],
    ["POST", "/with%20blank/git-upload-pack", "upload-pack", "with blank", false],
    ["GET", "/camera/HEAD", null, "camera", false],
    ["GET", "/camera/info/refs", null, "camera", false],
    ["GET", "/favicon.ico", null, "", false],
  ])("%s %s", (method, path, ...[service, repository, write]) => {
    expect(readGitRequest(method, path)).toEqual({ method, path, service, repository, write });
  });
});

describe("readCgiHeader", () => {
  test.each([
    ["Content-Type: a/b\r\n\r\nbody", { status: 200, headers: { "content-type": "a/b" }, rest: "body" }],
    ["Status: 404 Not Found\r\nX: a: b\r\n\r\n", { status: 404, headers: { x: "a: b" }, rest: "" }],
  ])("%j", (text, expected) => {
    const head = readCgiHeader(Buffer.from(text));
    expect({ ...head, rest: head?.rest.toString() }).toEqual(expected);
  });

  test("is null until the head is complete", () => {
    expect(readCgiHeader(Buffer.from("Status: 200 OK\r\n"))).toBeNull();
  });
});

describe("userOf", () => {
  const users = { ada: "p:w", empty: "" };
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;
  test.each([
    [basic("ada:p:w"), "ada"],
    [basic("ada:wrong"), null],
    [basic("constructor:x"), null],
    [basic("empty:"), "empty"],
    ["Bearer abc", null],
    ["", null],
    [undefined, null],
  ])("%s is %s", (header, user) => {
    expect(userOf(header, users)).toBe(user);
  });

  test("without users everybody may push", () => {
    expect(userOf(undefined, undefined)).toBe(ANYBODY);
  });
});

describe("faultScript", () => {
  const post = readGitRequest("POST", "/camera/git-upload-pack");
  const get = readGitRequest("GET", "/camera/info/refs?service=git-upload-pack");
  const play = (faults: readonly Fault[], requests = [post, post, post, post]): (string | null)[] => {
    const faultOf = faultScript(faults);
    return requests.map((request) => faultOf(request)?.kind ?? null);
  };
  test.each<[string, readonly Fault[], (string | null)[]]>([
    ["once by default", [{ match: "upload-pack", kind: "500" }], ["500", null, null, null]],
    ["nth", [{ match: "upload-pack", kind: "500", nth: 3 }], [null, null, "500", null]],
    ["times", [{ match: "upload-pack", kind: "500", nth: 2, times: 2 }], [null, "500", "500", null]],
    ["for ever", [{ match: "upload-pack", kind: "drop", times: Infinity }], ["drop", "drop", "drop", "drop"]],
    ["a global pattern keeps no place", [{ match: /upload/g, kind: "502", times: 3 }], ["502", "502", "502", null]],
    [
      "the first that is due wins",
      [
        { match: "POST", kind: "429" },
        { match: "camera", kind: "500", times: 2 },
      ],
      ["429", "500", null, null],
    ],
    ["nothing else", [{ match: "receive-pack", kind: "500" }], [null, null, null, null]],
  ])("%s", (_, faults, expected) => {
    expect(play(faults)).toEqual(expected);
  });

  test("requests that do not match are not counted", () => {
    expect(play([{ match: "POST", nth: 2, kind: "500" }], [get, post, get, post])).toEqual([null, null, null, "500"]);
  });
});
