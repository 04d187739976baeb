import type { Session } from "../session.js";
export function run(_session: Session): Promise<0> {
  return Promise.resolve(0);
}
