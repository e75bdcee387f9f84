"""侧边栏: what a member sees and does beside a chat, on a page that runs in 企业微信 and at our desk."""
