// Allow-lists: valid entries, and which addresses they match.

import { BlockList } from 'node:net'
import { canonicalAddress } from '@latchkey/schema/auth/ip-address.ts'
import { canonicalEntry, isAllowed } from '@latchkey/schema/auth/ip-allow-list.ts'
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
  ['::FFFF:0a00:0/104', '10.0.0.0/8'],
  ['::ffff:203.0.113.10/128', '203.0.113.10'],
  ['0:0:0:0:0:ffff:cb00:710a', '203.0.113.10'],
  ['128.0.0.0/1', '128.0.0.0/1'],
  ['2001:0db8:0000:0000:0001:0000:0000:0001/128', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1::/64', '2001:db8:0:1::/64'],
  ['::', '::'],
  ['8000::/1', '8000::/1'],
  // IPv4-compatible and IPv4-translated addresses are IPv6 addresses. They don't match the IPv4 address they
  // contain.
  ['::203.0.113.10', '::cb00:710a'],
  ['64:ff9b::203.0.113.10', '64:ff9b::cb00:710a'],
])('normalizes %s to %s', (entry, canonical) => {
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
  '::ffff:0:0/96',
  '::ffff:0:0/95',
  '::ffff:10.0.0.0/8',
  '::ffff:10.0.0.1/104',
  '0.0.0.0/00',
  '0.0.0.1/0',
  '10.0.0.0/8.0',
  '10.0.0.0/0x8',
  '10.0.0.0/255.0.0.0',
  '10.0.0.0 /8',
  '10.0.0.0-10.0.0.255',
  '10.0.0.1:443',
  '[2001:db8::1]',
  '2001:db8::1%eth0/128',
  '2001:db8::/1e2',
  'fe80::1%eth0',
  '2001:db8::1/32',
  '2001:db8::/129',
  '2001:db8:::1',
  '10.0.0.1,10.0.0.2',
  'http://10.0.0.1',
  '*',
  '10.*',
])('rejects %s', (entry) => {
  expect(canonicalEntry(entry)).toHaveProperty('fault')
})

test('names the intended network if an entry has host bits set', () => {
  expect(canonicalEntry('10.1.2.3/8')).toEqual({
    fault: 'The block has host bits set. Use the network address: 10.0.0.0/8.',
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
  [['10.0.0.0/8'], '::ffff:10.1.2.3', true],
  [['10.0.0.0/8'], '::ffff:a01:203', true],
  [['10.0.0.0/8'], '::10.1.2.3', false],
  [['8000::/1'], '::ffff:255.255.255.255', false],
  [['::/1'], '203.0.113.10', false],
  [['::/1'], '::ffff:203.0.113.10', false],
  [['0.0.0.0/1', '128.0.0.0/1'], '2001:db8::1', false],
  [['192.0.2.1', '2001:db8::/32'], '2001:db8::1', true],
])('isAllowed(%j, %s) returns %s', (list, address, allowed) => {
  expect(isAllowed(list, address)).toBe(allowed)
})

test('matches the same addresses as node:net for IPv4 blocks', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 1, max: 32 }), (network, address, bits) => {
      const octets = network.split('.').map(Number)
      const masked = octets
        .map((octet, index) => octet & (0xff << (8 - Math.min(8, Math.max(0, bits - index * 8)))) & 0xff)
        .join('.')
      const result = canonicalEntry(`${masked}/${bits}`)
      const peer = new BlockList()
      peer.addSubnet(masked, bits, 'ipv4')
      return 'entry' in result && isAllowed([result.entry], address) === peer.check(address)
    }),
    { numRuns: 2_000 },
  )
})

test('matches the same addresses as node:net for IPv6 blocks', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
  const text = (value: bigint) =>
    Array.from({ length: 8 }, (_, index) =>
      ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16),
    ).join(':')
  const numberOf = (of: number[]) => of.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
  fc.assert(
    fc.property(
      groups,
      groups,
      fc.integer({ min: 1, max: 128 }),
      fc.integer({ min: 0, max: 128 }),
      (a, b, bits, same) => {
        const network = (numberOf(a) >> BigInt(128 - bits)) << BigInt(128 - bits)
        // An address that shares its first bits with the block, so that matches and non-matches are both
        // common.
        const low = (1n << BigInt(128 - same)) - 1n
        const value = (network & ~low) | (numberOf(b) & low)
        // An IPv4 address in IPv6 notation is an IPv4 address: the table above has its rules.
        fc.pre(value >> 32n !== 0xffffn)
        const address = text(value)
        const result = canonicalEntry(`${text(network)}/${bits}`)
        const peer = new BlockList()
        peer.addSubnet(text(network), bits, 'ipv6')
        return 'entry' in result && isAllowed([result.entry], address) === peer.check(address, 'ipv6')
      },
    ),
    { numRuns: 2_000, examples: [[Array(8).fill(0), [0, 0, 0, 0, 0, 0xffff, 0, 0], 1, 0]] },
  )
})

test('canonicalizes all spellings of an address to one stable form', () => {
  const spelt = fc.oneof(
    fc.ipV6(),
    fc.ipV4(),
    fc.ipV4().map((address) => `::ffff:${address}`),
  )
  fc.assert(
    fc.property(spelt, (address) => {
      const form = canonicalAddress(address)
      expect(canonicalAddress(form)).toBe(form)
      expect(canonicalAddress(address.toUpperCase())).toBe(form)
      expect(canonicalEntry(address)).toEqual({ entry: form })
      expect(isAllowed([form], address)).toBe(true)
      // Node's BlockList gives the same result for every spelling.
      const peer = new BlockList()
      peer.addAddress(form, form.includes(':') ? 'ipv6' : 'ipv4')
      expect(peer.check(address, address.includes(':') ? 'ipv6' : 'ipv4')).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
