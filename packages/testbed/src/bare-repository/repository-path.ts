import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the repository of a name lies below a server's root: `<name>.git`, or `<name>` for a copied mirror. */
export function repositoryPath(root: string, name: string): string {
  const bare = join(root, `${name}.git`);
  return existsSync(bare) ? bare : join(root, name);
}
