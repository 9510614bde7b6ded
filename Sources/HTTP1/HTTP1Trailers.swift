internal import Buffers
internal import HTTPSemantics

/// The trailer section behind a chunked body (RFC 9112 §7.1.2), the same for both faces.
enum HTTP1Trailers {
    /// Reads on; fills `trailers` when the section is complete and the options want it. Checked either way.
    static func read(
        _ input: Span<UInt8>, _ scanner: inout HTTP1HeadScanner, _ trailers: inout HeaderMap,
        _ options: HTTP1Options
    ) -> HTTP1HeadScanner.Outcome {
        var options = options
        if !options.enableTrailers {
            // They come to nothing, so their bytes are bounded but not their number.
            options.maxFields = .max &- 1
            options.underscores = .allow
        }
        let outcome = scanner.scan(input, options: options)
        guard case .complete(let length) = outcome else { return outcome }
        trailers.removeAll()
        if length == 2 { return outcome }
        if !options.enableTrailers {
            if let problem = scanner.firstProblem(input, length: length, options: options) { return .failed(problem) }
            return outcome
        }
        let bytes = input.extracting(0..<length)
        let base = trailers.adoptBlock(bytes)
        var hosts = 0
        if !scanner.addFields(bytes, from: 0, to: &trailers, base: base, hosts: &hosts, options: options) {
            trailers.removeAll()
            return .failed(
                scanner.firstProblem(bytes, length: length, options: options) ?? MessageProblem.codecError)
        }
        removeForbidden(&trailers)
        return outcome
    }

    /// Fields that frame, route or guard a message mean nothing behind it (RFC 9110 §6.5.1).
    private static func removeForbidden(_ trailers: inout HeaderMap) {
        trailers.remove(.contentLength)
        trailers.remove(.transferEncoding)
        trailers.remove(.host)
        trailers.remove(.connection)
        trailers.remove(.keepAlive)
        trailers.remove(.proxyConnection)
        trailers.remove(.upgrade)
        trailers.remove(.te)
        trailers.remove(.trailer)
        trailers.remove(.authorization)
        trailers.remove(.contentType)
        trailers.remove(.contentEncoding)
        trailers.remove(.expect)
    }
}
