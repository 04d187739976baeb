import * as z from "zod";

const name = z.string().min(1);

const boardField = z
  .strictObject({
    owner: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, "the login of an organisation or user")
      .describe("Login of the organisation or user"),
    number: z.number().int().min(1).describe("As in the board's address"),
  })
  .describe("A project board");

/** What every question about a release on a board says. */
export const releaseOnBoard = {
  board: boardField,
  release: name.describe("As the board writes it: 16.11.0"),
  releaseField: name.default("Release").describe("The single-select field whose options are the releases"),
};

export { name as fieldName };
