/** One entry of `errors` in a 422. */
export interface FieldProblem {
  readonly resource: string;
  readonly field?: string;
  /** `missing`, `missing_field`, `invalid`, `already_exists`, `unprocessable` or `custom`. */
  readonly code: string;
  readonly message?: string;
}

/** Thrown by handlers; becomes GitHub's error answer. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly more: {
      readonly errors?: readonly FieldProblem[] | readonly string[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.name = "Problem";
  }
}

export const notFound = (): Problem => new Problem(404, "Not Found");
export const forbidden = (message: string): Problem => new Problem(403, message);
export const conflict = (message: string): Problem => new Problem(409, message);
export const unprocessable = (message: string): Problem => new Problem(422, message);
export const validationFailed = (...errors: readonly FieldProblem[]): Problem =>
  new Problem(422, "Validation Failed", { errors });
