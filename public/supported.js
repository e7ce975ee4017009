// Plain ES5, run before the app: it sets the theme, and a browser that lacks what the engine needs gets a text in place
// of a blank page.
(function () {
  // The theme before the first paint, by the rule of src/app/shell/theme.ts, which runs too late for it.
  var theme = null
  try {
    theme = localStorage.getItem('theme')
  } catch (error) {
    // Storage is forbidden: the system's theme.
  }
  if (theme !== 'light' && theme !== 'dark') {
    theme = window.matchMedia && matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  document.documentElement.setAttribute('data-theme', theme)

  // The browser offers once, and early, to install the app: the page of rounds takes the offer up when a person asks.
  addEventListener('beforeinstallprompt', function (event) {
    event.preventDefault()
    window.__installPrompt = event
  })

  // A module whose one function is `try … catch_all … end`: valid only where WebAssembly exceptions are known.
  var EXCEPTIONS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]
  var lacks = []
  try {
    if (typeof WebAssembly !== 'object' || !WebAssembly.validate(new Uint8Array(EXCEPTIONS))) {
      lacks.push('WebAssembly exceptions')
    }
  } catch (error) {
    lacks.push('WebAssembly')
  }
  if (typeof BigInt64Array !== 'function') lacks.push('BigInt64Array')
  if (!('noModule' in document.createElement('script'))) lacks.push('JavaScript modules')
  if (lacks.length === 0) return

  window.__unsupported = true
  var texts = [
    ['zh-CN', '此浏览器版本过旧，无法打开本页面。', '请使用 Chromium 或 Chrome 109 及以上、Edge 109 及以上，或 Firefox 115 及以上版本。', '缺少：'],
    ['en', 'This browser is too old for this page.', 'Use Chromium, Chrome or Edge 109 or later, or Firefox 115 or later.', 'Missing: ']
  ]
  function element(name, text) {
    var made = document.createElement(name)
    made.appendChild(document.createTextNode(text))
    return made
  }
  document.addEventListener('DOMContentLoaded', function () {
    var page = document.createElement('main')
    for (var i = 0; i < texts.length; i++) {
      var section = document.createElement('section')
      section.setAttribute('lang', texts[i][0])
      section.appendChild(element('h1', texts[i][1]))
      section.appendChild(element('p', texts[i][2]))
      section.appendChild(element('p', texts[i][3] + lacks.join(', ')))
      page.appendChild(section)
    }
    while (document.body.firstChild) document.body.removeChild(document.body.firstChild)
    document.body.appendChild(page)
  })
})()
