internal import Buffers
internal import EventLoops
internal import Telemetry

/// Who wished to change what, and what came of it: a line of JSON each, in a file, and a line of the application log.
/// Confined to its loop.
final class AuditLog {
    private let stream: LogStream?
    private let log: Log

    /// - Parameter sink: the file; nil for the application log alone.
    init(sink: LogSink?, log: Log) {
        stream = sink.map { LogStream($0) }
        self.log = log
    }

    /// Writes a line.
    ///
    /// - Parameters:
    ///   - peer: the address of who wished.
    ///   - outcome: in a word or two, such as `published 12` or `invalid`.
    func write(who: String, peer: String, action: String, outcome: String, at time: WallTime) {
        // Of what comes from outside nothing ends a line.
        let (who, action, outcome) = (who.oneLine, action.oneLine, outcome.oneLine)
        log.info(.admin, "audit: \(who) (\(peer)): \(action): \(outcome)")
        guard let stream else { return }
        let line = JSONOutput.object { json in
            json.member("time", Int(time.seconds))
            json.member("who", who)
            json.member("peer", peer)
            json.member("action", action)
            json.member("outcome", outcome)
        }
        stream.buffer.append(line)
        stream.commitLine()
        stream.flush()
    }
}
