import { confirm, isCancel } from "@clack/prompts";

/** Asks on the terminal. Only for sessions that are interactive; Escape and Ctrl-C mean no. */
export async function askYesNo(question: string, signal: AbortSignal): Promise<boolean> {
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr, signal });
  return !isCancel(answer) && answer;
}
