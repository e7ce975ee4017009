import type { Backtest, Findings, Scored, Warning } from '../risk/backtest/backtest'
import type { Tenth } from '../risk/backtest/metrics'

const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
const number = (value: number | null, decimals = 3): string => (value === null ? '–' : value.toFixed(decimals))
const days = (value: number | null): string =>
  value === null ? '–' : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`

const row = (cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(44) : cell.padStart(i > 3 ? 20 : 14))).join('')

/** What a warning says, in a sentence. */
export function warningText(warning: Warning): string {
  switch (warning.kind) {
    case 'leakage':
      return `AUC ${number(warning.auc)} is above 0.85: on such data that means that features see the outcome`
    case 'few_outcomes':
      return `only ${warning.critical} critical findings in the window: below 200 the figures are uncertain`
    case 'overlap':
      return `the model learned from outcomes up to ${warning.trainedTo}, which is not before ${warning.from}`
    case 'uninspected':
      return 'businesses that were not inspected in the window are unknown: nothing here speaks of them'
    case 'inspectors_missing':
      return `the inspector is missing for ${warning.missing} of ${warning.of} inspections: the model without the inspector term was used`
  }
}

/** A backtest as text to read. */
export function backtestLines(found: Backtest): string[] {
  const name = found.score === 'scorecard' ? 'scorecard' : found.inspector ? 'model with inspector' : 'model'
  const line = (label: string, { firstHalf, daysEarlier, auc }: Findings): string =>
    row([label, percent(firstHalf), days(daysEarlier), number(auc)])
  const interval = ({ aucInterval }: Scored): string =>
    aucInterval === null ? '–' : `${number(aucInterval[0])} to ${number(aucInterval[1])}`
  const { baselines, model } = found
  const says = found.score === 'model' ? 'predicted' : 'mean score'
  const calibration = (tenth: Tenth | undefined): string[] => [
    found.score === 'model' ? percent(tenth?.score ?? null) : number(tenth?.score ?? null, 1),
    percent(tenth?.observed ?? null),
  ]
  return [
    `${found.from} to ${found.to}: ${found.inspections} inspections, ${found.critical} critical`,
    ...(model === null ? [] : [`learned from ${model.training.rows} inspections, ${model.training.critical} critical, ${model.training.from} to ${model.training.to}`]),
    '',
    row(['', 'first half', 'days earlier', 'AUC']),
    line(name, found.asOfDay),
    line(`${name}, frozen at ${found.from}`, found.frozen),
    line('scorecard', baselines.scorecard),
    line('longest unvisited first', baselines.unvisited),
    line('actual order', baselines.actual),
    line('random (expected)', baselines.random),
    '',
    `AUC interval (95 %, bootstrap): ${interval(found.asOfDay)}; frozen ${interval(found.frozen)}`,
    `lift in the top tenth: ${number(found.asOfDay.lift, 2)}; frozen ${number(found.frozen.lift, 2)}`,
    '',
    row(['tenth', 'inspections', says, 'critical', `frozen: ${says}`, 'critical']),
    ...found.asOfDay.tenths.map((tenth, i) =>
      row([String(i + 1), String(tenth.inspections), ...calibration(tenth), ...calibration(found.frozen.tenths[i])]),
    ),
    '',
    ...inspectorLines(found),
    ...found.warnings.map(warning => `note: ${warningText(warning)}`),
  ] // biome-ignore format: a line a line
}

/** Most inspectors in a text. */
const mostInspectors = 12

/** What inspectors find over what is expected at the businesses they visited, the strictest and the most lenient. */
function inspectorLines({ inspectors }: Backtest): string[] {
  if (inspectors.length === 0) return []
  const half = mostInspectors / 2
  const shown =
    inspectors.length <= mostInspectors ? inspectors : [...inspectors.slice(0, half), ...inspectors.slice(-half)]
  return [
    row(['inspectors before the window', 'visits', 'critical', 'expected', 'ratio', '95 %']),
    ...shown.map(({ pseudonym, visits, critical, expected, ratio, interval }) =>
      row([
        `inspector ${pseudonym}`,
        String(visits),
        String(critical),
        number(expected, 1),
        number(ratio, 2),
        interval.map(each => number(each, 2)).join('–'),
      ]),
    ),
    '',
  ]
}

/** A backtest as one JSON value: everything but the single scores. */
export function backtestJson({ outcomes: _outcomes, scores: _scores, model, ...rest }: Backtest): object {
  return { ...rest, training: model?.training ?? null }
}
