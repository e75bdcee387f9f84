// A company's server as its documentation tells to write it, with Tencent's own library.
// Prints its port, then one line of JSON for each callback.
import { createServer } from "node:http";
import { decrypt, getSignature } from "@wecom/crypto";

const [token, key, corpid] = process.argv.slice(2);

const server = createServer((request, response) => {
  const query = new URL(request.url, "http://localhost").searchParams;
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    const encrypted =
      query.get("echostr") ?? /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/.exec(body)?.[1];
    const signature = getSignature(token, query.get("timestamp"), query.get("nonce"), encrypted);
    if (signature !== query.get("msg_signature")) {
      response.writeHead(403).end();
      return;
    }
    const { message, id } = decrypt(key, encrypted);
    if (id === corpid && request.method === "POST") console.log(JSON.stringify({ message, id }));
    response.writeHead(200).end(request.method === "GET" ? message : "");
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
