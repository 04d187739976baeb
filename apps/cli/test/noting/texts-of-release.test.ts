import type { ComponentNotes, Entry, NotesModel } from "@signalbox/release-notes";
import { describe, expect, it } from "vitest";
import { mainRelease, notesAddresses } from "../../src/noting/notes-address.js";
import { textsOfRelease } from "../../src/noting/texts-of-release.js";

const entry = (text: string): Entry => ({
  component: "server",
  version: "16.11.2",
  kind: "other",
  text,
  audience: [],
  references: [],
  pullRequest: null,
  authors: [],
  links: [],
  source: "commit",
  commit: null,
});
const part = (name: string, entries: readonly Entry[]): ComponentNotes => ({
  ...{ name, entries, version: "16.11.2", tag: "v16.11.2" },
  url: `https://github.test/acme/${name}/releases/tag/v16.11.2`,
});
const model: NotesModel = {
  ...{ format: 1, release: "16.11.2", date: "2026-03-02", findings: [] },
  sections: [{ title: "", components: [part("product", []), part("server", [entry("Sync again")])] }],
};
const config = {
  notes: { combinedIn: "product", product: "Fieldwork" },
  components: [
    { name: "product", repository: "acme/product", tagPattern: "v{version}" },
    { name: "server", repository: "acme/server" },
  ],
  folder: "/nowhere",
};
const request = { model, forUsers: model, notesUrl: undefined, patches: undefined, testers: ["qa"] };

describe("the texts of a release", () => {
  it("have everything in the one that is for all, and its own in each of the others", async () => {
    const { texts } = await textsOfRelease(request, config);
    expect(texts["server"]).toBe("- Sync again\n");
    expect(texts["product"]).toContain("## [server v16.11.2]");
  });

  it("lead a patch back to the main notes", async () => {
    const addressOf = await notesAddresses(config, (at) => Promise.resolve(`https://github.test/${at}`));
    const url = addressOf("16.11.0") ?? "";
    const { texts } = await textsOfRelease({ ...request, patches: { release: "16.11.0", url } }, config);
    const main = "[main release notes](https://github.test/acme/product/releases/tag/v16.11.0)";
    expect(texts["product"]?.split("\n")[0]).toBe(`This is a patch of 16.11.0; the main changes are in the ${main}.`);
    expect(texts["server"]).not.toContain("patch");
  });

  it("are no mail and no post where nobody wants them, and call the testers", async () => {
    const { mail, post, chat, play, links } = await textsOfRelease(request, config);
    expect([mail, post, links]).toEqual([null, null, []]);
    expect(play).toEqual({ "en-GB": "• Sync again" });
    expect(chat).toMatchObject({
      mentions: ["qa"],
      text: "Fieldwork 16.11.2 is out for sanity testing: 1 change in server.",
    });
  });

  it.each([
    ["16.11.0", null],
    ["16.11.2", "16.11.0"],
    ["16.11.10", "16.11.0"],
    ["16.11", null],
    ["16.11.2-rc.1", null],
  ])("%s is a patch of %s", (version, main) => {
    expect(mainRelease(version)).toBe(main);
  });
});
