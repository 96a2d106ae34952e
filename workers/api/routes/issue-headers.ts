import { z } from "@hono/zod-openapi";

/** What the key looks like is checked with the body, so that both are told in one answer. */
export const IdempotencyKeyHeader = z
  .string()
  .optional()
  .openapi({
    param: {
      description:
        "Repeating a request with the same key and body gives the same invoice, never a second one. 1 to 255 printable ASCII characters.",
    },
    minLength: 1,
    maxLength: 255,
    pattern: "^[\\u0020-\\u007e]*$",
    example: "pedido-1234",
  });
