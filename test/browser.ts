import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

const MAC_PATHS = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  name => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const WINDOWS_PATHS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
]

/**
 * The Chromium, Chrome or Edge to test in: `CHROME_PATH`, else one that is installed, else Debian's own package where
 * this user may install it. Rejects with a message that says what to do.
 */
export async function findBrowser(): Promise<string> {
  const stated = process.env.CHROME_PATH
  if (stated) {
    if (existsSync(stated)) return stated
    throw new Error(
      `CHROME_PATH: there is no file ${stated}; give the full path of Chromium, Chrome or Edge, or unset it`,
    )
  }
  const found = installedBrowser() ?? (installDebianChromium() ? installedBrowser() : undefined)
  if (found) return found
  throw new Error(
    [
      'No Chromium, Chrome or Edge was found, and none could be installed. Do one of these:',
      '  Debian, Ubuntu   as root: apt-get update && apt-get install -y chromium',
      '  macOS, Windows   install Chrome or Edge in its usual place',
      '  anywhere         CHROME_PATH=/full/path/of/the/browser npm test',
    ].join('\n'),
  )
}

/** Starts a headless browser without background traffic. `args` come last. */
export async function launch(args: readonly string[] = []): Promise<Browser> {
  const root = process.getuid?.() === 0
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: true,
    args: [
      // Chromium's sandbox refuses to run as root.
      ...(root ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  })
}

function installedBrowser(): string | undefined {
  const candidates: Partial<Record<NodeJS.Platform, () => string[]>> = {
    darwin: () => MAC_PATHS,
    win32: () =>
      [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
        .filter(folder => folder !== undefined)
        .flatMap(folder => WINDOWS_PATHS.map(path => join(folder, ...path))),
  }
  const paths = candidates[process.platform] ?? namesInPath
  return paths().find(path => existsSync(path))
}

function namesInPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  return LINUX_NAMES.flatMap(name => folders.map(folder => join(folder, name)))
}

/** Whether the package was installed. False where there is no apt-get, or no right to use it without a password. */
function installDebianChromium(): boolean {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return false
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const run = (...command: string[]) => {
    const [program = '', ...args] = [...sudo, ...command]
    return spawnSync(program, args, { stdio: 'inherit', timeout: 300_000 }).status === 0
  }
  console.log('no browser found: installing the package chromium …')
  return run('apt-get', 'update') && run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium')
}
