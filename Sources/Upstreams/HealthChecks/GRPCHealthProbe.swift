internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// Asks by gRPC's health checking protocol.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/health-checking.md
final class GRPCHealthProbe: ExchangeHealthProbe {
    private let check: GRPCHealthCheckConfiguration

    init(_ target: Target, _ check: GRPCHealthCheckConfiguration) {
        self.check = check
        super.init(target, speaksHTTP2: true, edits: check.headers)
    }

    override func write(_ head: inout RequestHead) {
        head.method = .post
        head.headers.append(.method, "POST")
        head.headers.append(.path, "/grpc.health.v1.Health/Check")
        head.headers.append(.authority, Array(target.authority(check.authority).utf8))
        head.headers.append(.contentType, "application/grpc")
        head.headers.append(.te, "trailers")
        head.headers.append(.userAgent, "Envoy/HC")
        head.headers.append(.grpcTimeout, Array(Self.timeoutText(target.configuration.timeout).utf8))
    }

    /// At most eight digits, and a unit.
    static func timeoutText(_ nanoseconds: UInt64) -> String {
        let milliseconds = nanoseconds / 1_000_000
        return milliseconds < 100_000_000 ? "\(milliseconds)m" : "\(min(99_999_999, milliseconds / 1000))S"
    }

    /// A message with the service's name as its field 1.
    override var requestBody: [UInt8] {
        let service = Array(check.service.utf8)
        var message: [UInt8] = []
        if !service.isEmpty { message = [0x0a] + Self.variableLength(service.count) + service }
        let count = UInt32(message.count)
        return [0, UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)] + message
    }

    override func judge(
        _ head: borrowing ResponseHead, _ body: [UInt8], _ trailers: borrowing HeaderMap
    ) -> HealthCheckState.Outcome {
        let failure = HealthCheckState.Outcome.failure(.answer(status: head.status), isRetriable: false)
        if head.status != 200 { return failure }
        let inTrailers = trailers.firstIndex(of: .grpcStatus)
        let inHead = head.headers.firstIndex(of: .grpcStatus)
        let isOK =
            inTrailers >= 0
            ? Bytes.equal(trailers.value(at: inTrailers), "0")
            : inHead >= 0 && Bytes.equal(head.headers.value(at: inHead), "0")
        return isOK && Self.isServing(body) ? .success(isDegraded: false) : failure
    }

    /// Whether the answer's message says SERVING: its field 1 is 1.
    static func isServing(_ body: [UInt8]) -> Bool {
        guard body.count >= 5, body[0] == 0 else { return false }
        let length = body[1...4].reduce(0) { $0 << 8 | Int($1) }
        let message = body.dropFirst(5)
        guard length == message.count else { return false }
        return Array(message) == [0x08, 0x01]
    }

    private static func variableLength(_ number: Int) -> [UInt8] {
        var (rest, bytes): (Int, [UInt8]) = (number, [])
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
