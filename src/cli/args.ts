import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** What the caller of a command got wrong: its message is all that is shown, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Options = NonNullable<ParseArgsConfig['options']>

/** The options of a command line without positionals. Throws a UsageError that names the unknown or incomplete one. */
export function parseOptions<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const known = Object.keys(options).map(name => `--${name}`)
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}\nknown options: ${known.join(', ')}`,
    )
  }
}

/** A TCP port, 0 (any free one) to 65535. */
export function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new UsageError(`--port: ${JSON.stringify(text)} is not a port; give a whole number from 0 to 65535`)
  }
  return port
}

/** A path as the user typed it: relative to where npm was called (npm itself changes to the package's folder). */
export function pathOf(text: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), text)
}

/** Runs a command: 2 for wrong usage, 1 for a failure; known errors as one message, without a stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    const known = error instanceof UsageError
    console.error(known ? error.message : error)
    process.exitCode = known ? 2 : 1
  }
}
