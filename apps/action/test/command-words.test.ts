import fc from "fast-check";
import { expect, it } from "vitest";
import { commandWords } from "../src/command-words.js";

it.each([
  { line: "", words: [] },
  { line: "  promote  dev\ttest\n--yes ", words: ["promote", "dev", "test", "--yes"] },
  { line: `tag 1.2 --message "a 'b' \\"c\\" \\$d"`, words: ["tag", "1.2", "--message", `a 'b' "c" \\$d`] },
  { line: `a '' "" b`, words: ["a", "", "", "b"] },
  { line: `a\\ b 'c\\'d`, words: ["a b", "c\\d"] },
  { line: "run $(whoami) && rm -rf * | x `y`", words: ["run", "$(whoami)", "&&", "rm", "-rf", "*", "|", "x", "`y`"] },
])("$line", ({ line, words }) => expect(commandWords(line)).toEqual(words));

it("a quote must end", () => expect(() => commandWords("tag 'x")).toThrow("does not end"));

it("any words that are quoted come back", () => {
  const quoted = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`;
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(commandWords(words.map(quoted).join(" "))).toEqual(words);
    }),
  );
});
