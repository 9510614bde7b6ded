import Buffers
import HTTPSemantics
import Testing

@Suite("Header names")
struct HeaderIDTests {
    private func id(_ name: some Sequence<UInt8>) -> HeaderID { HeaderID(lowercased: Array(name).span) }

    @Test("Every name has a number, and every number its name")
    func roundTrip() {
        #expect(HeaderID.all.count == HeaderID.count - 1)
        #expect(Set(HeaderID.all.map(\.text)).count == HeaderID.all.count)
        for known in HeaderID.all {
            #expect(id(known.text.utf8) == known)
            #expect(known.text == known.text.lowercased() && !known.text.isEmpty)
        }
        #expect(HeaderID.other.text == "" && id([]) == .other)
        #expect(HeaderID(rawValue: UInt8(HeaderID.count)).text == "" && HeaderID(rawValue: 255).text == "")
    }

    @Test("Names mean the constants that are called after them")
    func constants() {
        let pairs: [(HeaderID, String)] = [
            (.method, ":method"), (.path, ":path"), (.authority, ":authority"), (.scheme, ":scheme"),
            (.status, ":status"), (.protocol, ":protocol"), (.host, "host"), (.te, "te"), (.via, "via"),
            (.connection, "connection"), (.keepAlive, "keep-alive"), (.proxyConnection, "proxy-connection"),
            (.transferEncoding, "transfer-encoding"), (.upgrade, "upgrade"), (.trailer, "trailer"),
            (.contentLength, "content-length"), (.contentType, "content-type"), (.expect, "expect"),
            (.date, "date"), (.server, "server"), (.userAgent, "user-agent"), (.location, "location"),
            (.xForwardedFor, "x-forwarded-for"), (.xForwardedProto, "x-forwarded-proto"),
            (.xForwardedHost, "x-forwarded-host"), (.xRequestID, "x-request-id"), (.b3, "b3"),
            (.grpcStatus, "grpc-status"), (.xEnvoyAttemptCount, "x-envoy-attempt-count"),
            (.xEnvoyInternal, "x-envoy-internal"), (.xEnvoyIPTags, "x-envoy-ip-tags"),
            (.xEnvoyOriginalPath, "x-envoy-original-path"), (.xEnvoyRetryOn, "x-envoy-retry-on"),
            (.xEnvoyUpstreamRqTimeoutMs, "x-envoy-upstream-rq-timeout-ms"),
            (.xEnvoyExpectedRqTimeoutMs, "x-envoy-expected-rq-timeout-ms"),
            (.xEnvoyUpstreamServiceTime, "x-envoy-upstream-service-time"),
            (.xEnvoyFaultThroughputResponsePercentage, "x-envoy-fault-throughput-response-percentage"),
            (.accessControlRequestHeaders, "access-control-request-headers"),
        ]
        for (constant, name) in pairs { #expect(constant.text == name && id(name.utf8) == constant) }
    }

    @Test("Only the parts of first lines are pseudo-header fields")
    func pseudo() {
        for known in HeaderID.all { #expect(known.isPseudo == known.text.hasPrefix(":")) }
        #expect(!HeaderID.other.isPseudo)
    }

    @Test("Known names are what HTTP/2 lets a name be, and have no underscore")
    func names() {
        for known in HeaderID.all where !known.isPseudo {
            #expect(known.text.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") })
        }
    }

    @Test("What only looks like a name has no number")
    func nearMisses() {
        let names = Set(HeaderID.all.map { $0.text.bytes })
        for name in names {
            #expect(id(name.dropLast()) == .other || names.contains(Array(name.dropLast())))
            #expect(id(name.dropFirst()) == .other || names.contains(Array(name.dropFirst())))
            #expect(id(name + [0x61]) == .other && id([0x61] + name) == .other)
            for at in name.indices {
                for byte: UInt8 in [0, 0x20, 0x2d, 0x3a, 0x5f, 0x61, 0x65, 0x72, 0x78, 0x7a, 0xff, name[at] ^ 0x20] {
                    var other = name
                    other[at] = byte
                    let found = id(other)
                    #expect(found == .other ? !names.contains(other) : found.text.bytes == other)
                }
            }
        }
    }

    @Test("Any short name is nothing, or is itself")
    func short() {
        for first in UInt8.min ... .max {
            for second in UInt8.min ... .max {
                let found = id([first, second])
                #expect(found == .other || found.text.bytes == [first, second])
            }
            #expect(id([first]) == .other)
        }
        for length in 0...80 { #expect(id([UInt8](repeating: 0x61, count: length)) == .other) }
    }

    @Test("Every name that can stand in a line is recognised when lines are read, in any case", arguments: 0..<4)
    func lines(seed: Int) {
        var random = SeededNumbers(seed: seed)
        for known in HeaderID.all where !known.isPseudo {
            for style in 0..<6 {
                let name = known.text.map { letter in
                    let isUpper = style < 2 ? style == 1 : random.below(2) == 1
                    return isUpper ? letter.uppercased() : String(letter)
                }
                var map = HeaderMap()
                #expect(map.read("\(name.joined()): v\r\n\r\n") == true)
                #expect(map.count == 1 && map.id(at: 0) == known)
                #expect(map.fields() == [Field(known.text, "v")])
                #expect(map.mayContain(known) && map.contains(known) && map.firstIndex(of: known) == 0)

                var slow = HeaderMap()
                let line = "\(name.joined()): v\r\n".bytes
                let base = slow.adoptBlock(line.span)
                let length = known.text.utf8.count
                let problem = slow.appendParsedField(
                    nameOffset: base, nameLength: length, valueOffset: base + length + 2, valueLength: 1)
                #expect(problem == nil && slow.id(at: 0) == known && slow.fields() == map.fields())
            }
        }
    }

    @Test("Names that differ in one byte from a known one are kept as bytes when lines are read")
    func nearMissesInLines() {
        let names = Set(HeaderID.all.map { $0.text.bytes })
        for name in names where name[0] != 0x3a {
            for at in name.indices {
                var other = name
                other[at] = name[at] == 0x71 ? 0x72 : 0x71
                if names.contains(other) { continue }
                var map = HeaderMap()
                #expect(map.read(String(decoding: other, as: UTF8.self) + ": v\r\n\r\n") == true)
                #expect(map.id(at: 0) == .other && text(map.name(at: 0)).bytes == other)
            }
        }
    }
}
