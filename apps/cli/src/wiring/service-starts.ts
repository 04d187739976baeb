import type { ServiceStart, ServiceStarts } from "@signalbox/db-guard";
import type { Hosts } from "@signalbox/server-deploy";
import type { DatabaseConfig } from "../config/database-types.js";

const PROPERTIES = "LoadState,ActiveState,ExecMainStartTimestampMonotonic";

/**
 * When the services began that work on a database's jobs, asked of systemd on their servers. Counted back from now by
 * the server's own uptime, so that a wrong clock there proves nothing. A service that is stopped works on nothing: it
 * begins now at the earliest.
 */
export function serviceStarts(
  hosts: Hosts,
  services: NonNullable<DatabaseConfig["services"]>,
  now: () => Date = () => new Date(),
): ServiceStarts {
  const places = services.flatMap(({ unit, hosts: names, said }) =>
    names.map((host) => ({ host, service: unit, said })),
  );
  return {
    list: ({ signal }) =>
      Promise.all(
        places.map(async ({ host, service, said }): Promise<ServiceStart> => {
          if (said !== undefined) return { host, service, startedAt: pastOf(said.startedAt, now()), saidBy: said.by };
          try {
            const server = await hosts.open(host, { signal });
            const [shown, uptime] = await Promise.all([
              server.run(["systemctl", "show", `--property=${PROPERTIES}`, "--", service], { signal }),
              server.run(["cat", "/proc/uptime"], { signal }),
            ]);
            const isAnswer = shown.code === 0 && uptime.code === 0;
            return { host, service, startedAt: isAnswer ? startOf(shown.stdout, uptime.stdout, now()) : null };
          } catch (error) {
            if (signal.aborted) throw error;
            // Whoever does not answer proves nothing; the report says so.
            return { host, service, startedAt: null };
          }
        }),
      ),
  };
}

/** A start that is still to come would make an orphan of every job. */
const pastOf = (startedAt: string, now: Date): string | null =>
  Date.parse(startedAt) > now.getTime() ? null : startedAt;

/** `systemctl show` and `/proc/uptime` → ISO time; null: it cannot be told. */
export function startOf(shown: string, uptime: string, now: Date): string | null {
  const of = (name: string): string => new RegExp(`^${name}=(.*)$`, "m").exec(shown)?.[1]?.trim() ?? "";
  if (of("LoadState") !== "loaded") return null;
  if (["inactive", "failed"].includes(of("ActiveState"))) return now.toISOString();
  const startedMicros = Number(of("ExecMainStartTimestampMonotonic"));
  const upSeconds = Number.parseFloat(uptime);
  if (!(startedMicros > 0) || !(upSeconds > 0)) return null;
  const ageMs = upSeconds * 1000 - startedMicros / 1000;
  return ageMs < 0 ? null : new Date(now.getTime() - ageMs).toISOString();
}
