internal import Buffers
internal import Configuration
internal import Cryptography
internal import HTTPSemantics
internal import Telemetry

/// Lets requests pass that show a user's name and password (RFC 7617), and answers others with 401.
///
/// Runs on request headers; a route's own users replace the filter's.
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/basic_auth_filter
final class BasicAuthFilter: HTTPFilter {
    private let worker: WorkerBasicAuth

    init(_ worker: WorkerBasicAuth, name: String, stream: FilterStream) {
        self.worker = worker
        super.init(stream: stream, name: name, interests: .requestHeaders)
    }

    private enum Shown {
        case nothing, anotherScheme, nonsense, wrongPassword
        case user([UInt8])
    }

    override func requestHeaders(endStream: Bool) -> FilterHeadersStatus {
        let level = (stream.routeSettings(of: self) as? BasicAuthFactory.Level) ?? worker.level
        let field = worker.field
        let shown = stream.requestHead.withValue(named: field.span) { Self.look(at: $0, level) } ?? .nothing
        switch shown {
        case .user(let name):
            worker.metrics.increment(BasicAuthMetric.allowed)
            let told = worker.toldField
            if !told.isEmpty {
                // It comes last, wherever the client's own stood.
                stream.requestHead.headers.remove(named: told.span)
                stream.requestHead.headers.append(name: told.span, name.span)
            }
            if worker.configuration.leavesMetadata {
                stream.dynamicMetadata.set("username", in: self.name, to: .string(name))
            }
            return .continueIteration
        case .nothing:
            if worker.configuration.allowsMissing { return .continueIteration }
            refuse(
                level, "User authentication failed. Missing username and password.", "no_credential_for_basic_auth")
        case .anotherScheme:
            if worker.configuration.allowsMissing { return .continueIteration }
            refuse(
                level, "User authentication failed. Expected 'Basic' authentication scheme.",
                "invalid_scheme_for_basic_auth")
        case .nonsense:
            refuse(
                level, "User authentication failed. Invalid basic credential format.", "invalid_format_for_basic_auth")
        case .wrongPassword:
            refuse(
                level, "User authentication failed. Invalid username/password combination.",
                "invalid_credential_for_basic_auth")
        }
        return .stopIteration
    }

    /// Whose name and password a field's value shows.
    private static func look(at value: Span<UInt8>, _ level: BasicAuthFactory.Level) -> Shown {
        guard Bytes.hasPrefix(value, scheme.span) else { return .anotherScheme }
        var text = value.extracting(scheme.count..<value.count)
        // Padded in full, more than that, or not at all.
        for _ in 0..<2 where text.count > 0 && text[text.count - 1] == UInt8(ascii: "=") {
            text = text.extracting(0..<(text.count - 1))
        }
        var pair: [UInt8] = []
        guard Base64Coding.decode(text, .bare, to: &pair), let colon = pair.firstIndex(of: UInt8(ascii: ":")) else {
            return .nonsense
        }
        let name = Array(pair[..<colon])
        guard let wanted = level.users.hashes[name], isSame(wanted, Array(pair[(colon + 1)...])) else {
            return .wrongPassword
        }
        return .user(name)
    }

    /// Whether a password has that hash, in a time that does not tell where they differ.
    private static func isSame(_ wanted: [UInt8], _ password: [UInt8]) -> Bool {
        var text = ByteBuffer()
        Base64Coding.encode(Digest.sha1(password).span, .standard, to: &text)
        guard text.count == wanted.count else { return false }
        var difference: UInt8 = 0
        for index in wanted.indices { difference |= wanted[index] ^ text[index] }
        return difference == 0
    }

    private static let scheme = Array("Basic ".utf8)
    private static let challengeField = Array("www-authenticate".utf8)

    // MARK: - Refusing

    private func refuse(_ level: BasicAuthFactory.Level, _ text: StaticString, _ details: StaticString) {
        worker.metrics.increment(BasicAuthMetric.denied)
        stream.sendLocalReply(status: 401, literal: text, details: ResponseCodeDetails(details)) {
            var challenge = ByteBuffer()
            self.writeChallenge(level, to: &challenge)
            self.stream.responseHead.headers.append(name: Self.challengeField.span, challenge.readable)
        }
    }

    /// As Envoy does, the path is cut where the address would become long, and what has no path has no address.
    private static let longestPath = 256

    private func writeChallenge(_ level: BasicAuthFactory.Level, to value: inout ByteBuffer) {
        value.append("Basic realm=\"")
        if !level.realm.isEmpty {
            value.append(level.realm)
        } else if stream.requestHead.headers.contains(.path) {
            value.append(stream.requestHead.scheme.text)
            value.append("://")
            stream.requestHead.headers.appendEscaped(.authority, to: &value)
            let isOriginal = stream.requestHead.headers.contains(.xEnvoyOriginalPath)
            stream.requestHead.headers.appendEscaped(
                isOriginal ? .xEnvoyOriginalPath : .path, limit: Self.longestPath, to: &value)
        }
        value.append("\"")
    }

    /// Whether a byte stands behind a backslash between quotes (RFC 9110 §5.6.4).
    static func isEscaped(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
}

extension HeaderMap {
    /// Appends the value of the first field of that name, as it stands between quotes.
    fileprivate borrowing func appendEscaped(_ id: HeaderID, limit: Int = .max, to output: inout ByteBuffer) {
        let text = value(of: id)
        for index in 0..<min(text.count, limit) {
            if BasicAuthFilter.isEscaped(text[index]) { output.append(UInt8(ascii: "\\")) }
            output.append(text[index])
        }
    }
}
