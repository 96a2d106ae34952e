import { z } from "@hono/zod-openapi";
import { check, Email, Name } from "./fields.ts";

const PASSWORD_MIN = 12;
const PASSWORD_MAX = 128;

/** A new one: no rule on what it is made of, but it may not be a common one. */
const NewPassword = z
  .string()
  .min(PASSWORD_MIN)
  .max(PASSWORD_MAX)
  .refine((text) => !text.includes("\0"), check("nul_character"))
  .openapi({
    description: "Any characters. Not one of the commonest passwords, nor your e-mail address.",
    example: "cuatro panes en la vereda",
  });

/** One to be compared: what it may be was seen to when it was chosen. */
const Password = z.string().min(1).max(PASSWORD_MAX).openapi({ example: "cuatro panes en la vereda" });
const Code = z
  .string()
  .min(6)
  .max(40)
  .openapi({ description: "Six digits of the authenticator, or a recovery code. Each works once.", example: "492039" });
const Token = z.string().min(1).max(200).openapi({ description: "Of the link in the mail.", example: "q0yW2l…" });

export const SignUpInput = z
  .strictObject({
    email: Email,
    password: NewPassword,
    name: Name().openapi({ example: "Ana Pérez" }),
    organization_name: Name().openapi({ example: "Panadería La Espiga SRL" }),
  })
  .openapi("SignUpInput");
export type SignUpInput = z.infer<typeof SignUpInput>;

export const MailTokenInput = z.strictObject({ token: Token }).openapi("MailTokenInput");
export const EmailInput = z.strictObject({ email: Email }).openapi("EmailInput");

export const SignInInput = z.strictObject({ email: Email, password: Password, code: Code.optional() }).openapi("SignInInput");
export type SignInInput = z.infer<typeof SignInInput>;

export const StepUpInput = z
  .union([z.strictObject({ password: Password }), z.strictObject({ code: Code })])
  .openapi("StepUpInput", { description: "Your password, or a code of your authenticator." });
export type StepUpInput = z.infer<typeof StepUpInput>;

export const ResetPasswordInput = z.strictObject({ token: Token, password: NewPassword }).openapi("ResetPasswordInput");
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>;

export const ChangePasswordInput = z.strictObject({ current_password: Password, password: NewPassword }).openapi("ChangePasswordInput");
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;

export const TotpCodeInput = z.strictObject({ code: Code }).openapi("TotpCodeInput");
export const RefreshInput = z
  .strictObject({ refresh_token: z.string().min(1).max(200).openapi({ example: "art_01kaf3rk4ke6w8k9b6n2m5xq7f_0_Yb0…" }) })
  .openapi("RefreshInput");

/** Said where the answer may not tell more. */
export const Accepted = z.object({ object: z.literal("acknowledgement"), status: z.enum(["accepted", "done"]) }).openapi("Acknowledgement");
export type Accepted = z.infer<typeof Accepted>;

const User = z
  .object({
    id: z.string(),
    object: z.literal("user"),
    email: z.string(),
    name: z.string(),
    language: z.enum(["es", "en"]),
    two_factor_enabled: z.boolean(),
  })
  .openapi("User");

export const Session = z
  .object({
    id: z.string(),
    object: z.literal("session"),
    kind: z.enum(["browser", "api_client"]).openapi({ description: "`api_client`: a family of access and refresh tokens." }),
    current: z.boolean().openapi({ description: "The one that asks." }),
    second_factor: z.boolean().openapi({ description: "It has passed a second factor." }),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  })
  .openapi("Session");
export type Session = z.infer<typeof Session>;

export const SignedInSession = z
  .object({
    id: z.string(),
    object: z.literal("session"),
    second_factor: z.boolean(),
    fresh_until: z.iso.datetime().openapi({ description: "Until then sensitive operations need no step-up." }),
    expires_at: z.iso.datetime(),
    user: User,
  })
  .openapi("SignedInSession");
export type SignedInSession = z.infer<typeof SignedInSession>;

export const SteppedUp = z.object({ object: z.literal("step_up"), fresh_until: z.iso.datetime() }).openapi("StepUp");
export type SteppedUp = z.infer<typeof SteppedUp>;

export const TotpSecret = z
  .object({
    object: z.literal("totp"),
    secret: z.string().openapi({ description: "In base32, to be typed where no QR code can be read. Shown this once." }),
    uri: z.string().openapi({ description: "`otpauth://…`: what the QR code holds." }),
  })
  .openapi("TotpSecret");
export type TotpSecret = z.infer<typeof TotpSecret>;

export const RecoveryCodes = z
  .object({
    object: z.literal("recovery_codes"),
    recovery_codes: z.array(z.string()).openapi({ description: "Each takes the place of a code once. Shown this once." }),
  })
  .openapi("RecoveryCodes");
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const Tokens = z
  .object({
    object: z.literal("tokens"),
    token_type: z.literal("Bearer"),
    access_token: z.string(),
    expires_in: z.int().openapi({ description: "Seconds that the access token is good for." }),
    refresh_token: z.string().openapi({ description: "Works once; its answer holds the next one." }),
  })
  .openapi("Tokens");
export type Tokens = z.infer<typeof Tokens>;

export const OutboxMail = z
  .object({ to: z.string(), subject: z.string(), text: z.string(), html: z.string(), links: z.array(z.string()).readonly() })
  .openapi("OutboxMail");
