import { redactText, ReleaseError, type Json } from "@signalbox/release-core";

export const usage = (message: string, hint: string, details: Json = null): ReleaseError =>
  new ReleaseError({ code: "ERR_USAGE", message, hint, details });

/** `what` would happen: `2 actions would be applied`; `look`: how to see that first. */
export const needsYes = (what: string, look: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_NEEDS_YES",
    message: `${what}, and nobody can be asked here (no terminal, or CI is set).`,
    hint: `${look}, then run the same command with --yes.`,
  });

export const sudoPasswordMissing = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_SUDO_PASSWORD",
    message: "sudo on the servers wants a password, and nobody can be asked here (no terminal, or CI is set).",
    hint: "Set SIGNALBOX_SUDO_PASSWORD, or let sudo ask nothing of this user (NOPASSWD).",
  });

export const ciTokenMissing = (system: string, variable: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CI_NOT_CONFIGURED",
    message: `${system} cannot be asked without a token.`,
    hint: `Set ${variable} to a personal API token of ${system}; or name another CI as \`ci.system\` in the configuration.`,
    details: { system, variable },
  });

/** `found`: ids of the builds that could be meant. */
export const buildNotClear = (
  asked: { readonly commit: string; readonly branch: string; readonly since: string },
  found: readonly string[],
): ReleaseError =>
  new ReleaseError({
    code: found.length === 0 ? "ERR_CI_NO_BUILD" : "ERR_CI_SEVERAL_BUILDS",
    message: `Since ${asked.since} ${found.length === 0 ? "no build" : `${found.length} builds`} of ${asked.branch} at ${asked.commit.slice(0, 10)} ${found.length === 1 ? "was" : "were"} asked for by hand.`,
    hint:
      found.length === 0
        ? "Look at the page of CI; `signalbox ci trigger` begins one."
        : "CI tells nobody what a build was begun with: cancel the others there, and approve the right one by hand with `signalbox ci approve --build <id>`.",
    details: { ...asked, builds: [...found] },
  });

export const releaseMissing = (component: string, tag: string | null): ReleaseError =>
  new ReleaseError({
    code: "ERR_RELEASE_MISSING",
    message: tag === null ? `${component} has no published release.` : `${component} has no published release ${tag}.`,
    hint: "Publish it first, name another one as name@version, or give the package itself with --file.",
    details: { component, tag },
  });

export const releaseFileUnclear = (component: string, tag: string, names: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_RELEASE_FILE",
    message: `Which file of ${component} ${tag} is its package? There ${names.length === 0 ? "is none" : `are: ${names.join(", ")}`}.`,
    hint: "Say it in the configuration: `deploy.asset`, such as api_{version}_amd64.deb. Or give the package with --file.",
    details: { component, tag, files: [...names] },
  });

/** Nothing goes on that is not what was tested. */
export const otherVersionReleased = (
  component: string,
  { tag, released, tested }: { readonly tag: string; readonly released: string; readonly tested: string },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_RELEASE_FILE",
    message: `The release ${tag} of ${component} has the package ${released}; what was tested is ${tested}.`,
    hint: `Install that one by its file: signalbox deploy ${component} --to <environment> --file <package>.`,
    details: { component, tag, released, tested },
  });

export const aborted = (by: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ABORTED",
    message: `Stopped by ${by}.`,
    hint: "Run it again: it looks first at what is there by now. A run of a train goes on with `signalbox resume`.",
    details: { by },
  });

export const declined = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_ABORTED",
    message: "Not confirmed; nothing was written.",
    hint: "Run it again when it may go on.",
  });

export interface ConfigIssue {
  readonly path: string;
  readonly value: Json;
  readonly expected: string;
}

export const configInvalid = (file: string, issues: readonly ConfigIssue[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_CONFIG_INVALID",
    message: [
      `${file} has ${issues.length === 1 ? "a problem" : `${issues.length} problems`}:`,
      ...issues.map((issue) => `  ${issue.path}: ${shown(issue.value)}; expected ${issue.expected}`),
    ].join("\n"),
    hint: 'Correct them all at once; the fields are described in "signalbox/schema.json".',
    details: { file, issues: issues.map((issue) => ({ ...issue })) },
  });

export const configNotFound = (file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CONFIG_NOT_FOUND",
    message: `There is no configuration at ${file}.`,
    hint: "Check --config, or let `signalbox init` write one.",
    details: { file },
  });

export const trainNeedsConfig = (train: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CONFIG_NOT_FOUND",
    message: `The train ${train} is made of a configuration, and there is none here or above.`,
    hint: "`signalbox init weekly -R <repository> --configuration <repository>` writes one; or name one with --config, or its folder with -C.",
    details: { train },
  });

export const configUnreadable = (file: string, reason: string, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_CONFIG_UNREADABLE",
    message: `${file} cannot be read: ${reason}`,
    hint: "Correct the file's syntax.",
    details: { file },
    cause,
  });

export const fileExists = (file: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_FILE_EXISTS",
    message: `${file} exists already and was left as it is.`,
    hint: "Remove it first, or write to another folder with -C.",
    details: { file },
  });

export const fileUnreadable = (file: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_UNREADABLE",
    message: `The plan file ${file} cannot be read: ${reason}.`,
    hint: "Name a file that --out wrote.",
    details: { file },
  });

/** A plan of the same repository that had to be applied before failed. */
export const earlierPlanFailed = (target: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_EARLIER_PLAN_FAILED",
    message: "Not tried, because what had to be done before failed.",
    hint: "Solve what failed there, then run the same command again; what was done is found and not done twice.",
    details: { target },
  });

export const trainNotFound = (name: string, known: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_NOT_FOUND",
    message: `There is no train named ${name}.`,
    hint: known.length === 0 ? "Add it under `trains:` in the configuration." : `Known trains: ${known.join(", ")}.`,
    details: { name, known },
  });

export const runNotChosen = (open: readonly { readonly run: string; readonly status: string }[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_NOT_CHOSEN",
    message:
      open.length === 0
        ? "No run is open."
        : `${open.length} runs are open:\n${open.map((line) => `  ${line.run}  ${line.status}`).join("\n")}`,
    hint: open.length === 0 ? "Start one with `signalbox run <train>`." : "Name the one that you mean.",
    details: { open: open.map((line) => ({ ...line })) },
  });

/** A run that ended, when somebody wants it to go on. `how`: who ended it and why, "" when it came to its end. */
export const runIsOver = (run: string, train: string, status: string, how: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_ENDED",
    message: `The run ${run} is ${status}${how}; nothing more can happen in it.`,
    hint: `\`signalbox log ${run}\` tells what it did; \`signalbox run ${train}\` starts a new one.`,
    details: { run, train, status },
  });

export const runBeside = (
  train: string,
  open: readonly { readonly run: string; readonly status: string }[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_RUN_OPEN",
    message: `A run of ${train} with the same parameters is open: ${open.map(({ run, status }) => `${run} (${status})`).join(", ")}.`,
    hint: `Go on with it: \`signalbox resume ${open[0]?.run ?? ""}\`; or end it first: \`signalbox abort ${open[0]?.run ?? ""} --reason …\`; or start another one all the same with --beside.`,
    details: { train, open: open.map((line) => ({ ...line })) },
  });

export const demoNeedsGit = (): ReleaseError =>
  new ReleaseError({
    code: "ERR_DEMO_NEEDS_GIT",
    message: "The demo runs a real git server, and there is no git here.",
    hint: "Install git 2.38 or newer; on your own repositories Signalbox works without it.",
  });

/** `words`: what the program that signs said. */
export const signingFailed = (program: string, words: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SIGNING_FAILED",
    message: `The tag could not be signed with ${program}: ${words}`,
    hint,
    details: { program, words: redactText(words) },
  });

/** `broken`: the repositories that could not be read; none when there is no release branch. */
export const patchUnknown = (
  line: string | null,
  broken: readonly { readonly name: string; readonly code: string; readonly message: string; readonly hint: string }[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_PATCH_UNKNOWN",
    message:
      broken.length === 0
        ? "None of the repositories has a release branch, so there is no line to count on."
        : [
            `The next patch${line === null ? "" : ` of ${line}`} is unknown: any repository may have the highest number, and some cannot be read:`,
            ...broken.map(({ name, message, code }) => `  ${name}: ${message} [${code}]`),
          ].join("\n"),
    hint:
      broken.length === 0
        ? "Name the line with --line, or the version."
        : "Try again when they can be read, or name the version: signalbox tag <version> --next-patch. Nothing was written.",
    details: { line, repositories: broken.map((one) => ({ ...one })) },
  });

/** A typo must not read as "nothing is new". */
export const lineMissing = (line: string): ReleaseError =>
  usage(
    `None of the repositories has a release branch of the line ${line}.`,
    "Name a line such as 16.2, whose branch there is; `signalbox releases` lists what is there.",
  );

const shown = (value: Json): string => (value === null ? "missing" : JSON.stringify(value));
