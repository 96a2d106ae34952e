import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode } from "../../shared/errors.ts";
import { apiWith } from "../support/organization.ts";

const { send, get } = apiWith();
const page = async (path: string) => {
  const response = await send("GET", path);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe("/docs", () => {
  test("runs our own copy of the reference and nothing else", async () => {
    const { status, headers, text } = await page("/docs");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/html/);
    const policy = headers.get("content-security-policy") ?? "";
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).toContain("connect-src 'self'");
    const scripts = [...text.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
    expect(scripts).toHaveLength(2);
    expect(scripts.every((attributes) => attributes?.includes(`nonce="${nonce}"`))).toBe(true);
    expect([...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address)).toEqual(["/assets/scalar.js"]);
    expect(text).not.toMatch(/https?:\/\//);
    expect(text).toMatch(/"withDefaultFonts": false/);
    expect(text).toMatch(/"telemetry": false/);
  });

  test("has a nonce of its own each time", async () => {
    const policies = [await page("/docs"), await page("/docs")].map(({ headers }) => headers.get("content-security-policy"));
    expect(policies[0]).not.toBe(policies[1]);
  });
});

describe("/docs/errors", () => {
  test("lists every code", async () => {
    const { status, text } = await page("/docs/errors");
    expect(status).toBe(200);
    for (const code of Object.keys(ERRORS)) expect(text).toContain(`href="/docs/errors/${code}"`);
  });

  test.each(Object.keys(ERRORS) as ErrorCode[])("/%s says it in both languages, without script", async (code) => {
    const { status, headers, text } = await page(`/docs/errors/${code}`);
    expect(status).toBe(200);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*; style-src 'unsafe-inline'$/);
    for (const said of [ERRORS[code].en, ERRORS[code].es]) expect(text).toContain(said.replaceAll("'", "&#39;"));
    expect(text).not.toContain("<script");
  });

  test.each(["nonsense", "toString", "<script>alert(1)"])("/%s is no code", async (code) => {
    const { status, text } = await page(`/docs/errors/${encodeURIComponent(code)}`);
    expect(status).toBe(404);
    expect(text).toContain("No existe ese código de error.");
    expect(text).not.toContain("alert(1)");
  });

  test("is where an error says that it is", async () => {
    const { body } = await get("/v1/issuers");
    expect(body.error.docs_url).toBe("http://api.test/docs/errors/unauthorized");
    expect((await page(new URL(body.error.docs_url).pathname)).status).toBe(200);
  });
});
