/* Reunion 重逢: sends what visitors of a page do, by the Segment spec.
 *
 *   <script async src="https://HOST/track.js" data-write-key="KEY"></script>
 *   window.reunion = window.reunion || []
 *   reunion.push(['track', 'Product Viewed', { sku: 'A-7' }])
 *
 * Calls: page(name?, properties?), track(event, properties?), identify(userId?, traits?), alias(userId),
 * group(groupId, traits?), reset(), optOut(), optIn().
 *
 * A page call is made by itself when the page is opened and whenever its address changes without a reload;
 * `data-page="no"`: never. Who says no (optOut, Do Not Track, Global Privacy Control) is sent nothing of and
 * nothing is kept in her browser; `data-consent="ask"`: nor before optIn.
 */
;(function () {
  'use strict'
  var script = document.currentScript
  var key = script && script.getAttribute('data-write-key')
  if (!key || (window.reunion && window.reunion.loaded)) return
  var url = new URL('/v1/batch', script.src).href
  var PREFIX = 'reunion.' + key.slice(0, 8) + '.'
  var AT_ONCE = 50
  var MOST = 1000
  var REQUEST = 400000 // bytes, below what the server takes at once
  var BEACON = 60000 // bytes that a browser still sends of a page that is left
  var tab = PREFIX + 'queue.' + newId()
  var wait = 1000
  var timer = 0
  var sending = false
  var memory = {}
  var from = document.referrer
  var shown = '' // the address that the last page call was about
  var queue = adopted()

  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    var hex = Array.from(bytes, function (byte) {
      return (byte + 256).toString(16).slice(1)
    }).join('')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  // Storage may be forbidden or full: then things last as long as the page.
  function read(name) {
    try {
      var kept = localStorage.getItem(name)
      return kept === null ? memory[name] : kept
    } catch {
      return memory[name]
    }
  }
  function write(name, value) {
    memory[name] = value
    try {
      if (value === undefined) localStorage.removeItem(name)
      else localStorage.setItem(name, value)
    } catch {
      // kept in memory
    }
  }

  // What earlier pages could not send. Another open page may send the same: a message id counts once.
  function adopted() {
    var found = []
    try {
      for (var name of Object.keys(localStorage)) {
        if (name.indexOf(PREFIX + 'queue.') !== 0) continue
        found = found.concat(JSON.parse(localStorage.getItem(name)) || [])
        localStorage.removeItem(name)
      }
    } catch {
      // without storage there is nothing from before
    }
    return found.slice(-MOST)
  }
  function keep() {
    write(tab, queue.length ? JSON.stringify(queue) : undefined)
  }

  function about() {
    return { url: location.href, path: location.pathname, title: document.title, referrer: from }
  }

  function device() {
    var known = read(PREFIX + 'device')
    if (!known) write(PREFIX + 'device', (known = newId()))
    return known
  }

  // What she said herself counts more than what her browser says for her.
  function refused() {
    var choice = read(PREFIX + 'choice')
    if (choice) return choice === 'out'
    return (
      script.getAttribute('data-consent') === 'ask' || navigator.globalPrivacyControl || navigator.doNotTrack === '1'
    )
  }
  function choose(choice) {
    write(PREFIX + 'choice', choice)
  }

  function add(type, fields) {
    var message = {
      type: type,
      messageId: newId(),
      anonymousId: device(),
      timestamp: new Date().toISOString(),
      context: {
        library: { name: 'reunion-track.js' },
        page: about(),
        locale: navigator.language,
      },
    }
    var user = read(PREFIX + 'user')
    if (user) message.userId = user
    try {
      queue.push(JSON.parse(JSON.stringify(Object.assign(message, fields)))) // as it is now
    } catch (problem) {
      return console.warn('reunion: cannot be sent as JSON', problem)
    }
    queue = queue.slice(-MOST)
    keep()
    later(50)
  }

  function later(ms) {
    clearTimeout(timer)
    timer = setTimeout(send, ms)
  }
  function packed(messages) {
    return new Blob([JSON.stringify({ writeKey: key, sentAt: new Date().toISOString(), batch: messages })])
  }
  function next(bytes) {
    var part = queue.slice(0, AT_ONCE)
    while (part.length > 1 && packed(part).size > bytes) part = part.slice(0, part.length / 2)
    return part
  }
  function send() {
    if (sending || !queue.length) return
    sending = true
    var part = next(REQUEST)
    // text/plain needs no question beforehand; the server takes it as it is
    fetch(url, { method: 'POST', body: packed(part), credentials: 'omit', headers: { 'content-type': 'text/plain' } })
      .then(function (answer) {
        sending = false
        if (answer.status === 429 || answer.status >= 500) return again()
        // taken, or refused for good: sent once more it would be refused once more
        drop(part)
        wait = 1000
        if (queue.length) later(0)
      })
      .catch(function () {
        sending = false
        again()
      })
  }
  function drop(part) {
    var ids = part.map(function (one) {
      return one.messageId
    })
    queue = queue.filter(function (one) {
      return ids.indexOf(one.messageId) < 0
    })
    keep()
  }
  function again() {
    later(wait)
    wait = Math.min(wait * 2, 60000)
  }

  // A page that is left: what waits goes as a beacon and stays kept, in case the beacon gets lost.
  function leave() {
    var part = next(BEACON)
    if (part.length) navigator.sendBeacon(url, packed(part))
  }
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') leave() // all that a phone says before it closes a page
  })
  addEventListener('online', function () {
    later(0)
  })

  var calls = {
    page: function (name, properties) {
      var seen = about()
      add('page', { name: name, properties: Object.assign(seen, properties) })
    },
    track: function (event, properties) {
      add('track', { event: event, properties: properties || {} })
    },
    identify: function (user, traits) {
      if (user && typeof user === 'object') {
        traits = user
        user = undefined
      }
      if (user) write(PREFIX + 'user', String(user))
      add('identify', { traits: traits || {} })
    },
    alias: function (user) {
      var before = read(PREFIX + 'user') || device()
      write(PREFIX + 'user', String(user))
      add('alias', { previousId: before })
    },
    group: function (group, traits) {
      add('group', { groupId: group, traits: traits || {} })
    },
    reset: function () {
      write(PREFIX + 'user', undefined)
      write(PREFIX + 'device', undefined)
    },
    optOut: function () {
      queue = []
      keep()
      calls.reset()
      choose('out')
    },
    optIn: function () {
      choose('in')
      opened()
    },
  }
  var CHOICES = ['reset', 'optOut', 'optIn']
  Object.keys(calls).forEach(function (name) {
    var call = calls[name]
    calls[name] = function () {
      if (CHOICES.indexOf(name) >= 0 || !refused()) call.apply(null, arguments)
    }
  })
  calls.push = function () {
    for (var one of arguments) if (calls[one[0]]) calls[one[0]].apply(null, one.slice(1))
  }
  function route() {
    return location.pathname + (/^#!?\//.test(location.hash) ? location.hash : '')
  }
  function address() {
    return route() + location.search
  }
  // The page that is shown, once; what leads to it from within counts as where she comes from.
  function opened() {
    if (script.getAttribute('data-page') === 'no' || refused() || address() === shown) return
    shown = address()
    calls.page()
  }
  var last = location.href
  function moved() {
    var before = last
    last = location.href
    // its title is set after its address
    setTimeout(function () {
      if (address() === shown) return
      from = before
      opened()
    }, 0)
  }
  var push = history.pushState
  var replace = history.replaceState
  history.pushState = function () {
    push.apply(this, arguments)
    moved()
  }
  history.replaceState = function () {
    var path = route()
    var same = address() === shown
    replace.apply(this, arguments)
    // another query on the same path is the same page told otherwise
    if (route() !== path) moved()
    else if (same) shown = address()
    last = location.href
  }
  addEventListener('popstate', moved)
  addEventListener('hashchange', moved)

  var before = Array.isArray(window.reunion) ? window.reunion : []
  window.reunion = Object.assign(calls, { loaded: true })
  if (refused()) queue = []
  opened()
  before.forEach(function (one) {
    calls.push(one)
  })
  keep()
  if (queue.length) later(0)
})()
