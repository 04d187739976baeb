import { confirm, isCancel, password } from "@clack/prompts";
import { declined } from "../errors.js";

/** Asks on the terminal. Only for sessions that are interactive; Escape and Ctrl-C mean no. */
export async function askYesNo(question: string, signal: AbortSignal): Promise<boolean> {
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr, signal });
  return !isCancel(answer) && answer;
}

/** Asks for a secret, which is not shown. @throws ReleaseError `ERR_ABORTED` for Escape and Ctrl-C */
export async function askSecret(question: string, signal: AbortSignal): Promise<string> {
  const answer = await password({ message: question, output: process.stderr, signal });
  if (isCancel(answer)) throw declined();
  return answer;
}
