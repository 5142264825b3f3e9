// What a document costs, told before it is executed.

export interface Cost {
  /** Rows that it may read from the database, at the most. */
  readonly complexity: number
  /** Fields at its root, at least 1: what the window of a credential is charged. */
  readonly rootFields: number
}
