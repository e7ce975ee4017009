/** The clock on the wall of who looks: what is kept is in UTC. `YYYY-MM-DD HH:MM:SS`. */
export function localTime(when: string): string {
  const at = new Date(when)
  if (Number.isNaN(at.getTime())) return when
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
