/** What Google's error answer holds. */
export interface RefusalFields {
  readonly status: number;
  readonly message: string;
  /** Google's canonical name, as `FAILED_PRECONDITION`; older answers have none. */
  readonly canonical?: string;
  /** `errors[0].reason`. */
  readonly reason: string;
  /** `errors[0].domain`. Default `global`. */
  readonly domain?: string;
  /** `reason` of an `ErrorInfo` in `details`. */
  readonly detail?: string;
  readonly retryAfter?: number;
}

/** Thrown by what the fake does; becomes Google's error answer. */
export class Refusal extends Error {
  constructor(readonly fields: RefusalFields) {
    super(fields.message);
    this.name = "Refusal";
  }
}

/** Google's error answer: https://cloud.google.com/apis/design/errors, with the list that its older clients read. */
export function refusalBody({ status, message, canonical, reason, domain = "global", detail }: RefusalFields): object {
  const info = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: detail, domain: "googleapis.com" };
  return {
    error: {
      code: status,
      message,
      errors: [{ message, domain, reason }],
      ...(canonical === undefined ? {} : { status: canonical }),
      ...(detail === undefined ? {} : { details: [info] }),
    },
  };
}
