import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import { languages, resources } from '../i18n/resources'

const prefix = 'virtual:messages/'

/**
 * The messages as modules, by language and in two parts: `virtual:messages/zh/first` has what the modules can say that
 * `entry` imports at once, `virtual:messages/zh/rest` everything else. Nobody keeps a list of what is first: it is read
 * from the code.
 */
export function messageParts(root: string, entry: string): Plugin {
  return {
    name: 'message-parts',
    resolveId: id => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      const [language, part] = id.startsWith(`\0${prefix}`) ? id.slice(prefix.length + 1).split('/') : []
      const known = languages.find(each => each === language)
      if (known === undefined) return undefined
      const all = Object.entries(resources(known))
      const said = keysSaid(staticImports(root, entry).map(file => readFileSync(file, 'utf8')))
      return `export default ${JSON.stringify(Object.fromEntries(all.filter(([key]) => said(key) === (part === 'first'))))}`
    },
  }
}

/** Whether some of the sources can say a message: by its key in quotes, or by a template that makes it. */
export function keysSaid(sources: readonly string[]): (key: string) => boolean {
  const source = sources.join('\n')
  const quoted = new Set([...source.matchAll(/['"]([a-zA-Z]+\.[\w.~-]+)['"]/g)].map(([, key]) => key))
  // `app.${key}.title` may be any key with one word in place of the hole.
  const made = [...source.matchAll(/`([a-zA-Z]+\.(?:[\w.-]|\$\{[^}]*\})+)`/g)]
    .map(([, template = '']) => template.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.')))
    .map(parts => new RegExp(`^${parts.join('[\\w~-]+')}$`))
  return key => quoted.has(key) || made.some(pattern => pattern.test(key))
}

/** The source files that a file imports before it runs, itself first; neither types nor what is imported when it is needed. */
export function staticImports(root: string, entry: string): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, clause = '', target = ''] of text.matchAll(
      /^(?:import|export)\s([^'"`;]*?)\sfrom\s+'(\.[^']+)'/gms,
    )) {
      const next = isTypes(clause) ? undefined : fileOf(join(dirname(file), target))
      if (next !== undefined) visit(next)
    }
  }
  visit(join(root, entry))
  return [...found]
}

/** `type X`, or a list of which every name is a type. */
function isTypes(clause: string): boolean {
  if (/^type\s/.test(clause)) return true
  const names = /^\{([\s\S]*)\}$/.exec(clause.trim())?.[1]
  return names?.split(',').every(name => name.trim() === '' || name.trim().startsWith('type ')) ?? false
}

const fileOf = (path: string): string | undefined =>
  [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find(file => existsSync(file))
