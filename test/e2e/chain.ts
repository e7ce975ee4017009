import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TableName } from '../../src/schema'
import { tableFile } from '../fixtures/cityFiles'

/** Branches of the chain that is added to a city. */
export const branches = 45
export const chainName = 'Evergreen Kitchen'

const each = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('\n')
const two = (n: number): string => String(n).padStart(2, '0')

/** All branches at one address; the first of them has everything that a business can have against it. */
const tables = (region: string): Readonly<Record<TableName, string>> => ({
  permits: `permit_id | entity_code | entity_name | address | region_code | industry_name | decided_at | valid_to | status | owner_code
${each(branches, i => `CP${two(i)} | CH${two(i)} | ${chainName} ${two(i)} of the long name | 1 Long Street of the Evergreens | ${region} | 餐饮 | 2024-03-05 09:00 | ${i === 0 ? '2025-05-31' : '2027-03-04'} | granted | CHAIN`)}`,
  inspections: `inspection_id | entity_code | entity_name | inspected_on | inspection_type | result | region_code | industry_name | item_name | critical_count | rectify_due_on | rectified_on
${each(12, i => `CI${two(i)} | CH00 | ${chainName} 00 | 2024-${two(i + 1)}-05 | routine | ${i % 3 === 0 ? 'problem' : 'critical'} | ${region} | 餐饮 | Fire | ${i % 3 === 0 ? 0 : 1} | 2024-${two(i + 1)}-20 |`)}`,
  complaints: `complaint_id | entity_code | entity_name | kind | category | received_at | due_at | closed_at | status | region_code | substantiated
${each(9, i => `CC${two(i)} | CH00 | ${chainName} 00 | complaint | Food | 2025-0${1 + (i % 5)}-10 09:00 | 2025-0${1 + (i % 5)}-17 09:00 | | open | ${region} | true`)}`,
})

/** Adds the chain to the folder of a city, as a further file of each table. */
export async function addChain(folder: string): Promise<void> {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const catalogue = read('catalog.json')
  const region = read('subdistricts.geojson').features[0].properties.code
  for (const [table, text] of Object.entries(tables(region))) {
    const file = `chain-${table}.parquet`
    writeFileSync(join(folder, file), await tableFile(table as TableName, text).bytes())
    catalogue.extracts.push({ table, file })
  }
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalogue))
}
