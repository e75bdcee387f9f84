/** Our own small set, in the order in which people reach for them. */
export const EMOJI =
  '😀 😄 😁 😅 😂 🤣 😊 😇 🙂 😉 😍 😘 😋 😜 🤗 🤔 🤭 😏 😌 😴 😷 🤒 😎 🤓 🥳 😢 😭 😤 😡 😱 😳 🥺 🙄 😬 🤝 👍 👎 👌 👏 🙏 💪 👋 🤙 👀 ✨ ⭐ 🌟 🔥 🎉 🎁 🎂 🌹 🌷 🌸 🍀 🌙 🌈 ☕ 🍵 🍰 🍎 🍉 👓 💰 🧧 💳 📦 🚗 🏠 📷 📞 ⏰ 📅 ✅ ❌ ❓ ❗ 💯 🆗 💛 💚 💙 💔 ❤️ ☀️ ✌️ 🕶️ 🛍️ ✈️'.split(
    ' ',
  )
