import type { Template } from "./template.ts";

type Invitation = { readonly organization: string; readonly inviter: string; readonly token: string };

export const invitation: Template<Invitation> = {
  es: ({ organization, inviter, token }, linkTo) => ({
    subject: `${inviter} te invitó a ${organization}`,
    paragraphs: [
      `${inviter} te invitó a ser miembro de ${organization} en ARCA API. El enlace vale siete días, funciona una sola vez y sólo para esta dirección.`,
      "Si no esperabas esta invitación, ignorá este correo.",
    ],
    action: { label: "Aceptar la invitación", url: linkTo("/invitations/accept", { token }) },
  }),
  en: ({ organization, inviter, token }, linkTo) => ({
    subject: `${inviter} has invited you to ${organization}`,
    paragraphs: [
      `${inviter} has invited you to be a member of ${organization} in ARCA API. The link is valid for seven days, works once, and for this address alone.`,
      "If you did not expect this invitation, ignore this mail.",
    ],
    action: { label: "Accept the invitation", url: linkTo("/invitations/accept", { token }) },
  }),
};
