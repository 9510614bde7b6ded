internal import Buffers
internal import HTTPSemantics

/// One piece of a line as a worker writes it: plain numbers only, so that writing counts no references. Texts and names
/// lie in the worker's own `AccessLogTexts`.
struct AccessLogStep {
    /// The operators of `AccessLogFormat.Operator`, without what they carry.
    enum Kind: UInt8 {
        case text, startTime, startTimeFormatted, requestHeader, responseHeader, responseTrailer
        case protocolName, responseCode, responseCodeDetails, responseFlags, bytesReceived, bytesSent
        case duration, requestDuration, responseDuration, responseTransmitDuration
        case upstreamHost, upstreamHostWithoutPort, upstreamCluster, upstreamLocalAddress, upstreamFailure
        case upstreamAttempts
        case downstreamRemote, downstreamRemoteWithoutPort, downstreamDirect, downstreamDirectWithoutPort
        case downstreamLocal, downstreamLocalWithoutPort, downstreamLocalPort
        case routeName, virtualHostName, connectionID, absent
    }

    /// Where a text lies.
    struct Text {
        var offset: UInt32 = 0
        var count: UInt32 = 0
    }

    /// A literal of up to eight bytes before the piece, as it lies in memory: the quotes and blanks between operators.
    var lead: UInt64 = 0
    var leadCount: UInt8 = 0
    var kind: Kind
    /// The literal, the time's pattern, or the header's name.
    var text = Text()
    /// The header by number, or `other` for one by name.
    var id = HeaderID.other
    /// The header to show when the first is missing; a count of 0 is none.
    var alternative = Text()
    var alternativeID = HeaderID.other
    /// Bytes to show at most.
    var limit = Int.max
}

/// The texts of one worker's log steps, in one run of bytes.
struct AccessLogTexts: ~Copyable {
    private var bytes = ByteBuffer()

    /// Turns a format into steps whose texts lie here.
    mutating func flatten(_ format: AccessLogFormat) -> [AccessLogStep] {
        var steps: [AccessLogStep] = []
        var lead: [UInt8] = []
        for (index, piece) in format.operators.enumerated() {
            if case .text(let text) = piece, text.count <= 8, lead.isEmpty, index + 1 < format.operators.count {
                lead = text
                continue
            }
            var step = flatten(piece)
            for (place, byte) in lead.enumerated() { step.lead |= UInt64(byte) << UInt64(8 * place) }
            step.leadCount = UInt8(lead.count)
            lead = []
            steps.append(step)
        }
        return steps
    }

    private mutating func flatten(_ piece: AccessLogFormat.Operator) -> AccessLogStep {
        switch piece {
        case .text(let text), .hostName(let text): AccessLogStep(kind: .text, text: keep(text))
        case .startTime: AccessLogStep(kind: .startTime)
        case .startTimeFormatted(let pattern): AccessLogStep(kind: .startTimeFormatted, text: keep(pattern))
        case .requestHeader(let name, let other, let limit): header(.requestHeader, name, other, limit)
        case .responseHeader(let name, let other, let limit): header(.responseHeader, name, other, limit)
        case .responseTrailer(let name, let other, let limit): header(.responseTrailer, name, other, limit)
        case .protocolName: AccessLogStep(kind: .protocolName)
        case .responseCode: AccessLogStep(kind: .responseCode)
        case .responseCodeDetails: AccessLogStep(kind: .responseCodeDetails)
        case .responseFlags: AccessLogStep(kind: .responseFlags)
        case .bytesReceived: AccessLogStep(kind: .bytesReceived)
        case .bytesSent: AccessLogStep(kind: .bytesSent)
        case .duration: AccessLogStep(kind: .duration)
        case .requestDuration: AccessLogStep(kind: .requestDuration)
        case .responseDuration: AccessLogStep(kind: .responseDuration)
        case .responseTransmitDuration: AccessLogStep(kind: .responseTransmitDuration)
        case .upstreamHost: AccessLogStep(kind: .upstreamHost)
        case .upstreamHostWithoutPort: AccessLogStep(kind: .upstreamHostWithoutPort)
        case .upstreamCluster: AccessLogStep(kind: .upstreamCluster)
        case .upstreamLocalAddress: AccessLogStep(kind: .upstreamLocalAddress)
        case .upstreamFailure: AccessLogStep(kind: .upstreamFailure)
        case .upstreamAttempts: AccessLogStep(kind: .upstreamAttempts)
        case .downstreamRemote: AccessLogStep(kind: .downstreamRemote)
        case .downstreamRemoteWithoutPort: AccessLogStep(kind: .downstreamRemoteWithoutPort)
        case .downstreamDirect: AccessLogStep(kind: .downstreamDirect)
        case .downstreamDirectWithoutPort: AccessLogStep(kind: .downstreamDirectWithoutPort)
        case .downstreamLocal: AccessLogStep(kind: .downstreamLocal)
        case .downstreamLocalWithoutPort: AccessLogStep(kind: .downstreamLocalWithoutPort)
        case .downstreamLocalPort: AccessLogStep(kind: .downstreamLocalPort)
        case .routeName: AccessLogStep(kind: .routeName)
        case .virtualHostName: AccessLogStep(kind: .virtualHostName)
        case .connectionID: AccessLogStep(kind: .connectionID)
        case .absent: AccessLogStep(kind: .absent)
        }
    }

    private mutating func header(
        _ kind: AccessLogStep.Kind, _ name: AccessLogFormat.HeaderReference,
        _ other: AccessLogFormat.HeaderReference?, _ limit: Int
    ) -> AccessLogStep {
        AccessLogStep(
            kind: kind, text: keep(name.name), id: name.id, alternative: keep(other?.name ?? []),
            alternativeID: other?.id ?? .other, limit: limit)
    }

    private mutating func keep(_ text: [UInt8]) -> AccessLogStep.Text {
        let offset = bytes.count
        bytes.append(text)
        return AccessLogStep.Text(offset: UInt32(offset), count: UInt32(text.count))
    }

    /// Writes a text.
    borrowing func copy(_ text: AccessLogStep.Text, to line: inout ByteBuffer) {
        line.append(bytes.span(at: Int(text.offset), count: Int(text.count)))
    }

    /// Writes a moment in the form that a pattern gives.
    borrowing func appendTime(
        _ pattern: AccessLogStep.Text, seconds: Int64, nanoseconds: Int, to line: inout ByteBuffer
    ) {
        TimePattern.append(
            bytes.span(at: Int(pattern.offset), count: Int(pattern.count)), seconds: seconds, nanoseconds: nanoseconds,
            to: &line)
    }

    /// Writes the header that a step names, `-` when it is missing.
    borrowing func append(_ headers: borrowing HeaderMap, _ step: AccessLogStep, to line: inout ByteBuffer) {
        var index = find(step.id, step.text, in: headers)
        if index < 0 && step.alternative.count > 0 {
            index = find(step.alternativeID, step.alternative, in: headers)
        }
        guard index >= 0 else {
            line.append("-")
            return
        }
        let value = headers.value(at: index)
        line.append(value.count > step.limit ? value.extracting(first: step.limit) : value)
    }

    private borrowing func find(
        _ id: HeaderID, _ name: AccessLogStep.Text, in headers: borrowing HeaderMap
    ) -> Int {
        id == .other
            ? headers.index(named: bytes.span(at: Int(name.offset), count: Int(name.count)))
            : headers.firstIndex(of: id)
    }
}
