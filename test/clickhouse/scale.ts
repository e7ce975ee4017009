import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { cityIsCurrent, generateCity } from '../../data/generate'
import { parseOptions, pathOf, runCommand } from '../../src/cli/args'
import { writtenFor } from '../../src/engine/dialect'
import { raw, type Sql } from '../../src/engine/sql'
import type { Choices } from '../../src/filters/filters'
import { overviewQuestions, questionsOf, settingOf } from '../../src/queries/overview'
import { keepCounts } from '../../src/queries/sums'
import { spelledOut } from '../../src/risk/kept'
import { choicesEach, choicesOf } from '../bench/links/choices'
import { linkKinds } from '../bench/links/kinds'
import { median } from '../bench/result'
import { inBoth } from './cities'

/*
 * The overview's answers through the endpoint at many complaints: those of the sample city, again and again, each time some
 * days earlier and with an id of their own, made by the engine itself. Run by `npm run bench:clickhouse`.
 */

async function main(args: readonly string[]): Promise<void> {
  const { rows = '100000000', city } = parseOptions(args, { rows: { type: 'string' }, city: { type: 'string' } })
  const folder =
    city === undefined ? path.join(mkdtempSync(path.join(tmpdir(), 'supervision-scale-')), 'city') : pathOf(city)
  if (!cityIsCurrent(folder)) await generateCity({ out: folder })
  const both = await inBoth(folder)
  try {
    const { duckdb, clickhouse, endpoint, release } = both
    const { profile } = duckdb
    const copies = Math.max(1, Math.round(Number(rows) / profile.rows.complaints)) - 1
    const columns = (await clickhouse.rows(
      raw("SELECT name FROM system.columns WHERE database = 'supervision' AND table = 'complaints' ORDER BY position"),
    )) as { name: string }[]
    const made = columns.map(({ name }) => {
      if (name === 'complaint_id') return `concat(c.complaint_id, '~', toString(n.number)) AS complaint_id`
      // Days as they are distributed, some of them years earlier; the last day stays the last.
      if (/_(on|at)$/.test(name))
        return `CAST(c."${name}" - toIntervalDay(n.number % 730) AS ${name.endsWith('_on') ? 'Nullable(Date32)' : "Nullable(DateTime64(6, 'UTC'))"}) AS "${name}"`
      return `c."${name}" AS "${name}"`
    })
    const began = performance.now()
    const atOnce = 40
    for (let from = 1; from <= copies; from += atOnce) {
      const many = Math.min(atOnce, copies + 1 - from)
      await endpoint.run(
        `INSERT INTO supervision.complaints SELECT ${made.join(', ')} FROM numbers(${from}, ${many}) n CROSS JOIN (SELECT * FROM supervision.complaints WHERE NOT match(coalesce(complaint_id, ''), '~[0-9]+$') OR complaint_id IS NULL LIMIT ${profile.rows.complaints}) c SETTINGS max_insert_threads = 1`,
      )
      console.error(`${from + many} of ${copies + 1} copies, ${Math.round((performance.now() - began) / 1000)} s`)
    }
    const seconds = (performance.now() - began) / 1000
    // As a server does by itself in the background.
    for (const name of release.derived)
      if (name.startsWith('counts_')) await endpoint.run(`OPTIMIZE TABLE supervision."${name}" FINAL`)
    const [size] = (await clickhouse.rows(
      raw(
        "SELECT CAST(sum(rows) AS DOUBLE) AS rows, CAST(sum(bytes_on_disk) AS DOUBLE) AS bytes FROM system.parts WHERE database = 'supervision' AND table = 'complaints' AND active",
      ),
    )) as { rows: number; bytes: number }[]
    const [counted] = (await clickhouse.rows(
      raw(
        "SELECT CAST(sum(rows) AS DOUBLE) AS rows, CAST(sum(bytes_on_disk) AS DOUBLE) AS bytes FROM system.parts WHERE database = 'supervision' AND startsWith(table, 'counts_') AND active",
      ),
    )) as { rows: number; bytes: number }[]
    console.log(
      `${size?.rows} complaints (${((size?.bytes ?? 0) / (size?.rows ?? 1)).toFixed(1)} bytes each on disk), made in ${seconds.toFixed(0)} s; counts: ${counted?.rows} rows, ${((counted?.bytes ?? 0) / 1e6).toFixed(1)} MB; ${cpus().length} cores (${cpus()[0]?.model}), ${Math.round(totalmem() / 2 ** 30)} GB`,
    )
    // One pass over all rows by region and month, three counts: what a core reads in a second.
    const passes: number[] = []
    for (let i = 0; i < 4; i++) {
      const start = performance.now()
      await clickhouse.rows(
        raw(
          "SELECT region_code, date_trunc('month', received_on) AS m, CAST(count(*) AS DOUBLE) AS n, CAST(countIf(status = 'closed') AS DOUBLE) AS c, CAST(countIf(closed_on > due_on) AS DOUBLE) AS l FROM supervision.complaints GROUP BY region_code, m",
        ),
      )
      passes.push(performance.now() - start)
    }
    const pass = median(passes.slice(1))
    console.log(
      `one pass over all rows by region and month: ${Math.round(pass)} ms, ${((size?.rows ?? 0) / pass / cpus().length / 1000).toFixed(1)} million rows a second and core`,
    )
    const setting = settingOf(profile)
    let received = 0
    const ask = async (choices: Choices, kept: boolean): Promise<number> => {
      const many = kept ? Number.MAX_SAFE_INTEGER : 0
      keepCounts({ permits: many, inspections: many, complaints: many })
      const questions = writtenFor('clickhouse', () =>
        questionsOf(overviewQuestions(choices, setting)).map((query: Sql) =>
          spelledOut(query, name => release.derived.has(name)),
        ),
      )
      const start = performance.now()
      const before = endpoint.seen.bytes
      await Promise.all(questions.map(query => clickhouse.rows(query)))
      received = endpoint.seen.bytes - before
      return performance.now() - start
    }
    console.log(
      '| ms, all answers of the overview | first | median of the later ones | without kept counts, median of 3 | KB received |\n| --- | ---: | ---: | ---: | ---: |',
    )
    for (const kind of linkKinds) {
      const times: number[] = []
      for (let i = 0; i < choicesEach; i++) times.push(await ask(choicesOf(kind, i, profile), true))
      const bytes = received
      const plain: number[] = []
      for (let i = 0; i < 3; i++) plain.push(await ask(choicesOf(kind, i + 3, profile), false))
      const [first = Number.NaN, ...later] = times
      console.log(
        `| ${kind} | ${Math.round(first)} | ${Math.round(median(later))} | ${Math.round(median(plain))} | ${(bytes / 1000).toFixed(0)} |`,
      )
    }
  } finally {
    await both.close()
    if (city === undefined) rmSync(path.dirname(folder), { recursive: true, force: true })
  }
}

await runCommand(() => main(process.argv.slice(2)))
