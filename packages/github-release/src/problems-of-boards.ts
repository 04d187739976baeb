import type { BoardName } from "@signalbox/github";
import type { Problem } from "@signalbox/release-core";

export const boardReadOnly = ({ owner, number }: BoardName): Problem => ({
  code: "ERR_BOARD_READ_ONLY",
  message: `The token may read the board ${owner}/${number}, and not change it.`,
  hint: "Give it the scope `project` and the role to write on the board, or do it by hand (`way: manual`).",
});

export const boardOptionsNotKept = ({ owner, number }: BoardName): Problem => ({
  code: "ERR_BOARD_OPTIONS_NOT_KEPT",
  message: `This host would make every option of the board ${owner}/${number} anew, and each card would lose its value.`,
  hint: "Do it by hand (`way: manual`), or after the host was upgraded.",
});
