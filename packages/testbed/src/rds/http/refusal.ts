/** What RDS answers instead of a result. */
export class RdsRefusal extends Error {
  constructor(
    /** On the wire, or the name of one of the SDK's faults, as `DBSnapshotNotFoundFault`. */
    readonly code: string,
    message: string,
    /** Null: it is one of the SDK's faults, which knows it. */
    readonly status: number | null = null,
  ) {
    super(message);
  }
}

/** A refusal that every service of AWS has: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html */
export const commonRefusal = (code: string, message: string, status = 400): RdsRefusal =>
  new RdsRefusal(code, message, status);

export const badValue = (message: string): RdsRefusal => commonRefusal("InvalidParameterValue", message);
