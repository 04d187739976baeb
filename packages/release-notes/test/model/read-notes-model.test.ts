import { expect, it } from "vitest";
import { modelOfReleases } from "../../src/model/model-of-releases.js";
import { readNotesModel } from "../../src/model/read-notes-model.js";
import { notesDocument } from "../../src/render/json/notes-document.js";
import { AVNI, componentOf } from "../render/models.js";

const now = () => new Date("2026-10-29T12:00:00Z");

it("reads its own document back, and what people write by hand", () => {
  const document: unknown = JSON.parse(JSON.stringify(notesDocument(AVNI)));
  expect(notesDocument(readNotesModel(document, { now }))).toEqual(document);
  const written = { format: 1, release: "1.0.0", sections: [{ components: [{ name: "api", entries: ["One"] }] }] };
  const model = readNotesModel(written, { now });
  expect(model).toMatchObject({ date: "2026-10-29", sections: [{ title: "", components: [{ version: null }] }] });
  expect(model.sections[0]?.components[0]?.entries).toMatchObject([
    { component: "api", text: "One", source: "commit" },
  ]);
});

it("names every problem with its place", () => {
  const entry = { text: 1, source: "rumour" };
  const wrong = { format: 2, release: "", sections: [{ components: [{ name: "a", entries: [entry] }] }] };
  const paths = ["format", "release", "sections.0.components.0.entries.0"];
  expect(() => readNotesModel(wrong)).toThrow(
    expect.objectContaining({
      code: "ERR_INPUT_INVALID",
      details: expect.objectContaining({ issues: paths.map((path) => expect.objectContaining({ path })) }),
    }),
  );
});

it("makes one component of its releases, and finds an empty release", () => {
  const release = (version: string | null, entries: readonly string[]) => ({
    ...componentOf("api", entries, { version }),
    date: version === null ? null : "2026-10-01T00:00:00.000Z",
  });
  const named = { release: "1.2.0", date: "2026-10-29" };
  const api = {
    name: "api",
    releases: [release(null, ["later"]), release("1.2.0", ["two"]), release("1.1.0", ["one"])],
  };
  const model = modelOfReleases([api, { name: "web", releases: [] }], named);
  expect(model.findings).toEqual([]);
  expect(model.sections[0]?.components.map(({ name, version, entries }) => [name, version, entries.length])).toEqual([
    ["api", "1.2.0", 3],
    ["web", null, 0],
  ]);
  expect(modelOfReleases([{ name: "web", releases: [] }], named).findings).toMatchObject([{ code: "release-empty" }]);
});
