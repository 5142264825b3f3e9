// Allow-lists: what may stand in one, and which addresses it lets in.

import { BlockList } from 'node:net'
import { allows, canonicalEntry } from '@latchkey/schema/access/address-list.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each([
  ['203.0.113.10', '203.0.113.10'],
  [' 203.0.113.10 ', '203.0.113.10'],
  ['203.0.113.10/32', '203.0.113.10'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::/32', '2001:db8::/32'],
  ['2001:db8::1/128', '2001:db8::1'],
  ['::ffff:203.0.113.10', '203.0.113.10'],
  ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
])('%s stands as %s', (entry, canonical) => {
  expect(canonicalEntry(entry)).toEqual({ entry: canonical })
})

test.each([
  '',
  'localhost',
  '10.0.0',
  '10.0.0.256',
  '010.0.0.1',
  '0177.0.0.1',
  '0x7f.1',
  '1',
  '10.0.0.1/8',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.0/08',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '0.0.0.0/0',
  '::/0',
  '::ffff:0.0.0.0/96',
  '::ffff:10.0.0.0/8',
  'fe80::1%eth0',
  '2001:db8::1/32',
  '2001:db8::/129',
  '2001:db8:::1',
  '10.0.0.1,10.0.0.2',
  'http://10.0.0.1',
  '*',
  '10.*',
])('%s is refused', (entry) => {
  expect(canonicalEntry(entry)).toHaveProperty('fault')
})

test('host bits: the message names the network that was meant', () => {
  expect(canonicalEntry('10.1.2.3/8')).toEqual({
    fault: 'This has host bits set. The network is 10.0.0.0/8.',
  })
})

test.each([
  [[], '198.51.100.1', true],
  [['203.0.113.10'], '203.0.113.10', true],
  [['203.0.113.10'], '::ffff:203.0.113.10', true],
  [['203.0.113.10'], '203.0.113.11', false],
  [['10.0.0.0/8'], '10.255.255.255', true],
  [['10.0.0.0/8'], '11.0.0.0', false],
  [['2001:db8::/32'], '2001:db8:ffff::1', true],
  [['2001:db8::/32'], '2001:db9::1', false],
  [['10.0.0.0/8'], '2001:db8::1', false],
  [['10.0.0.0/8'], '', false],
  [['10.0.0.0/8'], 'nonsense', false],
])('%j and %s: %s', (list, address, allowed) => {
  expect(allows(list, address)).toBe(allowed)
})

test('it agrees with node:net on every IPv4 block', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 1, max: 32 }), (network, address, bits) => {
      const octets = network.split('.').map(Number)
      const masked = octets
        .map((octet, index) => octet & (0xff << (8 - Math.min(8, Math.max(0, bits - index * 8)))) & 0xff)
        .join('.')
      const result = canonicalEntry(`${masked}/${bits}`)
      const peer = new BlockList()
      peer.addSubnet(masked, bits, 'ipv4')
      return 'entry' in result && allows([result.entry], address) === peer.check(address)
    }),
    { numRuns: 2_000 },
  )
})
