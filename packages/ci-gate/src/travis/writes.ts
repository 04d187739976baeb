import type { BuildWrites } from "../builds/ports.js";
import { ciCannot } from "../errors.js";
import { accepted } from "./answers.js";
import { projectOf, SYSTEM } from "./project.js";
import type { TravisSite } from "./reads.js";
import { bodyOf } from "./trigger-body.js";

export function travisWrites({ http }: Pick<TravisSite, "http">): BuildWrites {
  return {
    rerun: async (_repository, { id }, from, options) => {
      const what = `restart of build ${id}`;
      if (from === "failed")
        throw ciCannot(
          { system: SYSTEM, what },
          "a build begins again as a whole",
          "Begin it again from its start, without `fromFailed`.",
        );
      const path = `/build/${encodeURIComponent(id)}/restart`;
      await http.write({ what, method: "POST", path, schema: accepted }, options);
    },
    trigger: async (repository, request, options) => {
      const { slug, path } = projectOf(repository);
      const what = `a build of ${slug}`;
      const body = bodyOf({ system: SYSTEM, what }, request);
      await http.write({ what, method: "POST", path: `${path}/requests`, body, schema: accepted }, options);
      // It names a request, which no build tells.
      return null;
    },
    approve: (_repository, { id }, { name }) =>
      Promise.reject(
        ciCannot(
          { system: SYSTEM, what: `approval of ${name} in build ${id}` },
          "its jobs wait for nobody",
          "Put an approval step into the train before what begins the build.",
        ),
      ),
  };
}
