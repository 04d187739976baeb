import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteWords } from "../src/quote.js";

const SHELLS = ["/bin/dash", "/bin/bash", "/bin/zsh", "/usr/bin/fish", "/bin/busybox"].filter((path) =>
  existsSync(path),
);

/** What a shell reads from a line: its words, each with a NUL behind. */
function readBy(shell: string, line: string): string[] {
  const options = shell.endsWith("busybox") ? ["sh", "-c"] : ["-c"];
  const output = execFileSync(shell, [...options, `/usr/bin/printf '%s\\0' ${line}`], {
    env: { LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"], // bash takes a socket as its stdin for a login from afar, and reads ~/.bashrc
  });
  return output.toString("utf8").split("\0").slice(0, -1);
}

describe("quoteWords", () => {
  test.each([
    [["dpkg", "-i", "/root/x_1.2~3.deb"], "dpkg -i '/root/x_1.2~3.deb'"],
    [[""], "''"],
    [["a b", "c"], "'a b' c"],
    [["it's"], "'it'\\''s'"],
    [["a\\"], "'a'\\\\''"],
    [["LC_ALL=C"], "'LC_ALL=C'"],
    [["$(reboot)", "`reboot`", "!!", "*"], "'$(reboot)' '`reboot`' '!!' '*'"],
  ])("%j", (words, line) => {
    expect(quoteWords(words)).toBe(line);
  });

  test.each(["a\0b", "\ud800", "\udc00x"])("refuses %j, which no command can be given", (word) => {
    expect(() => quoteWords([word])).toThrow(expect.objectContaining({ code: "ERR_WORD_INVALID" }));
  });

  const word = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom(..."'\"\\$`\n\r\t!~=*?[]{}()<>|&;# éa".split("")) }),
  );

  test.each(SHELLS)("%s reads exactly these words", (shell) => {
    const sane = word.filter((text) => !text.includes("\0"));
    const runs = process.env.EXHAUSTIVE === undefined ? 8 : 200;
    fc.assert(
      // Many words a line: a shell costs more than a word.
      fc.property(fc.array(sane, { minLength: 40, maxLength: 80 }), (words) => {
        expect(readBy(shell, quoteWords(words))).toEqual(words);
      }),
      { numRuns: runs },
    );
  });
});
