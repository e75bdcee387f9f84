/* The JS bridge of 企业微信 for pages in the toolbar of Reunion's desk. A page loads this file from the server of the desk,
   before the JS-SDK; anywhere else, the real client included, it does nothing. Calls go to the desk and to no other origin. */
;(function () {
  if (window.parent === window || !/^reunion-desk-/.test(window.name) || window.WeixinJSBridge)
    return
  var home = new URL(document.currentScript.src).origin
  var page = Math.random().toString(36).slice(2) + Date.now().toString(36)
  var waiting = new Map()
  var count = 0

  window.addEventListener('message', function (event) {
    if (event.source !== window.parent || event.origin !== home || !event.data) return
    if (event.data.reunion === 'answer' && event.data.page === page) {
      var tell = waiting.get(event.data.id)
      waiting.delete(event.data.id)
      if (tell) tell(event.data.result)
    }
  })

  function invoke(name, params, callback) {
    count += 1
    if (callback) waiting.set(count, callback)
    var plain = JSON.parse(JSON.stringify(params || {}))
    var url = location.href.split('#')[0]
    window.parent.postMessage(
      { reunion: 'invoke', page: page, id: count, name: name, params: plain, url: url },
      home,
    )
  }

  var agent = navigator.userAgent + ' wxwork/4.1.36 MicroMessenger/7.0.1 Reunion'
  Object.defineProperty(navigator, 'userAgent', {
    configurable: true,
    get: function () {
      return agent
    },
  })
  window.WeixinJSBridge = {
    invoke: invoke,
    call: invoke,
    // what a client tells of itself (its share menu, its microphone) does not happen at a desk
    on: function () {},
  }
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
})()
