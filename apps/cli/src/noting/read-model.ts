import { readFile } from "node:fs/promises";
import { type NotesModel, readNotesModel } from "@signalbox/release-notes";
import { usage } from "../errors.js";
import { pathOf, type Session } from "../session.js";

/** The model in a JSON file; `-` is stdin. @throws ReleaseError `ERR_USAGE`, `ERR_INPUT_INVALID` with every problem */
export async function readModel(session: Session, file: string): Promise<NotesModel> {
  const from = file === "-" ? "/dev/stdin" : pathOf(session, file);
  const json = await readFile(from, "utf8")
    .then((text): unknown => JSON.parse(text))
    .catch((error: Error) => {
      throw usage(
        `The model in ${file} cannot be read: ${error.message}`,
        "Name a file as `notes render --json` writes it.",
      );
    });
  return readNotesModel(json);
}
