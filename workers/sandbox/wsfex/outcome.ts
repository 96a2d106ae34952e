import type { ArcaMessage } from "../../arca/wsfe/detail.ts";

const NO_EVENT = { EventCode: 0, EventMsg: "Ok" };

/** WSFEXv1 says with every answer that nothing is wrong, and that nothing happened. */
export const OK = { FEXErr: { ErrCode: 0, ErrMsg: "OK" }, FEXEvents: NO_EVENT };

/** Or the one thing that is wrong. */
export const failed = ({ code, message }: ArcaMessage) => ({ FEXErr: { ErrCode: code, ErrMsg: message }, FEXEvents: NO_EVENT });
