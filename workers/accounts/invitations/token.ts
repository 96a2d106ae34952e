/** 256 bits; what the database keeps is its SHA-256. */
export async function newInvitationToken(): Promise<{ readonly token: string; readonly hash: string }> {
  const token = `ait_${crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true })}`;
  return { token, hash: await hashInvitationToken(token) };
}

export const hashInvitationToken = async (token: string): Promise<string> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))).toHex();
