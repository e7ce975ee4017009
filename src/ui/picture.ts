import type { EChartsType } from 'echarts/core'
import type { Chart } from '../charts/chart'

const scale = 2
const margin = 12

/** The chart with its title, subtitle and legend on one canvas, as a PNG. */
export function picture(
  instance: EChartsType,
  chart: Chart,
  title: string,
  subtitle: string,
  element: HTMLElement,
): Promise<Blob | null> {
  const style = getComputedStyle(element)
  const colour = (name: string): string => style.getPropertyValue(name).trim() || '#888'
  const [width, height] = [instance.getWidth(), instance.getHeight()]
  const head = 44
  const foot = chart.legend.length > 0 ? 24 : 0
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2 * margin) * scale
  canvas.height = (height + head + foot + 2 * margin) * scale
  const pen = canvas.getContext('2d')
  if (pen === null) return Promise.resolve(null)
  pen.scale(scale, scale)
  pen.fillStyle = colour('--surface')
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.textBaseline = 'top'
  pen.fillStyle = colour('--text')
  pen.font = `600 14px ${style.fontFamily}`
  pen.fillText(title, margin, margin)
  pen.fillStyle = colour('--muted')
  pen.font = `11.5px ${style.fontFamily}`
  pen.fillText(subtitle, margin, margin + 20)
  const drawn = instance.renderToCanvas({ pixelRatio: scale })
  pen.drawImage(drawn, margin, margin + head, width, height)
  legend(pen, chart, margin + head + height + 8, colour('--muted'))
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'))
}

function legend(pen: CanvasRenderingContext2D, chart: Chart, top: number, ink: string): void {
  let left = margin
  for (const entry of chart.legend) {
    pen.fillStyle = entry.colour
    pen.fillRect(left, top + 1, 22, 10)
    pen.strokeStyle = ink
    pen.lineWidth = 0.5
    pen.strokeRect(left, top + 1, 22, 10)
    if (entry.hatched) hatch(pen, left, top + 1)
    pen.fillStyle = ink
    pen.fillText(entry.label, left + 27, top)
    left += 27 + pen.measureText(entry.label).width + 12
  }
}

function hatch(pen: CanvasRenderingContext2D, left: number, top: number): void {
  pen.beginPath()
  for (let x = 2; x < 22; x += 4) {
    pen.moveTo(left + x, top + 10)
    pen.lineTo(left + Math.min(22, x + 6), top + 2)
  }
  pen.stroke()
}
