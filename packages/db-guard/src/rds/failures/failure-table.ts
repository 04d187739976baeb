import type { RdsFailure } from "./rds-failure.js";

/** One kind of failure: how AWS says it, and what it means. */
export interface FailureRow {
  readonly code: string;
  /** Looked for in the names of the failure. */
  readonly name?: RegExp;
  readonly message?: RegExp;
  readonly status?: (status: number | null) => boolean;
  /** One sentence for people, before the words of AWS. */
  readonly says: string;
  readonly hint: string | ((action: string, failure: RdsFailure) => string);
  /** The same call may succeed later. */
  readonly retryable?: true;
}

/** The first row that fits counts; the last one fits everything. Sources: the SDK's faults, and `Common Errors` of RDS. */
export const FAILURE_TABLE: readonly FailureRow[] = [
  {
    code: "ERR_RDS_THROTTLED",
    name: /^(Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|RequestThrottled)/,
    says: "AWS asks to slow down",
    hint: "Run it again in a minute; see what else calls RDS in this account.",
    retryable: true,
  },
  {
    code: "ERR_RDS_CREDENTIALS_EXPIRED",
    name: /^(ExpiredToken|RequestExpired|TokenRefreshRequired|SSOTokenProviderFailure)/,
    says: "The credentials are over",
    hint: "Sign in again (`aws sso login`, or a new session), then run it again: a copy that is under way is gone on with.",
    retryable: true,
  },
  {
    code: "ERR_RDS_CREDENTIALS_MISSING",
    name: /^(CredentialsProviderError|ProviderError|TokenProviderError)/,
    says: "There are no credentials for AWS",
    hint: "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; `aws sts get-caller-identity` shows whether they serve.",
  },
  {
    code: "ERR_RDS_REGION_MISSING",
    message: /^Region is missing/,
    says: "Nobody said which region",
    hint: "Set AWS_REGION, or `region` in the configuration.",
  },
  {
    code: "ERR_RDS_CREDENTIALS_WRONG",
    name: /^(InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|MissingAuthenticationToken|AuthFailure|IncompleteSignature|OptInRequired)/,
    says: "AWS does not know these credentials",
    hint: "Look at the access key, its secret, and the clock of this machine.",
  },
  {
    code: "ERR_RDS_DENIED",
    name: /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/,
    says: "These credentials may not do that",
    hint: (action, { message }) =>
      `Allow ${/\b(?:rds|kms|iam):[A-Z]\w+/.exec(message)?.[0] ?? `rds:${action}`} in a policy of the user or role.`,
  },
  {
    code: "ERR_RDS_COPIES_AT_ONCE",
    name: /^SnapshotQuotaExceeded/,
    message: /across regions|in progress/i,
    says: "As many copies from other regions run as may at once",
    hint: "Wait until one of them is done, then run it again.",
    retryable: true,
  },
  {
    code: "ERR_SNAPSHOT_QUOTA",
    name: /^SnapshotQuotaExceeded/,
    says: "There are as many manual snapshots as may be",
    hint: "Delete some of ours: `signalbox snapshot prune <database> --keep 10`; or ask AWS for a higher quota.",
  },
  {
    code: "ERR_RDS_QUOTA",
    name: /(Instance|Cluster|Storage|Roles?)QuotaExceeded|InsufficientDB\w+Capacity/,
    says: "The account has no room for that",
    hint: "See `aws rds describe-account-attributes`, and ask AWS for a higher quota.",
  },
  {
    code: "ERR_SNAPSHOT_EXISTS",
    name: /SnapshotAlreadyExists/,
    says: "There is a snapshot of that name already",
    hint: "Run it again: it looks at what is there.",
  },
  {
    code: "ERR_DATABASE_EXISTS",
    name: /^DB(Instance|Cluster)AlreadyExists/,
    says: "There is a database of that name already",
    hint: "Run it again: it looks at what is there.",
  },
  {
    code: "ERR_SNAPSHOT_NOT_FOUND",
    name: /SnapshotNotFound/,
    says: "There is no such snapshot",
    hint: "`signalbox snapshot list` shows what there is; see the region too.",
  },
  {
    code: "ERR_DATABASE_NOT_FOUND",
    name: /^DB(Instance|Cluster)NotFound/,
    says: "There is no such database",
    hint: "Look at the name, the region and the account.",
  },
  {
    code: "ERR_RDS_STATE",
    name: /^Invalid\w*State/,
    says: "It is in a state that does not allow that",
    hint: "Wait until it is available, then run it again.",
    retryable: true,
  },
  {
    code: "ERR_RDS_KMS",
    name: /^(KMSKeyNotAccessible|KMS)/,
    says: "The key of the encryption is not usable",
    hint: "See that the key is in the region of the copy, enabled, and that kms:CreateGrant and kms:DescribeKey are allowed.",
  },
  {
    code: "ERR_RDS_CLUSTER_MEMBER",
    message: /member of a cluster/i,
    says: "This instance is part of an Aurora cluster, which has snapshots of its own",
    hint: "Name the cluster.",
  },
  {
    code: "ERR_RDS_UNAVAILABLE",
    status: (status) => status !== null && status >= 500,
    says: "AWS fails",
    hint: "Run it again later: https://health.aws.amazon.com shows whether others have the same.",
    retryable: true,
  },
  {
    code: "ERR_RDS_UNREACHABLE",
    status: (status) => status === null,
    says: "There was no answer from AWS",
    hint: "Check the network, the proxy and the region, then run it again.",
    retryable: true,
  },
  {
    code: "ERR_RDS_REFUSED",
    says: "AWS refuses the request",
    hint: "Look at the words of AWS.",
  },
];

export function rowOf(failure: RdsFailure): FailureRow {
  const row = FAILURE_TABLE.find(
    ({ name, message, status }) =>
      (name === undefined || failure.names.some((one) => name.test(one))) &&
      (message === undefined || message.test(failure.message)) &&
      (status === undefined || status(failure.status)),
  );
  if (row === undefined) throw new Error("the table of failures has no last row");
  return row;
}
