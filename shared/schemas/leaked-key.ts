import { z } from "@hono/zod-openapi";
import { check } from "./fields.ts";

const MATCHES = 1_000;
const MAX_LENGTH = 10_000;

const Text = z
  .string()
  .max(MAX_LENGTH)
  .refine((text) => !text.includes("\0"), check("nul_character"));

/** A find of GitHub's secret scanning, in GitHub's own form: what it may gain in future is no fault. */
export const LeakedKey = z
  .object({
    token: Text.openapi({ description: "What was found.", example: "sk_test_arca_" + "0".repeat(38) }),
    type: Text.openapi({ description: "What GitHub calls this kind of secret.", example: "arca_api_key" }),
    url: Text.nullish().openapi({
      description: "Where it was found.",
      example: "https://github.com/octocat/Hello-World/blob/1234560/foo.txt",
    }),
    source: Text.nullish().openapi({ description: "In what it was found.", example: "content" }),
  })
  .openapi("LeakedKey");
export type LeakedKey = z.infer<typeof LeakedKey>;

export const LeakedKeys = z.array(LeakedKey).min(1).max(MATCHES);

/** What GitHub is told of each find. */
export const LeakVerdict = z
  .object({
    token_hash: z.hex().length(64).openapi({ description: "SHA-256 of the token, in hexadecimal." }),
    token_type: z.string(),
    label: z.enum(["true_positive", "false_positive"]).openapi({ description: "Whether it is, or was, a key of this API." }),
  })
  .openapi("LeakVerdict");
export type LeakVerdict = z.infer<typeof LeakVerdict>;
