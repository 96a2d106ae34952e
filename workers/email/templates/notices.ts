import type { LinkTo, Template } from "./template.ts";

type Nothing = Readonly<Record<string, never>>;

const SPANISH = "Si no fuiste vos, cambiá tu contraseña ahora y revisá tus sesiones.";
const ENGLISH = "If it was not you, change your password now and look at your sessions.";

/** Tells of a change in somebody's account after it was made. */
const notice = (es: readonly [subject: string, text: string], en: readonly [subject: string, text: string]): Template<Nothing> => {
  const letter =
    ([subject, text]: readonly [string, string], warning: string, label: string) =>
    (_: Nothing, linkTo: LinkTo) => ({
      subject,
      paragraphs: [text, warning],
      action: { label, url: linkTo("/forgot-password") },
    });
  return { es: letter(es, SPANISH, "Cambiar mi contraseña"), en: letter(en, ENGLISH, "Change my password") };
};

export const passwordChanged = notice(
  ["Cambió tu contraseña", "La contraseña de tu cuenta cambió, y se cerraron las demás sesiones."],
  ["Your password has changed", "The password of your account has changed, and all other sessions have ended."],
);

export const emailChanged = notice(
  ["Cambió tu dirección de correo", "Tu cuenta usa otra dirección de correo desde ahora; a esta no le escribiremos más."],
  ["Your e-mail address has changed", "Your account uses another e-mail address from now on; we will not write to this one any more."],
);

export const twoFactorEnabled = notice(
  ["Activaste el segundo factor", "Desde ahora tu cuenta pide un código además de la contraseña. Las demás sesiones se cerraron."],
  ["The second factor is on", "From now on your account asks for a code beside the password. All other sessions have ended."],
);

export const twoFactorDisabled = notice(
  ["Desactivaste el segundo factor", "Tu cuenta ya no pide un código además de la contraseña. Las demás sesiones se cerraron."],
  ["The second factor is off", "Your account no longer asks for a code beside the password. All other sessions have ended."],
);

export const recoveryCodesRenewed = notice(
  ["Códigos de recuperación nuevos", "Se generaron códigos de recuperación nuevos para tu cuenta; los anteriores ya no sirven."],
  ["New recovery codes", "New recovery codes were made for your account; the earlier ones no longer work."],
);
