import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskLiterals } from "../../src/database-ready/mask-literals.js";

describe("maskLiterals", () => {
  it.each([
    ["a string", "select * from users where name = 'Anna'", "select * from users where name = ?"],
    ["a doubled quote", "select 'it''s', 2", "select ?, ?"],
    ["an empty string", "select '' || x", "select ? || x"],
    ["backslashes of E", String.raw`select E'a\'b secret' from t`, "select ? from t"],
    ["a backslash that may end it or not", String.raw`select 'a\' , 'secret' from t`, "select ?"],
    ["bits, hex, national and unicode strings", "select B'1', x'ff', N'a', U&'d', u&'e'", "select ?, ?, ?, ?, ?"],
    ["a dollar quote", "select $$secret 'x'$$ from t", "select ? from t"],
    ["a dollar quote with a tag", "do $body$ begin perform 'x'; end $body$", "do ?"],
    ["a dollar quote within another", "select $a$ $b$ secret $b$ $a$, y", "select ?, y"],
    ["parameters stay", "select * from t where id = $1 and a = $2", "select * from t where id = $1 and a = $2"],
    ["numbers", "limit 10 offset 1.5e-3", "limit ? offset ?"],
    ["numbers of every kind", "select 0xFF, 1_000, .5, 5., 1e10, -3", "select ?, ?, ?, ?, ?, -?"],
    ["digits in names stay", "select col1 from t2_x", "select col1 from t2_x"],
    ["a dollar in a name opens nothing", "select a$b$c from t", "select a$b$c from t"],
    ["quoted names stay", `select "a'b" from "t""1"`, `select "a'b" from "t""1"`],
    ["line comments go", "select 1 -- for anna@example.org\nfrom t", "select ? from t"],
    ["block comments go, nested", "select /* a /* b */ 'c' */ x", "select x"],
    ["a string that was cut off", "insert into t values ('secr", "insert into t values (?"],
    ["a comment that was cut off", "select 1 /* secr", "select ?"],
    ["a dollar quote that was cut off", "select $x$ secr", "select ?"],
    ["a password", "alter role app password 'hunter2'", "alter role app password ?"],
    ["nothing", "", ""],
  ])("%s", (_, query, masked) => {
    expect(maskLiterals(query)).toBe(masked);
  });

  it("shows no secret that stands in a literal, wherever the query is cut off", () => {
    const secret = "sEcReT";
    const quote = fc.constantFrom(
      (s: string) => `'${s}'`,
      (s: string) => `'x''${s}'`,
      (s: string) => `E'\\'${s}'`,
      (s: string) => `$$${s}$$`,
      (s: string) => `$t$'${s}$t$`,
      (s: string) => `/* ' ${s} */`,
      (s: string) => `-- ${s}\n`,
    );
    const word = fc.constantFrom("select ", " from t ", ", ", '"a""b" ', "$1 ", "1.5 ", "(", ")");
    const parts = fc.array(
      fc.oneof(
        word,
        quote.map((make) => make(secret)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(parts, fc.double({ min: 0, max: 1, noNaN: true }), (made, share) => {
        const query = made.join(" ");
        const cut = query.slice(0, Math.ceil(query.length * share));
        expect(maskLiterals(cut)).not.toContain(secret.slice(0, 2));
        expect(maskLiterals(query)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it("ends on anything", () => {
    fc.assert(fc.property(fc.string(), (query) => typeof maskLiterals(query) === "string"));
  });
});
