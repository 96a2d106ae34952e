import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { newId } from "../../shared/ids.ts";
import { parseKeyRing } from "../platform/seal.ts";
import { toMail } from "./letter.ts";
import { openMail, prepareMail } from "./mailer.ts";
import { type MailKind, TEMPLATES } from "./templates/index.ts";
import type { Template } from "./templates/template.ts";

const keys = parseKeyRing(JSON.stringify({ current: 1, keys: { 1: Buffer.alloc(32, 1).toString("base64") } }));

test("what somebody wrote is text in HTML, and neither a line of a header nor a paragraph", () => {
  const paragraphs = [`<script>"&'</script>`, "Ana\n\nhttps://evil.example\u001B[31m\u202E te invitó", "Si no la esperabas"];
  const mail = toMail("a@b.test", { subject: "Hola\r\nBcc: x@y.test\u202E", paragraphs });
  expect(mail.subject).toBe("Hola Bcc: x@y.test");
  expect(mail.text.split("\n\n").slice(1)).toEqual(["Ana https://evil.example [31m te invitó", "Si no la esperabas", "ARCA API\n"]);
  expect(mail.html).not.toMatch(/\p{Cc}|\u202E/u);
  expect(mail.html).not.toContain("<script>");
  expect(mail.html).toContain("&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;");
});

test("a queued mail is sealed, bound to its row, and opens to what it says", async () => {
  const row = await prepareMail({ keys, newId }, { to: "a@b.test", kind: "reset_password", language: "en", data: { token: "s3cret" } });
  expect(JSON.stringify(row)).not.toContain("s3cret");
  const mail = await openMail(keys, "https://app.test", row);
  expect(mail.links).toEqual(["https://app.test/reset-password?token=s3cret"]);
  expect(mail.text).toContain("https://app.test/reset-password?token=s3cret");
  await expect(openMail(keys, "https://app.test", { ...row, id: newId("mai") })).rejects.toMatchObject({ code: "seal_refused" });
});

test.each(Object.keys(TEMPLATES) as MailKind[])("%s is written in both languages", (kind) => {
  const template = TEMPLATES[kind] as Template<Record<string, string>>;
  const [es, en] = (["es", "en"] as const).map((language) => template[language]({ token: "t" }, (path) => `https://app.test${path}`));
  expect(es?.subject).not.toBe(en?.subject);
  expect(es?.paragraphs.join("")).not.toBe(en?.paragraphs.join(""));
  expect(es?.action?.url).toBe(en?.action?.url);
});
