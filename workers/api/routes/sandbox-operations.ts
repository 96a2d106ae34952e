import { createRoute } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import {
  SandboxCertificate,
  SandboxCertificateInput,
  SandboxClock,
  SandboxClockInput,
  SandboxFaults,
  SandboxFaultsInput,
  SandboxReset,
} from "../../../shared/schemas/sandbox.ts";
import { BODY_ERRORS, errors, success } from "../responses.ts";
import { json } from "../router.ts";
import {
  ADVANCE_CLOCK,
  CERTIFICATE_INPUT,
  CLOCK,
  CSR_INPUT,
  FAULTS,
  FAULTS_INPUT,
  MADE,
  NO_FAULTS,
  REAL_CLOCK,
  RESET,
  SET_CLOCK,
  SIGNED,
} from "./sandbox-examples.ts";

const tags = ["Sandbox"];
const READ = "Of test mode only. Needs `issuers:read`.";
const WRITE = "Of test mode only. Needs `issuers:write`.";

export const setFaults = createRoute({
  method: "put",
  path: "/v1/sandbox/faults",
  operationId: "setSandboxFaults",
  summary: "Make things go wrong",
  description: `Says which requests to ARCA's services in your sandbox go wrong, and how, in the place of what was set before. For your own invoices and for SOAP clients with your certificates alike. ${WRITE}`,
  tags,
  request: {
    body: {
      required: true,
      ...json(SandboxFaultsInput, "The faults.", { faults: { summary: "A lost answer, and a slow ARCA", value: FAULTS_INPUT } }),
    },
  },
  responses: {
    200: success(SandboxFaults, "What will go wrong.", { faults: { summary: "None of them has happened yet", value: FAULTS } }),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      invalid_request: { problems: [problem("faults[0].operation", "sandbox_operation_unknown"), problem("faults[0].kind", "required")] },
    }),
  },
});

export const getFaults = createRoute({
  method: "get",
  path: "/v1/sandbox/faults",
  operationId: "getSandboxFaults",
  summary: "See what is still to go wrong",
  description: `\`count\` is what is left of it. ${READ}`,
  tags,
  responses: {
    200: success(SandboxFaults, "What will go wrong.", {
      faults: { summary: "Two faults", value: FAULTS },
      none: { summary: "Nothing", value: NO_FAULTS },
    }),
    ...errors("issuers:read"),
  },
});

export const clearFaults = createRoute({
  method: "delete",
  path: "/v1/sandbox/faults",
  operationId: "clearSandboxFaults",
  summary: "Let nothing go wrong any more",
  description: WRITE,
  tags,
  responses: {
    200: success(SandboxFaults, "Nothing will go wrong.", { none: { summary: "Nothing", value: NO_FAULTS } }),
    ...errors("issuers:write"),
  },
});

export const setClock = createRoute({
  method: "put",
  path: "/v1/sandbox/clock",
  operationId: "setSandboxClock",
  summary: "Move the test clock",
  description: `The sandbox of your organization has a clock of its own, which runs on from where you put it. Dates of invoices, ARCA's rules and tickets go by it. ${WRITE}`,
  tags,
  request: {
    body: {
      required: true,
      ...json(SandboxClockInput, "Where to.", {
        now: { summary: "To an instant", value: SET_CLOCK },
        advance: { summary: "A day on", value: ADVANCE_CLOCK },
      }),
    },
  },
  responses: {
    200: success(SandboxClock, "What it shows now.", { clock: { summary: "On 1 December", value: CLOCK } }),
    ...errors("issuers:write", { ...BODY_ERRORS, invalid_request: { problems: [problem("now", "clock_range")] } }),
  },
});

export const getClock = createRoute({
  method: "get",
  path: "/v1/sandbox/clock",
  operationId: "getSandboxClock",
  summary: "Read the test clock",
  description: READ,
  tags,
  responses: {
    200: success(SandboxClock, "What it shows.", {
      clock: { summary: "It was set", value: CLOCK },
      real: { summary: "It was not", value: REAL_CLOCK },
    }),
    ...errors("issuers:read"),
  },
});

export const resetClock = createRoute({
  method: "delete",
  path: "/v1/sandbox/clock",
  operationId: "resetSandboxClock",
  summary: "Go back to the real time",
  description: WRITE,
  tags,
  responses: {
    200: success(SandboxClock, "The real time.", { real: { summary: "Not set", value: REAL_CLOCK } }),
    ...errors("issuers:write"),
  },
});

export const createCertificate = createRoute({
  method: "post",
  path: "/v1/sandbox/certificates",
  operationId: "createSandboxCertificate",
  summary: "Get a certificate for a SOAP client",
  description: `Signs a CSR, or makes key and certificate, for any CUIT. With it any client of ARCA's logs in at \`/sandbox/arca/ws/services/LoginCms\` of this address and finds your organization's sandbox. ${WRITE}`,
  tags,
  request: {
    body: {
      required: true,
      ...json(SandboxCertificateInput, "For whom.", {
        key: { summary: "The key is made, too", value: CERTIFICATE_INPUT },
        csr: { summary: "For a key of yours", value: CSR_INPUT },
      }),
    },
  },
  responses: {
    201: success(SandboxCertificate, "The certificate.", {
      key: { summary: "With its key", value: MADE },
      csr: { summary: "Of your CSR", value: SIGNED },
    }),
    ...errors("issuers:write", {
      ...BODY_ERRORS,
      invalid_request: { problems: [problem("cuit", "cuit_check_digit"), problem("csr", "csr_invalid")] },
    }),
  },
});

export const reset = createRoute({
  method: "delete",
  path: "/v1/sandbox",
  operationId: "resetSandbox",
  summary: "Begin anew",
  description: `Forgets everything that your organization's sandbox has authorized, your invoices of it too, and its faults and clock. Issuers and certificates stay; every lane begins with number 1 again. ${WRITE}`,
  tags,
  responses: {
    200: success(SandboxReset, "It has begun anew.", { sandbox: { summary: "Empty", value: RESET } }),
    ...errors("issuers:write"),
  },
});
