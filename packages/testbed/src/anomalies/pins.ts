import { pinFile, pinPath, topFile } from "../world/state-files.js";
import { type Anomaly, told } from "./anomaly.js";

const pin = (family: string, name: string, version: string, lines: readonly string[] = []): Record<string, string> => ({
  [pinPath(family, name)]: pinFile({ name, version, lines }),
});

const COMMENTED = "# Uncomment the architecture line next version update.";

const PINS = {
  ...pin("pi", "camera-recorder", '"2.18.1"'),
  ...pin("pi", "config-tool", '"1.20.9"', ["- pkg_name: fleet-config-tool", '- architecture: "arm64"']),
  ...pin("pi", "audio-lure", "1.10"),
  ...pin("pi", "modem-daemon", `"3.8.1" ${COMMENTED}`, ['#- architecture: "arm64"']),
  ...pin("pi", "portal", '"1.24.4"'),
  ...pin("tc2", "portal", '"1.34.0-tc2"', ["- branch: tc2"]),
  ...pin("tc2", "hat-driver", "'0.13.3'"),
};

/** Pins as a configuration repository keeps them: `pi/<package>/init.sls`, and `top.sls` on master. */
export const pinAnomalies = {
  "pin-files": told(
    "quotes of both kinds, none (1.10 is a float), comments, one package pinned twice, top.sls on master",
    (h) => {
      const states = ["pi/camera-recorder", "pi/config-tool", "pi/audio-lure", "pi/modem-daemon", "pi/portal"];
      h.commit("master", {
        subject: "Only top.sls stays in the master branch",
        files: { ".gitignore": "*.pyc\n", "top.sls": topFile({ dev: states, test: states, prod: states }) },
      });
      h.commit("dev", { files: PINS });
      h.branch("test", "dev");
      h.branch("prod", "dev");
      h.commit("dev", { subject: "Update camera-recorder to 2.18.2", files: pin("pi", "camera-recorder", '"2.18.2"') });
    },
    "dev",
  ),
  "state-missing-in-environment": told(
    "master's top.sls names a state that prod does not have yet",
    (h) => {
      const states = ["pi/camera-recorder", "pi/watchdog"];
      h.commit("master", { files: { "top.sls": topFile({ dev: states, prod: states }) } });
      h.commit("prod", { files: pin("pi", "camera-recorder", '"2.18.1"') });
      h.branch("dev", "prod");
      h.commit("dev", { files: { "pi/watchdog/init.sls": "watchdog:\n  test.nop: []\n" } });
    },
    "dev",
  ),
  "pin-without-release": told(
    "the subject says 1.4.0, the pin says 1.4.1; a week later it is put right",
    (h) => {
      h.commit("dev", { files: pin("pi", "audio-lure", '"1.3.0"') });
      const wrong = h.commit("dev", {
        subject: "Update audio-lure to 1.4.0",
        files: pin("pi", "audio-lure", '"1.4.1"'),
        daysAgo: 8,
      });
      const right = h.commit("dev", {
        subject: "Correct audio-lure version",
        files: pin("pi", "audio-lure", '"1.4.0"'),
        daysAgo: 1,
      });
      return { wrong, right };
    },
    "dev",
  ),
  "pin-downgrade": told(
    "a bump is taken back a day later",
    (h) => {
      h.commit("prod", { files: pin("pi", "portal", '"1.13.0"') });
      const up = h.commit("prod", {
        subject: "Update portal to 1.15.0",
        files: pin("pi", "portal", '"1.15.0"'),
        daysAgo: 2,
      });
      const down = h.commit("prod", {
        subject: 'Revert "Update portal to 1.15.0"',
        files: pin("pi", "portal", '"1.13.0"'),
        daysAgo: 1,
      });
      return { up, down };
    },
    "prod",
  ),
} satisfies Record<string, Anomaly>;
