import Testing

@testable import EventLoops

@Suite("DNS messages")
struct NameMessageTests {
    /// A message with one question for `a.test`.
    private func message(_ records: [(type: UInt16, ttl: UInt32, data: [UInt8])], questions: UInt16 = 1) -> [UInt8] {
        var bytes: [UInt8] = [0, 1, 0x81, 0x80, 0, UInt8(questions), 0, UInt8(records.count), 0, 0, 0, 0]
        for _ in 0..<questions { bytes += [1, 0x61, 4, 0x74, 0x65, 0x73, 0x74, 0, 0, 1, 0, 1] }
        for record in records {
            bytes += [0xc0, 12, 0, UInt8(record.type), 0, 1]
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: record.ttl >> (24 - 8 * UInt32($0))) }
            bytes += [0, UInt8(record.data.count)] + record.data
        }
        return bytes
    }

    private func read(_ bytes: [UInt8]) -> UInt32? { NameMessage.smallestTimeToLive(bytes.span) }

    @Test("The smallest time to live of addresses and aliases counts")
    func smallest() {
        let long = [UInt8](repeating: 0, count: 16)
        #expect(read(message([(1, 300, [1, 2, 3, 4]), (1, 60, [1, 2, 3, 5])])) == 60)
        #expect(read(message([(5, 7, [0xc0, 12]), (28, 300, long)])) == 7)
        #expect(read(message([(28, 70_000, long)])) == 70_000)
        #expect(read(message([(16, 1, [0]), (1, 9, [1, 2, 3, 4])])) == 9)
        #expect(read(message([(1, 9, [1, 2, 3, 4])], questions: 2)) == 9)
    }

    @Test("A time to live with the top bit set is none; a message without addresses has none")
    func none() {
        #expect(read(message([(1, 0x8000_0001, [1, 2, 3, 4])])) == 0)
        #expect(read(message([])) == nil)
        #expect(read(message([(16, 1, [0])])) == nil)
    }

    @Test("A cut message tells nothing, wherever it is cut, and names that lead nowhere do not loop")
    func broken() {
        let whole = message([(1, 300, [1, 2, 3, 4]), (5, 60, [0xc0, 12])])
        #expect(read(whole) == 60)
        for count in 0..<whole.count { #expect(read(Array(whole.prefix(count))) == nil, "\(count) bytes") }
        #expect(read([0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 0x80, 0, 0, 1, 0, 1]) == nil)
        #expect(read([0, 1, 0x81, 0x80, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]) == nil)
    }
}
