import type { Template } from "./template.ts";

type Token = { readonly token: string };
type Nothing = Readonly<Record<string, never>>;

export const verifyEmail: Template<Token> = {
  es: ({ token }, linkTo) => ({
    subject: "Confirmá tu dirección de correo",
    paragraphs: [
      "Para terminar de crear tu cuenta, confirmá que esta dirección es tuya. El enlace vale 24 horas y funciona una sola vez.",
      "Si no fuiste vos, ignorá este correo: nadie puede entrar sin confirmarlo.",
    ],
    action: { label: "Confirmar mi dirección", url: linkTo("/verify-email", { token }) },
  }),
  en: ({ token }, linkTo) => ({
    subject: "Confirm your e-mail address",
    paragraphs: [
      "To finish creating your account, confirm that this address is yours. The link is valid for 24 hours and works once.",
      "If it was not you, ignore this mail: nobody can get in without confirming it.",
    ],
    action: { label: "Confirm my address", url: linkTo("/verify-email", { token }) },
  }),
};

export const choosePassword: Template<Token> = {
  es: ({ token }, linkTo) => ({
    subject: "Elegí la contraseña de tu cuenta",
    paragraphs: [
      "Se pidió más de una vez crear una cuenta con esta dirección, y no sabemos cuál de los pedidos fue tuyo: ninguna de sus contraseñas vale. Elegí una con este enlace, que confirma también tu dirección; vale 24 horas y funciona una sola vez. Los enlaces de confirmación anteriores ya no valen.",
      "Tu nombre y el de tu organización son los del último pedido: revisalos cuando entres.",
      "Si no fuiste vos, ignorá este correo: nadie puede entrar sin él.",
    ],
    action: { label: "Elegir contraseña", url: linkTo("/reset-password", { token }) },
  }),
  en: ({ token }, linkTo) => ({
    subject: "Choose the password of your account",
    paragraphs: [
      "An account with this address was asked for more than once, and we cannot tell which request was yours: none of their passwords counts. Choose one with this link, which also confirms your address; it is valid for 24 hours and works once. Earlier links to confirm it are not valid any more.",
      "Your name and that of your organization are those of the last request: check them once you are in.",
      "If it was not you, ignore this mail: nobody can get in without it.",
    ],
    action: { label: "Choose a password", url: linkTo("/reset-password", { token }) },
  }),
};

export const alreadyRegistered: Template<Nothing> = {
  es: (_, linkTo) => ({
    subject: "Ya tenés una cuenta",
    paragraphs: [
      "Alguien, quizás vos, quiso crear una cuenta con esta dirección, que ya tiene una. No cambió nada.",
      "Si olvidaste tu contraseña, podés elegir otra.",
    ],
    action: { label: "Olvidé mi contraseña", url: linkTo("/forgot-password") },
  }),
  en: (_, linkTo) => ({
    subject: "You already have an account",
    paragraphs: [
      "Somebody, perhaps you, tried to create an account with this address, which has one already. Nothing has changed.",
      "If you forgot your password, you can choose another one.",
    ],
    action: { label: "I forgot my password", url: linkTo("/forgot-password") },
  }),
};

export const resetPassword: Template<Token> = {
  es: ({ token }, linkTo) => ({
    subject: "Elegí una contraseña nueva",
    paragraphs: [
      "Pediste cambiar la contraseña que olvidaste. El enlace vale 30 minutos y funciona una sola vez; al usarlo se cierran todas tus sesiones.",
      "Si no fuiste vos, ignorá este correo: tu contraseña sigue siendo la misma.",
    ],
    action: { label: "Elegir contraseña", url: linkTo("/reset-password", { token }) },
  }),
  en: ({ token }, linkTo) => ({
    subject: "Choose a new password",
    paragraphs: [
      "You asked to replace the password that you forgot. The link is valid for 30 minutes and works once; using it ends all your sessions.",
      "If it was not you, ignore this mail: your password stays as it is.",
    ],
    action: { label: "Choose a password", url: linkTo("/reset-password", { token }) },
  }),
};

export const changeEmail: Template<Token> = {
  es: ({ token }, linkTo) => ({
    subject: "Confirmá tu dirección nueva",
    paragraphs: ["Para usar esta dirección en tu cuenta, confirmá que es tuya. El enlace vale una hora y funciona una sola vez."],
    action: { label: "Usar esta dirección", url: linkTo("/verify-email", { token }) },
  }),
  en: ({ token }, linkTo) => ({
    subject: "Confirm your new address",
    paragraphs: ["To use this address in your account, confirm that it is yours. The link is valid for one hour and works once."],
    action: { label: "Use this address", url: linkTo("/verify-email", { token }) },
  }),
};
