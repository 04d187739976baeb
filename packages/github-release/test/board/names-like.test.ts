import { expect, test } from "vitest";
import { namesLike } from "../../src/board/names-like.js";

const RELEASES = ["16.9.0", "16.10.0", "16.11.0", "16.12.0", "17.0.0", "Backlog"];

test.each([
  ["16.11", ["16.11.0"]],
  ["16", ["16.9.0", "16.10.0", "16.11.0"]],
  ["v16.11.0", ["16.11.0", "16.10.0", "16.12.0"]],
  ["backlog ", ["Backlog"]],
  ["back log", ["Backlog"]],
  ["something else", []],
])("%s may be one of %j", (meant, found) => {
  expect(namesLike(RELEASES, meant)).toEqual(found);
});
