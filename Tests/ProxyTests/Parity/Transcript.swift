/// What came of a case, as text: the form of the golden files.
enum Transcript {
    /// Writes what client and upstream saw, the log lines and the statistics of a case.
    static func text(
        _ testCase: ProxyCase, client: ClientRecord, upstream: [UpstreamConnectionRecord], log: [String],
        ownLogs: [[String]] = [], statistics: [String], masks: Masks
    ) -> String {
        var lines: [String] = []
        for step in testCase.steps { lines += describe(step) }
        for answer in client.answers { lines += describe(answer, mark: "<", masks: masks) }
        if !client.leftover.isEmpty { lines.append("< leftover: \(client.leftover.escaped)") }
        lines.append("connection: \(client.ending.rawValue)")
        if !TranscriptMask.hides(.upstream, of: testCase.name) {
            for (index, connection) in upstream.enumerated() {
                if connection.requests.isEmpty && connection.endedByProxy == nil { continue }
                lines.append("upstream \(index + 1):")
                for request in connection.requests { lines += describe(request, mark: "^", masks: masks) }
                if let ended = connection.endedByProxy { lines.append(ended ? "^ ended" : "^ kept") }
            }
        }
        if !TranscriptMask.hides(.log, of: testCase.name) {
            let hidesReceived = TranscriptMask.hides(.receivedBytes, of: testCase.name)
            let hidesSent = TranscriptMask.hides(.sentBytes, of: testCase.name)
            for line in log {
                var masked = masks.apply(toLog: line)
                if hidesReceived { masked.replace(#/ received=\d+ /#, with: " received={n} ") }
                if hidesSent { masked.replace(#/ sent=\d+ /#, with: " sent={n} ") }
                lines.append("log: " + masked)
            }
        }
        for (place, log) in ownLogs.enumerated() {
            for line in log { lines.append("log \(place + 1): " + masks.apply(toOwnLog: line)) }
        }
        for line in statistics { lines.append("stat: " + masks.apply(toStatistics: line)) }
        return lines.joined(separator: "\n")
    }

    private static func describe(_ step: ClientStep) -> [String] {
        switch step {
        case .send(let bytes):
            var lines: [String] = []
            var start = 0
            while start < bytes.count {
                let end = bytes.firstIndex(of: [0x0a], from: start).map { $0 + 1 } ?? bytes.count
                lines.append("> " + ByteString(bytes[start..<end]).escaped)
                start = end
            }
            return lines
        case .answers(let count): return ["> (\(count) answers)"]
        case .headAnswers(let count): return ["> (\(count) answers to HEAD)"]
        case .interim(let count): return ["> (\(count) interim answers)"]
        case .body(let text): return ["> (until '\(text)')"]
        case .upstreamReceived(let text): return ["> (until upstream has '\(ByteString(text).escaped)')"]
        case .upstreamEnded: return ["> (until upstream is over)"]
        case .end: return ["> (until the end)"]
        case .reconnect: return ["> (reconnects)"]
        case .closeWriting: return ["> (closes its direction)"]
        case .leave: return ["> (leaves)"]
        }
    }

    private static func describe(_ message: HTTPMessage, mark: String, masks: Masks) -> [String] {
        var lines = message.head.map { "\(mark) \(masks.apply(toHead: $0.escaped))" }
        if message.framing != .none {
            let flaw = message.fault.map { ", \($0)" } ?? (message.isComplete ? "" : ", incomplete")
            // What stands for the same bytes is each proxy's choice; that it does is tested with the encoder.
            let body = message.body.starts(with: [0x1F, 0x8B]) ? "{gzip}" : message.body.escaped
            lines.append("\(mark) (\(message.framing.rawValue)\(flaw)) \(body)")
        }
        for trailer in message.trailers { lines.append("\(mark) trailer \(trailer.escaped)") }
        return lines
    }
}

/// What differs from run to run, and how it is written instead.
struct Masks {
    /// The ports of the case's listener and upstream.
    var listenerPort: UInt16
    var upstreamPort: UInt16

    /// Masks a start or field line.
    func apply(toHead line: String) -> String {
        guard let colon = line.firstRange(of: ": ") else { return ports(ends(line)) }
        let name = line[..<colon.lowerBound]
        let value = String(line[colon.upperBound...])
        switch name.lowercased() {
        case "date": return Self.isDate(value) ? "\(name): {date}" : line
        case "x-request-id": return Self.isUUID(value) ? "\(name): {uuid}" : line
        case "x-envoy-expected-rq-timeout-ms":
            // What is left of the usual 15 s, of 3 s, or of 0.3 s, for a further try.
            guard let rest = Int(value) else { return line }
            let rests = [14_000..<15_000, 2_001..<3_000, 251..<300, 201..<250]
            return rests.contains { $0.contains(rest) } ? "\(name): {ms}" : line
        case "x-envoy-upstream-service-time": return Int(value) != nil ? "\(name): {ms}" : line
        case "x-forwarded-port": return value == String(listenerPort) ? "\(name): {listener}" : line
        case "set-cookie":
            // A cookie of consistent hashing is made of ports.
            return ports(line.replacing(/="[0-9a-f]{16}"/, with: "=\"{hash}\""))
        case "x-forwarded-for": return "\(name): \(Self.ownAddress(value))"
        default: return ports(line)
        }
    }

    /// Masks a line of the access log. Why a name has no address is told in the words of each proxy's resolver.
    func apply(toLog line: String) -> String {
        ports(line).replacing(/(dns_resolution_failure\x7b)[^\x7d]*/) { "\($0.1)why" }
    }

    /// Masks a line of statistics, where endpoints are named by their addresses.
    func apply(toStatistics line: String) -> String {
        line.replacing("127.0.0.1_\(upstreamPort).", with: "127.0.0.1_{upstream}.")
    }

    /// Masks a line of a case's own log: moments, random numbers, ports that the system chose, and numbers behind `ms`
    /// (a duration) and `id` (of a connection), which may be anything but 0.
    func apply(toOwnLog line: String) -> String {
        var text = ports(line)
        text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/, with: "{time}")
        text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/, with: "{uuid}")
        text.replace(/\bHOSTNAME(=\x5b|":")[^\x5d"]+/) { "HOSTNAME\($0.1){host}" }
        // The durations of Envoy's default line.
        text.replace(/(\x22 \d{3} \S+ \d+ \d+) \d+ \d+ \x22/) { "\($0.1) {n} {n} \"" }
        text.replace(/127\.0\.0\.1:\d{4,5}/, with: "127.0.0.1:{port}")
        text.replace(/\b(ms|us|ns|s)=\x5b?\d+/) { "\($0.1)={n}" }
        text.replace(/\b(id|port)=\x5b?[1-9]\d*/) { "\($0.1)={n}" }
        text.replace(/"(ms|us|ns|s|id|port)(-[^"]*)?":"?\d+/) { "\"\($0.1)\($0.2 ?? "")\":{n}" }
        return text
    }

    /// Masks a line of the PROXY protocol: ports of this machine are the kernel's choice.
    private func ends(_ line: String) -> String {
        guard line.hasPrefix("PROXY TCP4 127.0.0.1 127.0.0.1 ") else { return line }
        var words = line.split(separator: " ").map(String.init)
        guard words.count == 6 else { return line }
        words[4] = "{port}"
        words[5] = ":\(words[5])"
        return words.joined(separator: " ")
    }

    private func ports(_ line: String) -> String {
        line.replacing(":\(listenerPort)", with: ":{listener}").replacing(":\(upstreamPort)", with: ":{upstream}")
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, and of this century.
    private static func isDate(_ value: String) -> Bool {
        let pattern = "Www, dd Www dddd dd:dd:dd GMT"
        guard value.count == pattern.count else { return false }
        return zip(value, pattern).allSatisfy { character, kind in
            switch kind {
            case "W": character.isUppercase
            case "w": character.isLowercase
            case "d": character.isNumber
            default: character == kind
            }
        } && value.contains(" 20")
    }

    /// A random (version 4) UUID in lower case.
    private static func isUUID(_ value: String) -> Bool {
        let groups = value.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12] else { return false }
        return groups[2].first.map { "4ab9".contains($0) } == true
            && value.allSatisfy { $0 == "-" || $0.isNumber || ("a"..."f").contains($0) }
    }

    /// A peer on loopback is forwarded as the machine's own first address.
    private static func ownAddress(_ value: String) -> String {
        guard let own = NetworkInterfaces.firstAddress else { return value }
        return value.split(separator: ",", omittingEmptySubsequences: false).map { $0 == own ? "{own}" : String($0) }
            .joined(separator: ",")
    }
}
