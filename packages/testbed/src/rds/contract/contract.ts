import * as sdk from "@aws-sdk/client-rds";
import { shapeOf, type Shape, type Written } from "./shape.js";

export interface Action {
  readonly request: Shape;
  readonly answer: Shape;
}

/** What RDS speaks, as the client of AWS knows it: a fake that reads it from there cannot drift from the client. */
export interface RdsContract {
  /** Null: the SDK has no such action. */
  action(name: string): Action | null;
  /** Code on the wire and HTTP status of a fault, as `DBSnapshotNotFoundFault`. @throws Error when the SDK knows none */
  fault(name: string): { readonly code: string; readonly status: number };
}

type Schemas = Readonly<Record<string, Written | undefined>>;

export function loadRdsContract(): RdsContract {
  const schemas = sdk as unknown as Schemas;
  return {
    action: (name) => {
      const schema = /^[A-Z]\w+$/.test(name) ? schemas[`${name}$`] : undefined;
      if (!Array.isArray(schema) || schema[0] !== 9) return null;
      return { request: shapeOf(schema[4] as Written), answer: shapeOf(schema[5] as Written) };
    },
    fault: (name) => {
      const schema = schemas[`${name}$`];
      const traits = Array.isArray(schema) && schema[0] === -3 ? (schema[3] as FaultTraits) : undefined;
      if (traits === undefined) throw new Error(`the SDK knows no ${name}`);
      const [code, status] = traits.awsQueryError ?? [name, traits.httpError];
      return { code, status };
    },
  };
}

interface FaultTraits {
  readonly awsQueryError?: readonly [string, number];
  readonly httpError: number;
}
