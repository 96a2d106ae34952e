import { apiKeyLeaked } from "./api-keys.ts";
import { certificateExpiring } from "./certificates.ts";
import { emailChanged, passwordChanged, recoveryCodesRenewed, twoFactorDisabled, twoFactorEnabled } from "./notices.ts";
import { alreadyRegistered, changeEmail, choosePassword, resetPassword, verifyEmail } from "./people.ts";
import { invitation } from "./organizations.ts";
import type { Template } from "./template.ts";

/** Every kind of mail. */
export const TEMPLATES = {
  api_key_leaked: apiKeyLeaked,
  certificate_expiring: certificateExpiring,
  verify_email: verifyEmail,
  choose_password: choosePassword,
  already_registered: alreadyRegistered,
  reset_password: resetPassword,
  change_email: changeEmail,
  password_changed: passwordChanged,
  email_changed: emailChanged,
  two_factor_enabled: twoFactorEnabled,
  two_factor_disabled: twoFactorDisabled,
  recovery_codes_renewed: recoveryCodesRenewed,
  invitation,
};

export type MailKind = keyof typeof TEMPLATES;
export type MailData<K extends MailKind> = (typeof TEMPLATES)[K] extends Template<infer Data> ? Data : never;
