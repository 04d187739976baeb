import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const group = "Announcements";

export const ANNOUNCE: readonly CommandSpec[] = [
  {
    name: "announce",
    group,
    summary: "tell people by mail and chat, once: a second time finds it told",
    takes: "",
    min: 0,
    max: 0,
    options: [
      ...CHANGING,
      "to",
      "subject",
      "text",
      "file",
      "link",
      "mention",
      "key",
      "correct",
      "send-again",
      "detailed-exitcode",
    ],
    examples: [
      'signalbox announce --to common --subject "16.2 is cut" --text "All branches are there." --dry-run',
      'signalbox announce --to users,common --subject "Avni Release Announcement" --file mail.md --yes',
    ],
    load: () => import("../commands/announce.js"),
  },
  {
    name: "announce settle",
    group,
    summary: "say what became of a message that left and nobody saw the answer of, after looking; sends nothing",
    takes: "<key> <sent|not-sent>",
    min: 2,
    max: 2,
    options: ["as"],
    examples: ['signalbox announce settle "numbered/16.2/out#users" sent'],
    load: () => import("../commands/announce-settle.js"),
  },
];
