/** The current one, which signs and seals; behind it older ones, which only open what they once did. */
export type AuthSecrets = readonly [current: string, ...older: string[]];

/** @param text of AUTH_SECRET: one secret, or several with commas between, the newest first. @throws Error */
export function parseAuthSecrets(text: string): AuthSecrets {
  const [current = "", ...older] = text.split(",").map((secret) => secret.trim());
  if ([current, ...older].includes("")) throw new Error("AUTH_SECRET has an empty part.");
  return [current, ...older];
}

/** What the first of them says that has something to say. */
export function firstOf<T>(secrets: AuthSecrets, ask: (secret: string) => T | undefined): T | undefined {
  for (const secret of secrets) {
    const answer = ask(secret);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
