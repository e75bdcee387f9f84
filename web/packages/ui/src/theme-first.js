;(function () {
  var stored = null
  try {
    stored = localStorage.getItem('reunion.theme')
  } catch {
    stored = null
  }
  var dark =
    stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('theme-mode', dark ? 'dark' : 'light')
})()
