import type { Json } from "@signalbox/release-core";
import type { Step, Train } from "@signalbox/release-train";
import { usage } from "../errors.js";
import { bumpSteps } from "./bump-steps.js";
import { defined } from "./defined.js";
import { deploySteps, promotionOfServers } from "./deploy-steps.js";
import { integrationSteps } from "./integration-steps.js";
import { notesSteps } from "./notes-steps.js";
import { requestSteps } from "./request-steps.js";
import { weeklyReleaseSteps } from "./release-steps.js";
import type { TemplateInput } from "./templates.js";

/** What may be set on the command line and in the configuration. */
const PARAMETERS = { version: "next-minor", maxAgeDays: 13, pollMs: 15_000, deploy: true };

/**
 * The weekly promotion of a fleet: what was proved on the test devices goes to production, what is new is released,
 * and what is ready on dev goes to the test devices. The environments are branches of one configuration repository.
 */
export function weekly({
  name,
  repository,
  environments,
  servers,
  components,
  approvers,
  rules: { pins, references },
  pullRequests,
  databases,
  ci,
  notes,
  parameters,
}: TemplateInput): Omit<Train, "name"> {
  if (repository === null) {
    throw usage(
      `The train ${name} needs a configuration repository.`,
      "Name it as `configuration:`; its branches are the environments.",
    );
  }
  const [dev = "dev", test = "test", prod = "prod"] = environments.slice(-3);
  const set = { ...PARAMETERS, ...parameters };
  const toProd = { repository, from: test, to: prod };
  const toTest = { repository, from: dev, to: test };
  const rules = { ...(pins !== null && { pins }), ...(references !== null && { references }) } as Record<string, Json>;
  const releases = components
    .filter(({ policy }) => policy?.tag !== false)
    .map(({ name: component, repository: at, mainline, tagPattern, stream }) => ({
      name: component,
      release: { repository: at, version: set.version, ...defined({ branch: mainline, tagPattern, stream }) },
    }));
  const promotion = (to: string, move: typeof toProd, after: string): readonly Step[] => [
    {
      id: `promote-${to}`,
      type: "operation",
      uses: "promote-branch",
      title: `Promote ${move.from} to ${move.to}`,
      with: { ...move, ...rules },
      // What dev holds by then is not known before the bumps are merged.
      ...(move.from === dev && pins !== null && { planned: "later" as const }),
      needs: [after],
    },
    ...(pullRequests === null
      ? []
      : requestSteps({
          repository,
          to,
          title: `Promote ${move.from} to ${move.to}`,
          head: `update-${move.to}`,
          base: move.to,
          settings: pullRequests,
          hasPins: pins !== null,
          pollMs: set.pollMs,
          pushed: `promote-${to}`,
          compared: `compare-${to}`,
        })),
    {
      id: `${to}-merged`,
      type: "gate",
      uses: "promotion-merged",
      title: `The review branch is merged into ${move.to}`,
      with: { ...move, promoted: { $ref: `compare-${to}.from/commit` }, pollMs: set.pollMs },
      needs: [pullRequests === null ? `promote-${to}` : `merge-${to}`],
    },
  ];
  const onServers = components.filter(
    ({ release, policy }) => release !== undefined && policy?.githubRelease !== false,
  );
  const onGitHub = weeklyReleaseSteps({ components, pollMs: set.pollMs, reported: "unreleased", tagged: "tag" });
  const released = onGitHub.at(-1)?.id ?? "tag";
  // Servers are deployed by files of releases; without any there is nothing to install from.
  const [testServers = null, prodServers = null] = set.deploy === true && onGitHub.length > 0 ? servers.slice(-2) : [];
  const toTestServers =
    testServers === null
      ? []
      : deploySteps({
          to: testServers,
          components: onServers,
          databases,
          isLast: prodServers === null,
          needs: [released],
        });
  const onTest = toTestServers.at(-1)?.id;
  const tested =
    onTest === undefined ? [] : integrationSteps(ci?.integrationTests, { after: onTest, pollMs: set.pollMs });
  const deployed = tested.at(-1)?.id ?? onTest;
  const toProdServers =
    testServers === null || prodServers === null
      ? []
      : promotionOfServers({
          from: testServers,
          to: prodServers,
          components: onServers,
          approvers,
          databases,
          isLast: true,
          needs: ["test-merged", ...(deployed === undefined ? [] : [deployed])],
        });
  const told = { environment: "Production", released: null } as const;
  const notesOfProd =
    notes === undefined
      ? []
      : notesSteps({ place: notes, to: "prod", ...told, compared: "compare-prod", needs: ["prod-merged"] });
  const notesOfTest =
    notes === undefined
      ? []
      : notesSteps({
          place: notes,
          environment: "Testing",
          to: "test",
          released: { components, reported: "unreleased" },
          compared: null,
          needs: ["test-merged", ...(deployed === undefined ? [] : [deployed])],
        });
  const lastOfServers = toProdServers.at(-1)?.id;
  const notesOfServers =
    notes === undefined || lastOfServers === undefined
      ? []
      : notesSteps({
          place: notes,
          to: "servers",
          ...told,
          compared: null,
          servers: "servers-prod",
          needs: [lastOfServers],
        });
  const bumps =
    pins === null
      ? []
      : bumpSteps({
          repository,
          branch: dev,
          components,
          rules: pins,
          pullRequests,
          pollMs: set.pollMs,
          reported: "unreleased",
          needs: released,
        });
  return {
    title: "Weekly promotion",
    approvers,
    parameters: set,
    steps: [
      {
        id: "previous-release",
        type: "gate",
        uses: "previous-release-promoted",
        title: "The previous release reached production",
        with: { ...toProd, maxAgeDays: set.maxAgeDays },
      },
      {
        id: "unreleased",
        type: "read",
        uses: "unreleased",
        title: "Unreleased changes",
        with: { components: components.map((component) => defined(component)) },
        needs: ["previous-release"],
      },
      {
        id: "compare-prod",
        type: "read",
        uses: "compare-branches",
        title: `What ${prod} will get`,
        with: { ...toProd, ...rules },
        needs: ["previous-release"],
      },
      {
        id: "sign-off",
        type: "approval",
        title: "Each change is signed off",
        question: "Has each change been seen working on a test device? Ask the person who made it.",
        approvers,
        items: { $ref: "compare-prod.items" },
      },
      ...promotion("prod", toProd, "sign-off"),
      ...notesOfProd,
      {
        id: "tag",
        type: "operation",
        uses: "tag-release",
        title: "Release what is unreleased",
        forEach: releases,
        with: { $ref: "item.release" },
        needs: ["unreleased", "prod-merged"],
      },
      ...onGitHub,
      ...toTestServers,
      ...tested,
      ...bumps,
      {
        id: "compare-test",
        type: "read",
        uses: "compare-branches",
        title: `What ${test} will get`,
        with: { ...toTest, ...rules },
        needs: [bumps.at(-1)?.id ?? released],
      },
      ...promotion("test", toTest, "compare-test"),
      ...notesOfTest,
      ...toProdServers,
      ...notesOfServers,
      {
        id: "report",
        type: "read",
        uses: "report",
        title: "Closing report",
        with: {
          title: "Weekly promotion",
          promoted: { [prod]: { $ref: "compare-prod" }, [test]: { $ref: "compare-test" } },
          components: components.map((component) => defined(component)),
          unreleased: { $ref: "unreleased" },
          signed: { $ref: "sign-off" },
        },
        needs: ["tag", "test-merged", ...toProdServers.slice(-1).map(({ id }) => id)],
      },
    ],
  };
}
