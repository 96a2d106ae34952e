import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { ApiEnv } from "./api-env.ts";
import { invalidRequest } from "./problems.ts";

/** Every resource's routes hang on one of these, so that a request that does not fit its schema is answered in one way. */
export const router = () =>
  new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      // The validator hands on what it validated in `data`, also where that has failed.
      if (!result.success) throw invalidRequest(result.error.issues, "data" in result ? result.data : undefined, c.get("problems"));
    },
  });

export type Examples = Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;

/** A body in JSON, as OpenAPI describes it. */
export const json = <T extends z.ZodType>(schema: T, description: string, examples?: Examples) => ({
  description,
  content: { "application/json": { schema, ...(examples && { examples }) } },
});

/** Parameters of a path that ends in an id. Another kind of text is an object that does not exist, not a fault of form. */
export const idParam = (example: string) => z.object({ id: z.string().openapi({ param: { description: "Id of the object." }, example }) });
