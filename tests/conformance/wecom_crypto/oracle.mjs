// Answers each line {"call", "arguments"} on stdin with one line of JSON.
import { createInterface } from "node:readline";
import * as crypto from "@wecom/crypto";

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const answer = crypto[asked.call](...asked.arguments);
  console.log(JSON.stringify(asked.call === "decrypt" ? [answer.message, answer.id] : answer));
}
