internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPConnections
internal import HTTPSemantics
internal import NetworkAddresses
internal import ProxyRuntime
internal import Telemetry

/// The admin interface's access logs, in Envoy's default format. Confined to the main loop.
final class AdminAccessLog {
    private let streams: [LogStream]
    private var timestamps = TimestampFormatter()
    // Envoy shows the machine's own address for clients on it.
    private lazy var localAddress = Host.localAddress

    private init(_ sinks: [LogSink]) { streams = sinks.map { LogStream($0) } }

    /// Opens the logs.
    ///
    /// - Throws: `StartupError` with every log that cannot be opened.
    static func open(
        _ configurations: [AccessLogConfiguration], writer: LogWriter
    ) throws(StartupError) -> AdminAccessLog {
        var sinks: [LogSink] = []
        var problems: [String] = []
        for configuration in configurations {
            let target: LogTarget =
                switch configuration.sink {
                case .file(let path): .file(path)
                case .standardOutput: .standardOutput
                case .standardError: .standardError
                }
            switch writer.open(target) {
            case .success(let sink): sinks.append(sink)
            case .failure(let error):
                problems.append("admin access log '\(error.path)' cannot be opened: \(error.reason)")
            }
        }
        if !problems.isEmpty { throw StartupError(.resource, problems) }
        return AdminAccessLog(sinks)
    }

    /// Writes the line of a stream that is over.
    func write(_ stream: AdminStream, endedAt now: UInt64) {
        if streams.isEmpty { return }
        var line = ByteBuffer()
        line.append("[")
        timestamps.appendISO8601(
            seconds: stream.startWallTime.seconds, nanoseconds: Int(stream.startWallTime.nanoseconds), to: &line)
        line.append("] \"")
        append(stream.requestHead.headers, .method, to: &line)
        line.append(" ")
        if stream.target.isEmpty {
            append(stream.requestHead.headers, .path, to: &line)
        } else {
            line.append(stream.target)
        }
        line.append(" ")
        line.append(stream.requestHead.version.name)
        line.append("\" ")
        line.append(decimal: UInt64(stream.status))
        line.append(stream.wasReset ? " DC " : " - " as StaticString)
        line.append(decimal: stream.bytesReceived)
        line.append(" ")
        line.append(decimal: stream.bytesSent)
        line.append(" ")
        line.append(decimal: (now &- stream.startTime) / 1_000_000)
        line.append(" - \"")
        appendForwardedFor(stream, to: &line)
        line.append("\" \"")
        append(stream.requestHead.headers, .userAgent, to: &line)
        line.append("\" \"")
        append(stream.requestHead.headers, .xRequestID, to: &line)
        line.append("\" \"")
        append(stream.requestHead.headers, .authority, to: &line)
        line.append("\" \"-\"\n")
        for log in streams {
            log.buffer.append(line.readable)
            log.commitLine()
            // Few lines come here, and who debugs wants them now.
            log.flush()
        }
    }

    private func append(_ headers: borrowing HeaderMap, _ id: HeaderID, to line: inout ByteBuffer) {
        let index = headers.firstIndex(of: id)
        if index >= 0 { line.append(headers.value(at: index)) } else { line.append("-") }
    }

    /// The field as Envoy would have sent it on: the client's address behind what it claimed.
    private func appendForwardedFor(_ stream: AdminStream, to line: inout ByteBuffer) {
        let isClaimed = stream.requestHead.headers.contains(.xForwardedFor)
        guard let peer = stream.peer?.address?.unmapped else {
            append(stream.requestHead.headers, .xForwardedFor, to: &line)
            return
        }
        if isClaimed {
            append(stream.requestHead.headers, .xForwardedFor, to: &line)
            line.append(",")
        }
        line.append((peer.isLocalhost ? localAddress : peer).text.bytes)
    }
}
