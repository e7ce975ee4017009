/**
 * What can go wrong that whoever works here can do something about, and what is told of each. The page words all of them
 * in both languages (`model.fault.<code>`, with these names filled in); a command line prints the English message.
 */
export const faultParameters = {
  no_inspections: [],
  window_backwards: ['from', 'to'],
  window_empty: ['from', 'to', 'first', 'last'],
  one_outcome: ['from', 'to', 'n', 'critical'],
  train_early: ['before', 'first', 'days'],
  train_one_outcome: ['n', 'critical'],
  replaced: [],
  not_open: [],
  card_field: ['name', 'field'],
  history_field: ['field'],
  file_json: ['file'],
  file_kind: ['file'],
  file_format: ['file'],
  file_field: ['file', 'field'],
  file_edited: ['file', 'seal'],
  file_unsealed: ['file'],
  file_large: ['file', 'size'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FaultCode = keyof typeof faultParameters

/** Days are ISO texts. */
export type FaultTold = Readonly<Record<string, string | number>>

/** `message` is English and says everything; `detail` is what a parser or checker said, which has no translation. */
export class RiskError extends Error {
  override readonly name = 'RiskError'
  constructor(
    readonly code: FaultCode,
    readonly told: FaultTold,
    message: string,
    readonly detail?: string,
  ) {
    super(message)
  }
}

/** The same, with the names checked. */
export const riskError = <Code extends FaultCode>(
  code: Code,
  told: Readonly<Record<(typeof faultParameters)[Code][number], string | number>>,
  message: string,
  detail?: string,
): RiskError => new RiskError(code, told, message, detail)
