/** Thrown by what the fake does; becomes CircleCI's error answer: a status and `{ "message": … }`. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

export const notFound = (what: string): Refusal => new Refusal(404, `${what} not found`);
