// No server at all: the same bytes for whatever arrives, unread. As fast as this generator can ever be answered.

import { createServer } from 'node:net'
import { serve } from '../peer.ts'

const body = '{"data":{"hello":"world"}}'
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
)
// A request arrives in one piece, as the generator sends it in one.
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(answer))
  socket.on('error', () => socket.destroy())
})
serve(server)
