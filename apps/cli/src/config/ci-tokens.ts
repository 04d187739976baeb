/** Who may ask CI systems; GitHub's token is GitHub's own. Secret: only the wiring may look at it. */
export interface CiTokens {
  readonly circleci: FoundToken | null;
  readonly travis: FoundToken | null;
}

export interface FoundToken {
  readonly token: string;
  /** The variable that holds it. */
  readonly from: string;
}

/** As their own command-line tools and integrations name them; the first that is set. */
export const CI_VARIABLES = {
  circleci: ["CIRCLECI_TOKEN", "CIRCLE_TOKEN", "CIRCLECI_CLI_TOKEN"],
  travis: ["TRAVIS_TOKEN", "TRAVIS_API_TOKEN"],
} as const;

export function readCiTokens(set: (name: string) => string | null): CiTokens {
  const first = (names: readonly string[]): FoundToken | null => {
    for (const from of names) {
      const token = set(from);
      if (token !== null) return { token, from };
    }
    return null;
  };
  return { circleci: first(CI_VARIABLES.circleci), travis: first(CI_VARIABLES.travis) };
}
