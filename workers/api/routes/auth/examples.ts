import type { z } from "@hono/zod-openapi";
import type { Mail } from "../../../email/index.ts";
import type * as schemas from "../../../../shared/schemas/people.ts";

export const EMAIL = "ana@laespiga.example";
const PASSWORD = "cuatro panes en la vereda";

export const SIGN_UP = {
  email: EMAIL,
  password: PASSWORD,
  name: "Ana Pérez",
  organization_name: "Panadería La Espiga SRL",
} satisfies z.input<typeof schemas.SignUpInput>;
export const MAIL_TOKEN = { token: "q0yW2lqS3m1cVJ5p9vYw6o2nU8rXbT4hK7dFzGsEaLc" };
export const SIGN_IN = { email: EMAIL, password: PASSWORD } satisfies z.input<typeof schemas.SignInInput>;
export const SIGN_IN_CODE = { ...SIGN_IN, code: "492039" };
export const RESET = { ...MAIL_TOKEN, password: "siete mates bajo la parra" };
export const CHANGE_PASSWORD = {
  current_password: PASSWORD,
  password: RESET.password,
} satisfies z.input<typeof schemas.ChangePasswordInput>;
export const REFRESH = { refresh_token: "art_01kaf3rk4ke6w8k9b6n2m5xq7f_0_3vPq1r0aWm9yXkD2hB8tLcFzUe7sGjN5oKiQwVxYbTg" };

export const ACCEPTED = { object: "acknowledgement", status: "accepted" } satisfies schemas.Accepted;
export const DONE = { object: "acknowledgement", status: "done" } satisfies schemas.Accepted;

export const SIGNED_IN = {
  id: "ses_01kaf3rk4ke6w8k9b6n2m5xq7g",
  object: "session",
  second_factor: false,
  fresh_until: "2026-11-24T13:50:11.029Z",
  expires_at: "2026-12-01T13:40:11.029Z",
  user: {
    id: "usr_01kaf3rk4ke6w8k9b6n2m5xq7h",
    object: "user",
    email: EMAIL,
    name: SIGN_UP.name,
    language: "es",
    two_factor_enabled: false,
  },
} satisfies schemas.SignedInSession;

export const SESSION = {
  id: SIGNED_IN.id,
  object: "session",
  kind: "browser",
  current: true,
  second_factor: false,
  ip_address: "203.0.113.7",
  user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
  created_at: "2026-11-24T13:40:11.029Z",
  expires_at: SIGNED_IN.expires_at,
} satisfies schemas.Session;

export const STEPPED_UP = { object: "step_up", fresh_until: "2026-11-24T14:02:40.511Z" } satisfies schemas.SteppedUp;
export const TOTP = {
  object: "totp",
  secret: "OBRW6ZDFMRTGO2DJNJVWY3LOOBYXE43UOV3HO6DZ",
  uri: "otpauth://totp/ARCA%20API:ana%40laespiga.example?secret=OBRW6ZDFMRTGO2DJNJVWY3LOOBYXE43UOV3HO6DZ&issuer=ARCA%20API&digits=6&period=30",
} satisfies schemas.TotpSecret;
export const CODES = {
  object: "recovery_codes",
  recovery_codes: ["k3f9a-2m0qd-7vxtb-5hc8n", "0wz6p-r4jye-9gk1s-tqm3d"],
} satisfies schemas.RecoveryCodes;
export const TOKENS = {
  object: "tokens",
  token_type: "Bearer",
  access_token: "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.eyJmYW0iOiJmYW1fMDFr…",
  expires_in: 600,
  refresh_token: REFRESH.refresh_token,
} satisfies schemas.Tokens;

export const OUTBOX_MAIL = {
  to: EMAIL,
  subject: "Confirmá tu dirección de correo",
  text: "Para terminar de crear tu cuenta, …",
  html: "<!doctype html>…",
  links: ["http://127.0.0.1:8787/verify-email?token=q0yW2lqS3m1cVJ5p9vYw6o2nU8rXbT4hK7dFzGsEaLc"],
} satisfies Mail;
