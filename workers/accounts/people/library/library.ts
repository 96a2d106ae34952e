import { betterAuth } from "better-auth/minimal";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { twoFactor } from "better-auth/plugins/two-factor";
import { newId } from "../../../../shared/ids.ts";
import { authTables } from "../../../db/auth-tables.ts";
import type { People } from "../../../db/people.ts";
import type { PeoplePorts } from "../../../platform/people-ports.ts";
import { hashPassword, isOutdated, verifyPassword } from "../passwords/hash.ts";
import { storedRecoveryCodes } from "../second-factor/recovery-codes.ts";
import { translated } from "./api-error.ts";
import { withHashedSessions } from "./hashed-sessions.ts";
import { SESSION_COOKIE } from "./session-token.ts";

const SESSION_SECONDS = 7 * 24 * 60 * 60;

const PREFIXES = { session: "ses", account: "acc", verification: "ver", twoFactor: "tfa", user: "usr" } as const;
/** Sessions that these make have passed a second factor. */
const BY_CODE: ReadonlySet<string> = new Set(["/two-factor/verify-totp", "/two-factor/verify-backup-code"]);

/** A session, by the header that sets its cookie; or a password that was right and asks for a code. */
export type Passed = { readonly setCookie: string } | { readonly challenge: string };

export type Library = ReturnType<typeof createLibrary>;

/**
 * The part of better-auth that is in use: it checks a password, and a code behind it, and makes the session. Whatever changes
 * more than one row is a statement of our own (workers/db/people.ts), and no route of the library's is reachable: its functions
 * are called, which skip its own checks of origin and rate; ours stand before them.
 */
export function createLibrary(database: PeoplePorts["database"], secret: string, db: People) {
  const auth = betterAuth({
    baseURL: "https://auth.invalid",
    secret,
    database: withHashedSessions(drizzleAdapter(database, { provider: "pg", schema: authTables })),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      requireEmailVerification: true,
      minPasswordLength: 12,
      password: { hash: async (password) => hashPassword(password), verify: (given) => verify(db, given) },
    },
    session: {
      expiresIn: SESSION_SECONDS,
      additionalFields: { secondFactor: { type: "boolean", required: false, input: false, defaultValue: false } },
    },
    databaseHooks: {
      session: {
        create: { before: async (session, context) => ({ data: { ...session, secondFactor: BY_CODE.has(context?.path ?? "") } }) },
      },
    },
    verification: { storeIdentifier: "hashed" },
    // Limits are ours: workers/accounts/people/attempts.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: "__Secure-arca",
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      cookies: { session_token: { name: SESSION_COOKIE, attributes: { secure: true, sameSite: "strict" } } },
      database: {
        generateId: ({ model }) => newId(PREFIXES[model as keyof typeof PREFIXES]),
        // The tables leave out what is not used.
        validateSchema: false,
      },
    },
    plugins: [
      twoFactor({
        issuer: "ARCA API",
        // Hashed, where the library would encrypt: it is given the hash of a code, and finds hashes.
        backupCodeOptions: {
          storeBackupCodes: {
            encrypt: async (list) => storedRecoveryCodes(secret, JSON.parse(list) as string[]),
            decrypt: async (list) => list,
          },
        },
      }),
    ],
  });

  return {
    signIn: (credentials: { email: string; password: string }, headers: Headers) =>
      translated(async () => passed((await auth.api.signInEmail({ body: credentials, headers, returnHeaders: true })).headers)),
    /** @param challenge of `signIn` */
    verifyTotp: (code: string, challenge: string, headers: Headers) =>
      translated(async () =>
        passed((await auth.api.verifyTOTP({ body: { code }, headers: withCookie(headers, challenge), returnHeaders: true })).headers),
      ),
    /** @param code its hash */
    verifyRecoveryCode: (code: string, challenge: string, headers: Headers) =>
      translated(async () =>
        passed((await auth.api.verifyBackupCode({ body: { code }, headers: withCookie(headers, challenge), returnHeaders: true })).headers),
      ),
  };
}

/** Brings an older hash up to today's cost while the password is at hand. */
async function verify(db: People, { hash, password }: { hash: string; password: string }): Promise<boolean> {
  const right = verifyPassword(password, hash);
  if (right && isOutdated(hash)) await db.rehash(hash, hashPassword(password));
  return right;
}

function passed(headers: Headers): Passed {
  const cookies = headers.getSetCookie().filter((cookie) => !/;\s*max-age=0\b/i.test(cookie));
  const setCookie = cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
  if (setCookie !== undefined) return { setCookie };
  const challenge = cookies.find((cookie) => cookie.includes("two_factor="))?.split(";", 1)[0];
  if (challenge === undefined) throw new Error("a sign-in without session and without challenge");
  return { challenge };
}

function withCookie(headers: Headers, cookie: string): Headers {
  const copy = new Headers(headers);
  copy.set("cookie", cookie);
  return copy;
}
