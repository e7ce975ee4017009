import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Published, readPublished } from '../plan/files'
import type { Commitment, DrawRecord, PlanFile } from '../plan/record'
import { verifyDraw } from '../plan/verify'
import { RiskError } from '../risk/faults'
import { pathOf, runCommand, UsageError } from './args'
import { isMain } from './files'

const usage = `Usage: npm run -s verify-draw -- PLAN.json COMMITMENT.json RECORD.json
The three files that were published with a draw, in any order: the rosters and rules, the commitment, the record.
Draws again and compares everything; the exit code is 1 where something does not hold.`

/** Verifies a published draw and prints a line for each check. Resolves to whether all of them hold. */
export async function runVerifyDraw(args: readonly string[], print: (line: string) => void): Promise<boolean> {
  const unknown = args.find(arg => arg.startsWith('-'))
  if (args.length !== 3 || unknown !== undefined)
    throw new UsageError(unknown ? `${unknown} is not known\n${usage}` : usage)
  const files: { -readonly [Kind in keyof Files]?: Files[Kind] } = {}
  for (const path of args) {
    const { kind, value } = await published(path)
    if (files[kind] !== undefined) throw new UsageError(`${path}: a second file of the kind "${kind}"\n${usage}`)
    Object.assign(files, { [kind]: value })
  }
  const { plan, commitment, record } = files
  if (plan === undefined || commitment === undefined || record === undefined) throw new UsageError(usage)
  const findings = verifyDraw(plan, commitment, record)
  for (const { holds, message } of findings) print(`${holds ? 'ok  ' : 'NOT '} ${message}`)
  const failed = findings.filter(({ holds }) => !holds).length
  print(failed === 0 ? 'The draw is as published.' : `${failed} of ${findings.length} checks do not hold.`)
  return failed === 0
}

interface Files {
  readonly plan: PlanFile
  readonly commitment: Commitment
  readonly record: DrawRecord
}

async function published(path: string): Promise<Published> {
  try {
    return readPublished(await readFile(pathOf(path), 'utf8'), basename(path))
  } catch (error) {
    // What is wrong with a file names the file and its field already.
    if (error instanceof RiskError) throw new UsageError(error.message)
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

if (isMain(import.meta.url))
  await runCommand(async () => {
    if (!(await runVerifyDraw(process.argv.slice(2), line => console.log(line)))) process.exitCode = 1
  })
