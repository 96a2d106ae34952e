import type { LeakedKey, LeakVerdict } from "../../shared/schemas/leaked-key.ts";

export const LEAKED_KEY = {
  token: `sk_test_arca_${"0".repeat(38)}`,
  type: "arca_api_key",
  url: "https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt",
  source: "content",
} satisfies LeakedKey;

export const LEAK_VERDICT = {
  token_hash: "f2ca1bb6c7e907d06dafe4687e579fce76b37e4e93b7605022da52e6ccc26fd2",
  token_type: "arca_api_key",
  label: "true_positive",
} satisfies LeakVerdict;
