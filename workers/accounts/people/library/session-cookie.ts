import { type AuthSecrets, firstOf } from "../auth-secrets.ts";
import { openCookie, SESSION_COOKIE } from "./session-token.ts";

/** The hash of the token that a `Cookie` header brings. @returns undefined where there is none that we signed */
export function readCookie(header: string | undefined, secrets: AuthSecrets): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [name, ...value] = pair.trim().split("=");
    if (name === SESSION_COOKIE) return firstOf(secrets, (secret) => openCookie(decoded(value.join("=")), secret));
  }
  return undefined;
}

/** The same of a `Set-Cookie` header of the library's. */
export function readSetCookie(header: string, secrets: AuthSecrets): string {
  const token = readCookie(header.split(";", 1)[0], secrets);
  if (token === undefined) throw new Error("a session cookie that does not open");
  return token;
}

/** Takes the cookie back. */
export const EXPIRED_COOKIE = `${SESSION_COOKIE}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
