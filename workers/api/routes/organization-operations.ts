import { createRoute, z } from "@hono/zod-openapi";
import { problem } from "../../../shared/problems.ts";
import { Organization, OrganizationInput, Removed, TransferInput } from "../../../shared/schemas/organization.ts";
import { pageOf } from "../../../shared/schemas/page.ts";
import { DELETED_ORGANIZATION, MEMBER, ORGANIZATION } from "../organization-examples.ts";
import { pageExample } from "../examples.ts";
import { BODY_ERRORS, errors, LOCATION, NO_BODY_ERRORS, REQUEST_ID, success, userErrors } from "../responses.ts";
import { idParam, json } from "../router.ts";

const tags = ["Organizations"];
const organization = { organization: { summary: "One of yours", value: ORGANIZATION } };
const deleted = { deleted: { summary: "For thirty days it can be restored", value: DELETED_ORGANIZATION } };
const NAME_MISSING = { invalid_request: { problems: [problem("name", "required")] } };
const OF_PATH = { not_found: { param: "id" } };
/** Of what asks for a fresh sign-in. */
const SENSITIVE = { ...OF_PATH, step_up_required: {} };
const params = idParam(ORGANIZATION.id);
const named = {
  required: true,
  ...json(OrganizationInput, "Its name.", { name: { summary: "A name", value: { name: ORGANIZATION.name } } }),
};

export const list = createRoute({
  method: "get",
  path: "/v1/organizations",
  operationId: "listOrganizations",
  summary: "List my organizations",
  description: "All that whoever is signed in is a member of, also those that are being deleted.",
  tags,
  responses: {
    200: success(pageOf(Organization), "They fit one page.", { page: { summary: "One organization", value: pageExample(ORGANIZATION) } }),
    ...userErrors(),
  },
});

export const create = createRoute({
  method: "post",
  path: "/v1/organizations",
  operationId: "createOrganization",
  summary: "Create an organization",
  description: "Who creates it is its owner. Nobody owns more than 20.",
  tags,
  request: { body: named },
  responses: {
    201: success(Organization, "The organization.", organization, LOCATION),
    ...userErrors({ ...BODY_ERRORS, ...NAME_MISSING, quota_exceeded: { problems: [problem(null, "organizations_full", { limit: 20 })] } }),
  },
});

export const get = createRoute({
  method: "get",
  path: "/v1/organizations/{id}",
  operationId: "getOrganization",
  summary: "Get an organization",
  description: "One that you are a member of.",
  tags,
  request: { params },
  responses: { 200: success(Organization, "The organization.", { ...organization, ...deleted }), ...errors(null, OF_PATH) },
});

export const update = createRoute({
  method: "patch",
  path: "/v1/organizations/{id}",
  operationId: "updateOrganization",
  summary: "Rename an organization",
  description: "By an owner or admin.",
  tags,
  request: { params, body: named },
  responses: {
    200: success(Organization, "The organization.", organization),
    ...errors(null, { ...BODY_ERRORS, ...SENSITIVE, ...NAME_MISSING }),
  },
});

export const transfer = createRoute({
  method: "post",
  path: "/v1/organizations/{id}/transfer",
  operationId: "transferOrganization",
  summary: "Give an organization to another member",
  description: "He becomes an owner, and you an admin.",
  tags,
  request: {
    params,
    body: { required: true, ...json(TransferInput, "To whom.", { member: { summary: "A member", value: { member: MEMBER.id } } }) },
  },
  responses: {
    200: success(Organization, "The organization, as you see it now.", {
      admin: { summary: "You are an admin now", value: { ...ORGANIZATION, role: "admin" } },
    }),
    ...errors(null, { ...BODY_ERRORS, ...SENSITIVE, last_owner: {}, invalid_request: { problems: [problem("member", "member_unknown")] } }),
  },
});

export const leave = createRoute({
  method: "post",
  path: "/v1/organizations/{id}/leave",
  operationId: "leaveOrganization",
  summary: "Leave an organization",
  description: "You are no member any more. The last owner cannot leave.",
  tags,
  request: { params },
  responses: {
    200: success(Removed, "You have left.", { left: { summary: "You", value: { id: MEMBER.id, object: "member", deleted: true } } }),
    ...errors(null, { ...NO_BODY_ERRORS, ...SENSITIVE, last_owner: {} }),
  },
});

export const remove = createRoute({
  method: "delete",
  path: "/v1/organizations/{id}",
  operationId: "deleteOrganization",
  summary: "Delete an organization",
  description:
    "By an owner. From now on nobody gets in, nor any key of it; within thirty days an owner can restore it, and then all that it has is gone.",
  tags,
  request: { params },
  responses: { 200: success(Organization, "It is being deleted.", deleted), ...errors(null, SENSITIVE) },
});

export const restore = createRoute({
  method: "post",
  path: "/v1/organizations/{id}/restore",
  operationId: "restoreOrganization",
  summary: "Restore an organization",
  description: "One that is being deleted, by an owner, within thirty days.",
  tags,
  request: { params },
  responses: { 200: success(Organization, "It is back.", organization), ...errors(null, { ...NO_BODY_ERRORS, ...SENSITIVE }) },
});

/** Any string: the library would take its name for JSON. */
const NDJSON: string = "application/x-ndjson";
const EXPORT = `${JSON.stringify({ type: "organization", ...ORGANIZATION })}\n${JSON.stringify({ type: "end", lines: 1 })}\n`;

export const download = createRoute({
  method: "get",
  path: "/v1/organizations/{id}/export",
  operationId: "exportOrganization",
  summary: "Take an organization's data away",
  description: [
    "All that it has, in both modes, as lines of JSON: members, invitations, what API keys may do, issuers, certificates, invoices, and the",
    "audit log with what verifies its chain, and under which names its anchors lie. The last line is",
    '`{"type": "end", "lines"}`: without it the download broke off. No secret is among it.',
    "By an owner; also while it is being deleted.",
  ].join(" "),
  tags,
  request: { params },
  responses: {
    200: {
      description: "Lines of JSON, each with its `type`.",
      headers: REQUEST_ID,
      content: { [NDJSON]: { schema: z.string(), examples: { empty: { summary: "One that has nothing yet", value: EXPORT } } } },
    },
    ...errors(null, SENSITIVE),
  },
});
