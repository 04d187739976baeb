/** A board, its fields, and what this host's boards can do: one request. */
export const BOARD_QUERY = `
query Board($owner: String!, $number: Int!) {
  boards: __type(name: "ProjectV2") { fields { name args { name } } }
  optionInput: __type(name: "ProjectV2SingleSelectFieldOptionInput") { inputFields { name } }
  repositoryOwner(login: $owner) {
    ... on ProjectV2Owner {
      projectV2(number: $number) {
        id number title url viewerCanUpdate
        fields(first: 100) {
          totalCount
          nodes {
            __typename
            ... on ProjectV2FieldCommon { id name dataType }
            ... on ProjectV2SingleSelectField { options { id name color description } }
            ... on ProjectV2IterationField {
              configuration {
                iterations { id title startDate duration }
                completedIterations { id title startDate duration }
              }
            }
          }
        }
      }
    }
  }
}`;

export interface BoardAnswer {
  readonly boards: { readonly fields: readonly (Named & { readonly args: readonly Named[] })[] } | null;
  readonly optionInput: { readonly inputFields: readonly Named[] } | null;
  readonly repositoryOwner: { readonly projectV2?: ProjectNode | null } | null;
}

interface Named {
  readonly name: string;
}

export interface ProjectNode {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly viewerCanUpdate: boolean;
  readonly fields: { readonly totalCount: number; readonly nodes: readonly (FieldNode | null)[] | null };
}

export interface FieldNode {
  readonly id: string;
  readonly name: string;
  readonly dataType: string;
  readonly options?: readonly OptionNode[];
  readonly configuration?: {
    readonly iterations: readonly IterationNode[];
    readonly completedIterations: readonly IterationNode[];
  };
}

export interface OptionNode {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface IterationNode {
  readonly id: string;
  readonly title: string;
  readonly startDate: string;
  readonly duration: number;
}
