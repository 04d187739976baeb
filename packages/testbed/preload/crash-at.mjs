// Loaded with `node --import`: counts every fdatasync of the process and kills it, as a power cut would, at the chosen one.
//   CRASH_AT=12:before   SIGKILL before the 12th fdatasync runs
//   CRASH_AT=12:after    SIGKILL when the 12th fdatasync has run
//   CRASH_COUNT_FILE=f   writes how many there were when the process ends by itself
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";

const wanted = process.env.CRASH_AT ?? "";
const [, number, side] = /^([1-9]\d*):(before|after)$/.exec(wanted) ?? [];
if (wanted !== "" && number === undefined)
  throw new Error(`CRASH_AT must be <number>:before or <number>:after, not "${wanted}"`);

let count = 0;

function crashIf(at, current) {
  if (current === Number(number) && side === at) process.kill(process.pid, "SIGKILL");
}

const { fdatasync, fdatasyncSync } = fs;

fs.fdatasyncSync = (descriptor) => {
  const current = ++count;
  crashIf("before", current);
  fdatasyncSync(descriptor);
  crashIf("after", current);
};

fs.fdatasync = (descriptor, done) => {
  const current = ++count;
  crashIf("before", current);
  fdatasync(descriptor, (error) => {
    crashIf("after", current);
    done(error);
  });
};

// The class of file handles is not exported; a handle knows it.
const handle = await fs.promises.open(fileURLToPath(import.meta.url));
const FileHandle = Object.getPrototypeOf(handle);
const { datasync } = FileHandle;
FileHandle.datasync = async function () {
  const current = ++count;
  crashIf("before", current);
  await datasync.call(this);
  crashIf("after", current);
};
await handle.close();

syncBuiltinESMExports();

const countFile = process.env.CRASH_COUNT_FILE;
if (countFile !== undefined) process.on("exit", () => fs.writeFileSync(countFile, String(count)));
