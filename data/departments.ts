export const departments = [
  '市场监督管理局',
  '卫生健康委员会',
  '住房和城乡建设局',
  '应急管理局',
  '城市管理局',
  '文化和旅游局',
  '交通运输局',
  '商务局',
  '消防救援支队',
  '教育局',
] as const
export type Department = (typeof departments)[number]

/** Officers by department: their pseudonyms run from 执法员-001 on in this order. */
const OFFICERS: Readonly<Record<Department, number>> = {
  市场监督管理局: 30,
  卫生健康委员会: 8,
  住房和城乡建设局: 4,
  应急管理局: 3,
  城市管理局: 3,
  文化和旅游局: 4,
  交通运输局: 3,
  商务局: 2,
  消防救援支队: 5,
  教育局: 2,
}

/** Pseudonyms of all officers, in the order of their numbers. */
export const allOfficers: readonly string[] = Array.from(
  { length: departments.reduce((sum, department) => sum + OFFICERS[department], 0) },
  (_, i) => `执法员-${String(i + 1).padStart(3, '0')}`,
)

/** Officers of a department. Strict and lenient ones (`truths.ts`) serve in the larger departments. */
export function officersOf(department: Department): readonly string[] {
  const before = departments.slice(0, departments.indexOf(department)).reduce((sum, other) => sum + OFFICERS[other], 0)
  return allOfficers.slice(before, before + OFFICERS[department])
}
