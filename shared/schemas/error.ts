import { z } from "@hono/zod-openapi";
import { ERRORS, type ErrorCode, type ErrorType } from "../errors.ts";

const PatchOperation = z
  .union([
    z.object({ op: z.enum(["add", "replace"]), path: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }),
    z.object({ op: z.literal("remove"), path: z.string() }),
  ])
  .openapi("PatchOperation", { example: { op: "replace", path: "/date", value: "2026-11-24" } });

export const Problem = z
  .object({
    param: z.string().nullable().openapi({ description: "Path into the request; null where no field is to blame." }),
    code: z.string().openapi({ description: "Stable. Rules of ARCA's are `arca_` and its number." }),
    arca_code: z.int().optional().openapi({ description: "ARCA's own code." }),
    message: z.string(),
    message_es: z.string(),
    fix: z
      .array(PatchOperation)
      .readonly()
      .optional()
      .openapi({ description: "JSON Patch (RFC 6902) that would repair the body of the request, where it can be computed." }),
  })
  .openapi("Problem");

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];
const types = [...new Set(codes.map((code) => ERRORS[code].type))] as [ErrorType, ...ErrorType[]];

export const ErrorBody = z
  .object({
    error: z.object({
      type: z.enum(types),
      code: z.enum(codes),
      message: z.string(),
      message_es: z.string(),
      param: z.string().optional().openapi({ description: "The field or header to blame; of `forbidden`, the scope that is missing." }),
      errors: z.array(Problem).openapi({ description: "All that is wrong with the request, at once." }),
      arca: z.array(Problem).openapi({ description: "What ARCA itself answered." }),
      retryable: z.boolean().openapi({ description: "The same request, unchanged, may succeed later." }),
      docs_url: z.url(),
      request_id: z.string(),
    }),
  })
  .openapi("Error");
export type ErrorBody = z.infer<typeof ErrorBody>;
