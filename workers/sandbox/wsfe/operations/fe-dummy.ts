import type { Operation } from "../operation.ts";

export const feDummy: Operation = {
  open: true,
  run: () => "<AppServer>OK</AppServer><DbServer>OK</DbServer><AuthServer>OK</AuthServer>",
};
