import { describe, expect, it } from "vitest";
import { numbered } from "../../src/templates/numbered.js";
import type { TemplateInput } from "../../src/templates/templates.js";

const release = { owner: "tag-first" as const };
const stepsOf = (given: Partial<TemplateInput>) =>
  new Map(
    numbered({
      name: "release",
      repository: null,
      environments: [],
      servers: [],
      components: [
        { name: "server", repository: "/s", release },
        { name: "infra", repository: "/i" },
      ],
      approvers: [],
      rules: { pins: null, references: null },
      pullRequests: null,
      ...given,
      parameters: { release: "16.10", ...given.parameters },
    }).steps.map((step) => [step.id, step] as const),
  );
const messageOf = (step: unknown): unknown => (step as { with?: { message?: unknown } } | undefined)?.with?.message;
const announce = { channels: {}, team: ["common"], users: ["mail"], testers: ["qa"] };
const texts = { post: null, mail: false };
const TOLD = ["to-draft", "draft-text", "notes-checked", "to-tell", "text", "write-notes", "draft-post"];

describe("the texts of a numbered release", () => {
  it("are made by no step where the configuration says nothing of notes, or nobody would get them", () => {
    const unheard = [stepsOf({ announce }), stepsOf({ texts, components: [{ name: "infra", repository: "/i" }] })];
    for (const steps of unheard) expect(TOLD.filter((id) => steps.has(id))).toEqual([]);
  });

  it("are in the drafts when the branch is cut, and made anew of what is tagged before anything is published", () => {
    const steps = stepsOf({ texts });
    expect(steps.get("to-draft")).toMatchObject({ needs: ["cut"], with: { components: ["server", "infra"] } });
    expect(steps.get("draft")).toMatchObject({ with: { notes: { $ref: "draft-text[].text" } } });
    expect(steps.get("notes-checked")).toMatchObject({ type: "gate", with: { heads: { $ref: "head" } } });
    expect(steps.get("to-tell")).toMatchObject({ needs: ["notes-checked"] });
    // After the tag: a tag that comes while a draft is written would make its plan stale.
    expect(steps.get("write-notes")).toMatchObject({ forEach: [{ name: "server" }], needs: ["draft[]", "tag[]"] });
    expect(steps.get("publish")?.needs).toEqual(["write-notes[]"]);
  });

  it("are told testers in a line, and users by mail where one is configured and nobody has written another", () => {
    const plain = stepsOf({ texts, announce });
    expect(messageOf(plain.get("tell-testers"))).toEqual({ $ref: "to-tell.chat" });
    expect(messageOf(plain.get("tell-users"))).toMatchObject({ links: { $ref: "to-tell.links" } });
    const mailed = { texts: { ...texts, mail: true }, announce };
    expect(messageOf(stepsOf(mailed).get("tell-users"))).toEqual({ $ref: "to-tell.mail" });
    const announcement = { subject: "Now", text: "- this" };
    expect(messageOf(stepsOf({ ...mailed, parameters: { announcement } }).get("tell-users"))).toMatchObject(
      announcement,
    );
  });

  it("are proposed as a blog post when the release is out, and nothing waits for that", () => {
    const steps = stepsOf({ texts: { mail: false, post: { repository: "/w", base: "live" } } });
    expect(steps.get("draft-post")).toMatchObject({
      with: { repository: "/w", base: "live", post: { $ref: "to-tell.post" } },
      needs: ["publish"],
    });
    expect([...steps.values()].flatMap(({ needs = [] }) => needs)).not.toContain("draft-post");
  });
});
