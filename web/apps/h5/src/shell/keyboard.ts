/** Where a phone lays its keyboard over the page (iOS), the page ends above it: --height follows. */
export function followKeyboard(): void {
  const view = window.visualViewport
  if (!view) return
  const apply = () => {
    const covered = window.innerHeight - view.height * view.scale > 80 && view.scale === 1
    const style = document.documentElement.style
    if (covered) {
      style.setProperty('--height', `${view.height}px`)
      style.setProperty('--safe-bottom', '0px')
      window.scrollTo(0, 0)
    } else {
      style.removeProperty('--height')
      style.removeProperty('--safe-bottom')
    }
  }
  view.addEventListener('resize', apply)
  view.addEventListener('scroll', apply)
}
