const rows = 2_000
const times = 10

/** Columns of the practice file by those of complaints. */
export const practiceColumns = {
  complaint_id: 'id',
  received_at: 'received',
  closed_at: 'closed',
  status: 'status',
  address: 'address',
  lon: 'longitude',
  lat: 'latitude',
  category: 'ward',
} as const

/**
 * A CSV of made-up complaints, 2 MB: a worker that went through it once has loaded its code, and the browser has
 * compiled what will be slow.
 */
export function practiceFile(): File {
  const lines = Array.from({ length: rows }, (_, i) =>
    [
      `P-${String(i).padStart(8, '0')}`,
      `2024-01-${10 + (i % 20)} 10:${10 + (i % 50)}:00`,
      `2024-02-${10 + (i % 19)}`,
      ['open', 'closed', 'other'][i % 3],
      `"${i} W ${i % 130}TH ST, PRACTICE"`,
      i % 50,
      (41 + i / 1e4).toFixed(12),
      (-87 - i / 1e4).toFixed(12),
      `What was said, number ${i} of many`,
    ].join(','),
  )
  const text = `${lines.join('\n')}\n`
  const header = 'id,received,closed,status,address,ward,latitude,longitude,description\n'
  return new File([header, ...Array.from({ length: times }, () => text)], 'practice.csv')
}
