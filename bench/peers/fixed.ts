// No HTTP server: sends the same bytes for every request, unread. The upper limit of the generator.

import { createServer } from 'node:net'
import { serve } from '../peer.ts'

const body = '{"data":{"hello":"world"}}'
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
)
// A request arrives in one piece, because the generator sends it in one piece.
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', () => socket.write(answer))
  socket.on('error', () => socket.destroy())
})
serve(server)
