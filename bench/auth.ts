import type { LocalInstance } from "./local-instance.ts";
import { type Figure, percentile } from "./report.ts";

/** Within the hundred calls a minute that one address has. */
const SIGN_INS = 30;
const WARM_UP = 5;
const READS = 200;

/** Password hashed and session made; then what a session costs each request that it comes with. */
export async function benchAuth({ url, user }: LocalInstance): Promise<Figure[]> {
  const signIns = [];
  let cookie = "";
  for (let i = 0; i < WARM_UP + SIGN_INS; i++) {
    const { ms, setCookie } = await signIn(url, user);
    cookie = setCookie;
    if (i >= WARM_UP) signIns.push(ms);
  }
  const reads = [];
  for (let i = 0; i < WARM_UP + READS; i++) {
    const ms = await read(`${url}/v1/auth/sessions`, cookie);
    if (i >= WARM_UP) reads.push(ms);
  }
  return [
    { name: "sign-in, scrypt included, P50", value: percentile(signIns, 0.5), unit: "ms", atMost: 300 },
    { name: "sign-in, scrypt included, P95", value: percentile(signIns, 0.95), unit: "ms", atMost: 300 },
    { name: "a read by session, P50", value: percentile(reads, 0.5), unit: "ms" },
  ];
}

async function signIn(url: string, user: LocalInstance["user"]) {
  const started = performance.now();
  const response = await fetch(`${url}/v1/auth/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(user),
  });
  const text = await response.text();
  const ms = performance.now() - started;
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return { ms, setCookie: response.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

async function read(url: string, cookie: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return performance.now() - started;
}
