import { formatNumber, useTheme } from '@reunion/ui'
import { onBeforeUnmount, onMounted, watch, type ShallowRef, type WatchSource } from 'vue'
import { init } from './echarts'

/** The value of a CSS variable, so that a plot follows the theme. */
export type Css = (name: string) => string

/** Draws into `box`, and anew when the sources, the theme or the room change. */
export function useChart(
  box: Readonly<ShallowRef<HTMLDivElement | null>>,
  option: (css: Css) => Record<string, unknown>,
  sources: WatchSource<unknown>[],
): void {
  const { dark } = useTheme()
  let chart: ReturnType<typeof init> | null = null
  let observer: ResizeObserver | null = null

  function draw(): void {
    const style = getComputedStyle(document.documentElement)
    chart?.setOption(
      option((name) => style.getPropertyValue(name).trim()),
      { notMerge: true },
    )
  }
  onMounted(() => {
    chart = init(box.value!, null, { renderer: 'svg' })
    observer = new ResizeObserver(() => chart?.resize())
    observer.observe(box.value!)
    draw()
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    chart?.dispose()
  })
  watch([...sources, dark], draw)
}

/** What all plots with two axes share. */
export function frame(css: Css, label: string, format: (n: number) => string = formatNumber) {
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    aria: { enabled: true, label: { description: label } },
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    textStyle: { fontFamily: css('--font') },
    tooltip: {
      trigger: 'axis',
      backgroundColor: css('--color-surface'),
      borderColor: css('--color-border'),
      textStyle: { color: css('--color-text'), fontSize: 13 },
      valueFormatter: (value: unknown) => format(Number(value)),
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitLine: { lineStyle: { color: css('--color-border') } },
      axisLabel: { color: css('--color-text-3'), formatter: (n: number) => formatNumber(n) },
    },
  }
}

/** An axis of days or names below the plot. */
export const axis = (css: Css, data: string[], formatter?: (text: string) => string) => ({
  type: 'category',
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: css('--color-border-strong') } },
  axisLabel: { color: css('--color-text-3'), formatter, hideOverlap: true },
})
