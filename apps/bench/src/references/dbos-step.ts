import { timed } from "../measure.js";

// Steps that do nothing, in one DBOS workflow. Prints milliseconds a step, one line a round.
// Usage: node dbos-step.js <module> <database url> <steps> <rounds>; the SDK is no dependency, so it is named.
interface Dbos {
  setConfig(config: Readonly<Record<string, unknown>>): void;
  registerWorkflow<T>(run: () => Promise<T>, config: { readonly name: string }): () => Promise<T>;
  launch(): Promise<void>;
  runStep<T>(effect: () => Promise<T>, config: { readonly name: string }): Promise<T>;
  shutdown(): Promise<void>;
}

const [module = "", url = "", steps = "", rounds = ""] = process.argv.slice(2);
const { DBOS } = (await import(module)) as { readonly DBOS: Dbos };

const workflow = DBOS.registerWorkflow(
  () =>
    timed(async () => {
      for (let step = 0; step < Number(steps); step++) {
        await DBOS.runStep(() => Promise.resolve({ tag: `v1.0.${step}` }), { name: `tag[component-${step}]` });
      }
    }),
  { name: "bench" },
);
DBOS.setConfig({ name: "signalbox-bench", systemDatabaseUrl: url, logLevel: "error" });
await DBOS.launch();
for (let round = 0; round <= Number(rounds); round++) {
  const ms = await workflow();
  if (round > 0) process.stdout.write(`${ms / Number(steps)}\n`);
}
await DBOS.shutdown();
