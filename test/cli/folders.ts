import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/** A long text, so that compressing it pays. */
export const LONG = JSON.stringify({ text: 'permits, inspections and complaints '.repeat(200) })

/** 1,000 bytes that count 0, 1, … 255, 0, …: a range of them tells where it begins. */
export const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))

/** A built app and an extracts folder as the server finds them, in a temporary folder. */
export function makeFolders() {
  const base = mkdtempSync(join(tmpdir(), 'supervision-'))
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(base, path)), { recursive: true })
    writeFileSync(join(base, path), content)
  }
  const script = `export const text = ${LONG}`
  write('dist/index.html', '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>t</title>')
  write('dist/.inputs', 'hidden')
  write('dist/supported.js', '// small')
  write('dist/sw.js', '// small, too')
  write('dist/manifest.webmanifest', '{ "name": "t" }')
  for (const name of ['dist/assets/app-abc123.js', 'dist/assets/worker-abc123.js']) {
    write(name, script)
    write(`${name}.br`, brotliCompressSync(script))
    write(`${name}.gz`, gzipSync(script))
  }
  write('dist/assets/engine-abc123.wasm', Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]))
  write('extracts/catalog.json', LONG)
  write('extracts/answers.json', LONG)
  write('extracts/targets.json', '{}')
  write('extracts/page.html', '<script>alert(1)</script>')
  write('extracts/permits.parquet', BYTES)
  write('extracts/regions/districts.geojson', LONG)
  write('extracts/.hidden.json', '{}')
  write('extracts/.git/config', 'hidden')
  write('secret.json', '{"secret": true}')
  try {
    symlinkSync(join(base, 'secret.json'), join(base, 'extracts', 'link.json'))
  } catch {
    // Windows lets only some users make links; then there is none to follow.
  }
  return {
    root: join(base, 'dist'),
    extracts: join(base, 'extracts'),
    remove: () => rmSync(base, { recursive: true, force: true }),
  }
}
