internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// What a TCP proxy asks its upstreams for, as one worker writes it: the heads of its CONNECT or POST requests.
final class TunnelHead {
    let configuration: TunnelingConfiguration
    private let host: FormatProgram
    private let path: [UInt8]
    private let edits: HeaderEdits
    private var text = ByteBuffer()

    init(_ configuration: TunnelingConfiguration) {
        self.configuration = configuration
        host = FormatProgram(FormatConfiguration(.text(configuration.hostname)))
        path = Array((configuration.postPath ?? "").utf8)
        edits = HeaderEdits(HeaderEditsConfiguration(additions: configuration.additions))
    }

    /// Makes the head of one connection's request.
    func write(_ exchange: ConnectionExchange, isSecured: Bool, to head: inout RequestHead) {
        head.reset()
        if configuration.postPath == nil {
            head.method = .connect
            head.tunnel = .connect
            head.headers.append(.method, "CONNECT")
        } else {
            head.method = .post
            head.scheme = isSecured ? .https : .http
            head.headers.append(.method, "POST")
            head.headers.append(.path, path)
        }
        host.write(exchange, to: &text)
        head.headers.append(.authority, text.readable)
        text.removeAll()
        edits.edit(&head.headers, for: exchange)
    }
}
