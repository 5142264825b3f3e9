// AnswerBook: the scripted answers and the answers of the model, by operation. Used by test-server.ts.

import type { Answer, OperationInput, OperationName, OperationResult } from './answers.ts'

/** Answers to the variables of a request, which are JSON. Returns the value of the root field, or a failure. */
export type Answering = (variables: string) => unknown

export class AnswerBook {
  readonly #next = new Map<string, Answering[]>()
  readonly #scripted = new Map<string, Answering>()
  readonly #model = new Map<string, Answering>()

  /** The next request only, before `script`. */
  scriptOnce(name: string, answering: Answering): void {
    this.#next.set(name, [...(this.#next.get(name) ?? []), answering])
  }

  script(name: string, answering: Answering): void {
    this.#scripted.set(name, answering)
  }

  model<Name extends OperationName>(
    name: Name,
    answer: (input: OperationInput<Name>) => OperationResult<Name> | Promise<OperationResult<Name>>,
  ): void {
    this.#model.set(name, (variables) => answer(inputOf(variables)))
  }

  /** The scripted answer to the next request, or null. */
  takeScripted(name: string): Answering | null {
    return this.#next.get(name)?.shift() ?? this.#scripted.get(name) ?? null
  }

  modelAnswer(name: string): Answering | null {
    return this.#model.get(name) ?? null
  }

  /** Removes the scripted answers. */
  clear(): void {
    this.#next.clear()
    this.#scripted.clear()
  }
}

export function answering<Name extends OperationName>(answer: Answer<Name>): Answering {
  return (variables) => (isFunction(answer) ? answer(inputOf(variables)) : answer)
}

/** Copies the input, so that a test cannot change what was recorded. */
export function inputOf<Name extends OperationName>(variables: string): OperationInput<Name> {
  const parsed = JSON.parse(variables)
  return 'input' in parsed ? parsed.input : parsed
}

function isFunction<Name extends OperationName>(
  answer: Answer<Name>,
): answer is Extract<Answer<Name>, (input: OperationInput<Name>) => unknown> {
  return typeof answer === 'function'
}
