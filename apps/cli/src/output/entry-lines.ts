import type { Action } from "@signalbox/release-core";
import { plain, type Style } from "./style.js";

/** The entries that come onto a page, in a plan; nothing of other actions. */
export function entryLines(action: Action, style: Style): readonly string[] {
  if (action.type !== "insert-notes") return [];
  const { added } = action as unknown as {
    readonly added: readonly {
      readonly component: string;
      readonly version: string | null;
      readonly texts: readonly string[];
    }[];
  };
  return added.flatMap(({ component, version, texts }) =>
    texts.map((text) => {
      const [first = "", ...more] = text.split("\n");
      const cut = more.length === 0 ? first : `${first} …`;
      return style.dim(`      + ${plain(component)}${version === null ? "" : ` ${plain(version)}`}: ${plain(cut)}`);
    }),
  );
}
