import { nativeRepositories } from "@signalbox/git";
import { findUnreleased } from "../src/index.js";

export async function unreleasedSubjects(env: Record<string, string>): Promise<readonly string[]> {
  const repositories = nativeRepositories({ cacheDir: "/var/cache/signalbox", env });
  const { components } = await findUnreleased(
    { repositories },
    {
      components: [
        { repository: "https://github.com/TheCacophonyProject/cacophony-api.git", mute: ["Bump *"] },
        { repository: "https://github.com/TheCacophonyProject/management-interface.git", stream: "tc2" },
      ],
    },
  );
  return components.flatMap(({ name, latest, unreleased }) =>
    unreleased.map(({ subject }) => `${name} since ${latest?.tag ?? "the beginning"}: ${subject}`),
  );
}
