/** Why a script does not go on, in one line for the person at the keyboard. Anything else that is thrown is a fault of ours. */
export class Refusal extends Error {}

/** Runs a script's main function: a refusal is its one line on stderr and exit code 1. */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    for (const one of separate(error)) console.error(isForThePerson(one) ? one.message : one);
    process.exitCode = 1;
  }
}

/** Wrong arguments are reported by `parseArgs` in one line, too. */
function isForThePerson(error: unknown): error is Error {
  return error instanceof Refusal || (error instanceof Error && String(Reflect.get(error, "code")).startsWith("ERR_PARSE_ARGS"));
}

/** A failure, and before it what failed while cleaning up after it. */
function separate(error: unknown): unknown[] {
  return error instanceof SuppressedError ? [...separate(error.error), ...separate(error.suppressed)] : [error];
}
