internal import Buffers
internal import Filters
internal import HTTPSemantics

/// What the operators about the request's target and the gRPC status say.
extension FormatProgram {
    /// Appends what a step says of a request or its response; false, with nothing appended, when there is nothing.
    @inline(__always)  // The two that stand in every log are met without a further call.
    func appendMessage(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        switch step.kind {
        case .requestHeader: texts.append(exchange.requestHead.headers, step, to: &line)
        case .responseHeader: texts.append(exchange.responseHead.headers, step, to: &line)
        default: appendFurther(step, exchange, to: &line)
        }
    }

    private func appendFurther(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        switch step.kind {
        case .responseTrailer: texts.append(exchange.responseTrailers, step, to: &line)
        case .requestScheme: appendScheme(step, exchange, to: &line)
        case .path: appendPath(step, exchange, to: &line)
        case .queryParameter: texts.appendParameter(exchange.requestHead.headers, step, to: &line)
        case .query: appendQuery(step, exchange, to: &line)
        case .grpcStatus: appendGRPCStatus(exchange, options: step.options, to: &line)
        default: false
        }
    }

    /// The scheme, which HTTP/1.1 does not send: there is none before it was found out.
    func appendScheme(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        let scheme = exchange.requestHead.scheme
        if exchange.requestHead.headers.isEmpty || scheme == .unknown { return false }
        let mark = line.count
        line.append(scheme == .https ? "https" : "http")
        cut(&line, from: mark, to: step.limit)
        return true
    }

    func appendPath(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        var index = -1
        if step.options & FormatOption.wantsOriginal != 0 {
            index = exchange.requestHead.headers.firstIndex(of: .xEnvoyOriginalPath)
        }
        if index < 0 && step.options & FormatOption.wantsCurrent != 0 {
            index = exchange.requestHead.headers.firstIndex(of: .path)
        }
        if index < 0 { return false }
        exchange.requestHead.headers.appendPath(
            at: index, withQuery: step.options & FormatOption.withQuery != 0, limit: step.limit, to: &line)
        return true
    }

    func appendQuery(_ step: FormatStep, _ exchange: ActiveStream, to line: inout ByteBuffer) -> Bool {
        let mark = line.count
        let decodes = step.options & FormatOption.decodes != 0
        guard exchange.requestHead.headers.appendQuery(decodes: decodes, to: &line) else { return false }
        cut(&line, from: mark, to: step.limit)
        return true
    }

    // MARK: - gRPC

    /// The status of a gRPC call, from the trailers, the head, or made of the HTTP status; nothing for other requests.
    func appendGRPCStatus(_ exchange: ActiveStream, options: UInt8, to line: inout ByteBuffer) -> Bool {
        guard let status = exchange.grpcStatus else { return false }
        if options & FormatOption.number == 0, status >= 0, status < Self.statusNames.count {
            let name = Self.statusNames[status]
            line.append(options & FormatOption.snakeCase != 0 ? name.snake : name.camel)
        } else {
            line.append(decimal: status)
        }
        return true
    }

    static let statusNames: [(camel: StaticString, snake: StaticString)] = [
        ("OK", "OK"), ("Canceled", "CANCELLED"), ("Unknown", "UNKNOWN"), ("InvalidArgument", "INVALID_ARGUMENT"),
        ("DeadlineExceeded", "DEADLINE_EXCEEDED"), ("NotFound", "NOT_FOUND"), ("AlreadyExists", "ALREADY_EXISTS"),
        ("PermissionDenied", "PERMISSION_DENIED"), ("ResourceExhausted", "RESOURCE_EXHAUSTED"),
        ("FailedPrecondition", "FAILED_PRECONDITION"), ("Aborted", "ABORTED"), ("OutOfRange", "OUT_OF_RANGE"),
        ("Unimplemented", "UNIMPLEMENTED"), ("Internal", "INTERNAL"), ("Unavailable", "UNAVAILABLE"),
        ("DataLoss", "DATA_LOSS"), ("Unauthenticated", "UNAUTHENTICATED"),
    ]
}
