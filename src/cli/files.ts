import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder, absolute. */
export const projectRoot = resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** Files under the paths of `root` (files or folders; absent ones give none): relative, with `/`, sorted by code point. */
export function filesUnder(root: string, paths: readonly string[]): string[] {
  const found = paths.flatMap(path => {
    const absolute = join(root, path)
    if (!existsSync(absolute)) return []
    if (statSync(absolute).isFile()) return [path]
    return (
      readdirSync(absolute, { recursive: true, withFileTypes: true })
        // A folder of tests may have packages of its own.
        .filter(entry => entry.isFile() && !/(^|[\\/])node_modules([\\/]|$)/.test(entry.parentPath.slice(root.length)))
        .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    )
  })
  return found.map(path => path.replaceAll('\\', '/')).sort((a, b) => (a < b ? -1 : 1))
}

/** SHA-256 (hex) over the names and texts of files; line ends count as \n, so that a checkout on Windows agrees. */
export function hashTexts(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of filesUnder(root, paths)) {
    hash.update(`${path}\0${readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')}\0`)
  }
  return hash.digest('hex')
}

/** True in the file that Node was started with: `if (isMain(import.meta.url)) …`. */
export function isMain(moduleUrl: string): boolean {
  const started = process.argv[1]
  return (
    started !== undefined && existsSync(started) && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl))
  )
}
