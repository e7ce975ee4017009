import { writeFile } from 'node:fs/promises'
import { ExtractError } from '../extracts/source'
import { isDay } from '../filters/days'
import { backtest } from '../risk/backtest/backtest'
import { scoresCsv } from '../risk/backtest/scoresCsv'
import { asOfDay } from '../risk/factsSql'
import { RiskError } from '../risk/faults'
import { scoresAt } from '../risk/score'
import { defaultScorecard } from '../risk/scorecard'
import { parseOptions, pathOf, runCommand, UsageError } from './args'
import { backtestJson, backtestLines } from './backtestLines'
import { isMain } from './files'
import { loadFolder } from './load'

const usage = `Usage: npm run -s backtest -- --extracts DIR --from DAY --to DAY [--score model|scorecard] [--inspector on|off] [--scores FILE.csv] [--json]
How well an order would have worked: learns from outcomes before --from, scores every inspection up to --to as of its own day.`

/** What the options mean. Throws a UsageError that names the option and its value. */
export function backtestOptions(args: readonly string[]) {
  const values = parseOptions(args, {
    extracts: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    score: { type: 'string', default: 'model' },
    inspector: { type: 'string', default: 'on' },
    scores: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const { extracts } = values
  if (extracts === undefined)
    throw new UsageError(`--extracts is missing: give the folder that holds catalog.json\n${usage}`)
  const day = (name: 'from' | 'to'): string => {
    const text = values[name]
    if (text === undefined) throw new UsageError(`--${name} is missing: give a day, YYYY-MM-DD\n${usage}`)
    if (!isDay(text)) throw new UsageError(`--${name}: ${JSON.stringify(text)} is not a day; write YYYY-MM-DD`)
    return text
  }
  const [from, to] = [day('from'), day('to')]
  if (from > to) throw new UsageError(`--from ${from} lies after --to ${to}; exchange them`)
  return {
    extracts,
    from,
    to,
    score: oneOf('score', values.score, ['model', 'scorecard'] as const),
    inspector: oneOf('inspector', values.inspector, ['on', 'off'] as const) === 'on',
    scores: values.scores,
    json: values.json,
  }
}

function oneOf<const Value extends string>(name: string, text: string, values: readonly Value[]): Value {
  const found = values.find(value => value === text)
  if (found === undefined)
    throw new UsageError(`--${name}: ${JSON.stringify(text)} is not known; give ${values.join(' or ')}`)
  return found
}

/** Runs a backtest on a folder of extracts and prints it. */
export async function runBacktest(args: readonly string[], print: (line: string) => void): Promise<void> {
  const options = backtestOptions(args)
  const city = await loadFolder(pathOf(options.extracts)).catch(error => {
    if (error instanceof ExtractError) throw new UsageError(error.message)
    throw error
  })
  try {
    const failed = city.profile.files.find(file => file.error !== null)
    if (failed) throw new UsageError(failed.error ?? failed.file)
    const { asOf } = city.profile
    const found = await backtest(query => city.engine.rows(query), {
      from: options.from,
      to: options.to,
      score: options.score,
      inspector: options.inspector,
      // Every day of a window is asked as a day of the past: states without a date are not read.
      scorecard: day => scoresAt(defaultScorecard, { ...asOfDay(day, asOf), states: false }),
      extracts: city.hashes,
    }).catch(error => {
      if (error instanceof RiskError) throw new UsageError(`${options.extracts}: ${error.message}`)
      throw error
    })
    if (options.scores !== undefined) await writeFile(pathOf(options.scores), scoresCsv(found))
    for (const line of options.json ? [JSON.stringify(backtestJson(found))] : backtestLines(found)) print(line)
  } finally {
    city.engine.close()
  }
}

if (isMain(import.meta.url)) await runCommand(() => runBacktest(process.argv.slice(2), line => console.log(line)))
