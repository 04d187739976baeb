import { expect, test } from "vitest";
import { readPushReport } from "../../src/native/push-report.js";

const REF = "refs/heads/prod";
const line = (text: string): string => `${(Buffer.byteLength(text) + 4).toString(16).padStart(4, "0")}${text}`;
const banded = (...parts: readonly (readonly [band: number, text: string])[]): string =>
  `${parts.map(([band, text]) => line(`${String.fromCharCode(band)}${text}`)).join("")}0000`;
const report = (...lines: readonly string[]): string => `${lines.map((each) => line(`${each}\n`)).join("")}0000`;

const read = (text: string) =>
  readPushReport(
    (async function* () {
      yield Buffer.from(text);
    })(),
    REF,
  );

const DONE = report("unpack ok", `ok ${REF}`);
const REFUSED = report("unpack ok", `ng ${REF} pre-receive hook declined`);

test.each<readonly [string, string, unknown]>([
  ["done", banded([1, DONE]), { problem: null, words: "" }],
  ["done, without bands", DONE, { problem: null, words: "" }],
  [
    "in pieces, with words",
    banded([2, "Thanks\n"], [1, DONE.slice(0, 9)], [1, DONE.slice(9)]),
    { problem: null, words: "Thanks\n" },
  ],
  ["refused", banded([2, "no\n"], [1, REFUSED]), { problem: "pre-receive hook declined", words: "no\n" }],
  [
    "with options (report-status-v2)",
    banded([1, report("unpack ok", `ok ${REF}`, "option forced-update")]),
    { problem: null, words: "" },
  ],
  ["another ref", banded([1, report("unpack ok", "ok refs/heads/other")]), null],
  ["two refs", banded([1, report("unpack ok", `ok ${REF}`, "ok refs/heads/other")]), null],
  [
    "a pack that was not taken",
    banded([1, report("unpack index-pack abnormal exit", `ng ${REF} unpacker error`)]),
    null,
  ],
  ["a server that gave up", banded([3, "out of memory"]), null],
  ["no status", banded([1, report("unpack ok")]), null],
  ["an inner end that is cut", banded([1, DONE.slice(0, -4)]), null],
  ["nothing", "", null],
])("%s", async (_, text, expected) => {
  expect(await read(text)).toEqual(expected);
});

test("what is cut anywhere says nothing", async () => {
  const whole = banded([2, "Thanks\n"], [1, DONE]);
  for (let end = 0; end < whole.length; end += 1) expect(await read(whole.slice(0, end))).toBeNull();
});
