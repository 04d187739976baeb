import { expect, test } from "vitest";
import { requireTimeZone } from "../../src/jobs/time-zone.js";

test.each([null, "UTC", "Asia/Kolkata", "Etc/GMT+5"])("takes %s", (zone) => {
  expect(() => requireTimeZone(zone)).not.toThrow();
});

// Newer Nodes know offsets as zones, and count them the other way round than PostgreSQL.
test.each(["Mars/Phobos", "+05:30", "-03", "5", " "])("refuses %j", (zone) => {
  expect(() => requireTimeZone(zone)).toThrow(expect.objectContaining({ code: "ERR_JOBS_TIME_ZONE" }));
});
