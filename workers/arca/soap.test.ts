import { expect, test } from "vitest";
import { callSoap, type Send } from "./soap.ts";

const ENVELOPE = (body: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
const FAULT = (code: string, text: string): string =>
  ENVELOPE(
    `<soap:Fault><faultcode xmlns:ns1="http://xml.apache.org/axis/">${code}</faultcode><faultstring>${text}</faultstring></soap:Fault>`,
  );

const call = (send: Send, timeoutMs = 1_000) =>
  callSoap({ send, url: "https://arca.example/service", action: "urn:Op", operation: "Op", body: "<Op/>", timeoutMs });
const answering =
  (body: BodyInit | null, status = 200): Send =>
  async () =>
    new Response(body, { status });

test("posts SOAP 1.1 and returns the child of the body", async () => {
  const seen: Request[] = [];
  const answer = await call(async (request) => {
    seen.push(request);
    return new Response(ENVELOPE("<OpResponse><a>1</a></OpResponse>"));
  });
  expect(answer).toMatchObject({ name: "OpResponse", children: [{ name: "a", text: "1" }] });
  const [request] = seen;
  expect(request?.method).toBe("POST");
  expect(request?.headers.get("soapaction")).toBe('"urn:Op"');
  expect(request?.headers.get("content-type")).toBe("text/xml; charset=utf-8");
  expect(request?.redirect).toBe("manual");
  expect(await request?.text()).toContain("<soap:Body><Op/></soap:Body>");
});

test("keeps characters that fall across chunks", async () => {
  const bytes = new TextEncoder().encode(ENVELOPE("<r>ñandú</r>"));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  expect((await call(answering(body))).text).toBe("ñandú");
});

test.each([
  ["ns1:coe.alreadyAuthenticated", "coe.alreadyAuthenticated", "unknown"],
  ["soap:Client", "Client", "not_sent"],
  ["soap:Server", "Server", "unknown"],
])("a fault %s keeps its code", async (wire, code, certainty) => {
  const fault = { code, text: "No es válido" };
  await expect(call(answering(FAULT(wire, "No es v&#xE1;lido"), 500))).rejects.toMatchObject({
    code: "soap_fault",
    certainty,
    operation: "Op",
    fault,
  });
});

test("a fault of SOAP 1.2", async () => {
  const body = ENVELOPE(
    '<s:Fault xmlns:s="urn:s"><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text>no</s:Text></s:Reason></s:Fault>',
  );
  await expect(call(answering(body, 500))).rejects.toMatchObject({ fault: { code: "Sender", text: "no" }, certainty: "not_sent" });
});

test.each([
  ["an empty 200", "", 200, "malformed_answer", "unknown"],
  ["HTML with 200", "<html><body><h1>Mantenimiento</h1></body></html>", 200, "malformed_answer", "unknown"],
  ["a balancer's text", "BL4 Tue, 24 Nov 2026 500", 200, "malformed_answer", "unknown"],
  ["an envelope cut short", ENVELOPE("<OpResponse><a>1</a>").slice(0, -20), 200, "malformed_answer", "unknown"],
  ["an empty body element", ENVELOPE(""), 200, "malformed_answer", "unknown"],
  ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${ENVELOPE("<OpResponse/>")}`, 200, "malformed_answer", "unknown"],
  ["HTML with 503", "<html>Service Unavailable</html>", 503, "http_error", "unknown"],
  ["a 500 without fault", ENVELOPE("<OpResponse/>"), 500, "http_error", "unknown"],
  ["a redirect", null, 302, "http_error", "unknown"],
  ["a 400 without body", null, 400, "http_error", "not_sent"],
  ["an edge that could not shake hands", "error code: 525", 525, "unreachable", "not_sent"],
])("%s", async (_, body, status, code, certainty) => {
  await expect(call(answering(body, status))).rejects.toMatchObject({ name: "ArcaError", code, certainty, operation: "Op" });
});

test("stops reading after 5 MiB", async () => {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
    },
  });
  await expect(call(answering(body))).rejects.toMatchObject({ code: "malformed_answer", certainty: "unknown" });
  expect(pulled).toBeLessThan(10);
});

test("a handler that never answers is a timeout, of which nothing is known", async () => {
  const never = Promise.withResolvers<Response>();
  await expect(call(() => never.promise, 20)).rejects.toMatchObject({ code: "timeout", certainty: "unknown" });
});

test("so is a body that never ends", async () => {
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode("<a>")) });
  await expect(call(answering(body), 20)).rejects.toMatchObject({ code: "timeout", certainty: "unknown" });
});

test("a connection cut in the middle of the answer", async () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("Network connection lost.")) });
  await expect(call(answering(body))).rejects.toMatchObject({ code: "connection_lost", certainty: "unknown" });
});
