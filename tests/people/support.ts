import { totp } from "../../workers/accounts/people/second-factor/totp.ts";
import { apiWith } from "../support/organization.ts";

export const PASSWORD = "cuatro panes en la vereda";
export const DASHBOARD = "https://app.test";

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly links: string[];
}

export const randomEmail = (): string => `p${crypto.randomUUID().replaceAll("-", "")}@people.test`;

/** Mails to that address, newest first. */
export async function mailsTo(email: string): Promise<Mail[]> {
  const { body } = await apiWith().get("/v1/dev/outbox");
  return (body.data as Mail[]).filter(({ to }) => to === email);
}

/** The token of the newest mail to that address that has one. */
export async function tokenFor(email: string): Promise<string> {
  const link = (await mailsTo(email)).flatMap(({ links }) => links).find((one) => one.includes("token="));
  return new URL(link ?? "").searchParams.get("token") ?? "";
}

export const signUpInput = (email: string) => ({ email, password: PASSWORD, name: "Ana Pérez", organization_name: "La Espiga" });

/** Signed up and confirmed, over the API alone. */
export async function signUp(email = randomEmail()): Promise<string> {
  const api = apiWith();
  await api.post("/v1/auth/sign-up", signUpInput(email));
  const { status } = await api.post("/v1/auth/verify-email", { token: await tokenFor(email) });
  if (status !== 200) throw new Error(`verify-email: ${status}`);
  return email;
}

/** The API as a browser at the dashboard sees it that holds that cookie. */
export function browser(cookie?: string) {
  const headers = { origin: DASHBOARD, ...(cookie !== undefined && { cookie }) };
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await apiWith().send(method, path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    // What tests read of a body, they check there.
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: response.status, headers: response.headers, body: await response.json<any>() };
  };
  return {
    cookie,
    get: (path: string) => call("GET", path),
    post: (path: string, body?: unknown) => call("POST", path, body),
    remove: (path: string) => call("DELETE", path),
  };
}

/** Somebody who has just signed in with a browser. */
export async function signIn(email: string, more: Record<string, unknown> = {}) {
  const { status, headers, body } = await browser().post("/v1/auth/sign-in", { email, password: PASSWORD, ...more });
  if (status !== 200) throw new Error(`sign-in: ${status} ${JSON.stringify(body)}`);
  return { email, session: body, ...browser(headers.get("set-cookie")?.split(";")[0]) };
}

/** A user of this test's own, signed in. */
export const signedUp = async () => signIn(await signUp());

/** The second factor turned on; a session of his and what it takes to sign in again. */
export async function withSecondFactor() {
  const one = await signedUp();
  const { body: setUp } = await one.post("/v1/auth/totp");
  const secret = fromBase32(setUp.secret);
  const now = await earlyInStep();
  const { body } = await one.post("/v1/auth/totp/confirm", { code: totp(secret, now, -1) });
  // Of the steps around that moment, so that the same step is the same code however long a test takes.
  return { ...one, secret, recoveryCodes: body.recovery_codes as string[], code: (step = 0) => totp(secret, now, step) };
}

/** A moment with some seconds before the next code. */
async function earlyInStep(): Promise<Date> {
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 3000) await new Promise((resolve) => setTimeout(resolve, left));
  return new Date();
}

function fromBase32(text: string): string {
  const bits = text
    .split("")
    .map((char) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char).toString(2).padStart(5, "0"))
    .join("");
  return (bits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join("");
}

/** Of answers to requests made at once, whose order says nothing. */
export const statuses = (answers: readonly { readonly status: number }[]): number[] =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);
