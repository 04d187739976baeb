/** Becomes an entry of `errors` with GitHub's `type` beside the message; its field becomes null. */
export class GraphqlProblem extends Error {
  constructor(
    /** `NOT_FOUND`, `FORBIDDEN`, `INSUFFICIENT_SCOPES`, `UNPROCESSABLE`, … */
    readonly type: string,
    message: string,
  ) {
    super(message);
    this.name = "GraphqlProblem";
  }
}
