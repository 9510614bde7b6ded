import Testing

/// Requests cut in two at every byte: where a read ends must not matter.
@Suite struct SplitTests {
    /// Cases that together meet every state of the request parser.
    private static let names: Set<String> = [
        "post-with-length", "post-chunked", "length-then-chunked", "coding-identity", "coding-capitals", "extension",
        "trailers-enabled", "absolute-plain", "version-1-0", "five-leading-crlf", "field-space-before-colon",
        "fields-keep-order-and-repetition", "value-nul", "host-twice-different", "obs-fold", "two-cr-before-lf",
        "bare-cr-in-a-value", "bare-lf-everywhere", "bytes-behind-chunk-data", "expect-continue-body-at-once",
        "pipelined-three", "pipelined-posts", "close-asked-more-pipelined", "http10-post-chunked", "hop-nominated",
    ]

    static let theme = Theme(
        name: "splits",
        cases: Catalogue.themes.flatMap(\.cases).filter { names.contains($0.name) })

    @Test("The chosen cases exist")
    func cases() {
        #expect(Set(Self.theme.cases.map(\.name)) == Self.names)
        #expect(Self.theme.cases.count == Self.names.count)
    }

    @Test("A request means the same wherever it is cut", arguments: ProxyBinary.present)
    func everyByte(_ binary: ProxyBinary) async throws {
        let mistakes = try await onThread { Result { try Self.mistakes(binary) } }.get()
        for mistake in mistakes { Issue.record("\(mistake)") }
    }

    /// Runs every case with every cut; what differs from the uncut run, at most one line a case.
    private static func mistakes(_ binary: ProxyBinary) throws -> [String] {
        let directory = try TemporaryDirectory()
        var upstreams: [String: ScriptedUpstream] = [:]
        for testCase in theme.cases { upstreams[testCase.name] = ScriptedUpstream(testCase.upstream) }
        defer { for upstream in upstreams.values { upstream.stop() } }
        let configuration = theme.configuration(
            upstreams: upstreams.mapValues(\.port), log: directory.file("access.log"))
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        let started = upstreams
        return concurrently(theme.cases, width: 8) { testCase in
            guard let upstream = started[testCase.name], let port = proxy.port(of: testCase.name) else {
                return "\(testCase.name): no listener"
            }
            guard case .send(let bytes)? = testCase.steps.first else { return "\(testCase.name): sends nothing first" }
            let expected = observe(testCase, port, upstream, .whole)
            for cut in 1..<bytes.count {
                let found = observe(testCase, port, upstream, .split(cut))
                if found != expected {
                    let difference = LineDifference.text(from: expected, to: found)
                    return "\(binary), \(testCase.name) cut after \(cut) bytes:\n\(difference)"
                }
            }
            return nil
        }.compactMap { $0 }
    }

    private static func observe(
        _ testCase: ProxyCase, _ port: UInt16, _ upstream: ScriptedUpstream, _ delivery: Delivery
    ) -> String {
        upstream.forget()
        guard var client = RawClient(port: port, delivery: delivery) else { return "(no connection)" }
        let record = client.run(testCase.steps, upstream: upstream, probes: false, finishes: false)
        let masks = Masks(listenerPort: port, upstreamPort: upstream.port)
        // The proxy may spread requests over connections as it likes; only what was asked counts.
        var merged = UpstreamConnectionRecord()
        merged.requests = upstream.records.flatMap(\.requests).sorted { $0.order < $1.order }
        return Transcript.text(testCase, client: record, upstream: [merged], log: [], statistics: [], masks: masks)
    }
}

extension HTTPMessage {
    /// Sorts messages alike, whichever connection they came by.
    fileprivate var order: String {
        (head.filter { !$0.starts(with: ByteString("x-request-id")) } + [body]).map(\.escaped).joined(separator: "\n")
    }
}
