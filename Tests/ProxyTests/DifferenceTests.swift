import Testing

/// Where Apus differs from Envoy by choice; the same conversation is held with Envoy to show that the difference is real.
@Suite struct DifferenceTests {
    /// What one conversation came to.
    private struct Outcome {
        var statuses: [Int?]
        var ending: ClientRecord.Ending
        /// The start lines that each upstream connection got.
        var upstream: [[String]]
    }

    private static let two: [ClientStep] = [.text(get("/1")), .answers(1), .text(get("/2")), .answers(1)]

    private func converse(_ binary: ProxyBinary, _ testCase: ProxyCase) throws -> Outcome {
        let upstream = try #require(ScriptedUpstream(testCase.upstream))
        defer { upstream.stop() }
        let directory = try TemporaryDirectory()
        let configuration = Theme(name: "difference", cases: [testCase]).configuration(
            upstreams: [testCase.name: upstream.port], log: directory.file("access.log"))
        let proxy = try ProxyHarness(binary, configuration: configuration, directory: directory)
        defer { proxy.stop() }
        let port = try #require(proxy.port(of: testCase.name))
        var client = try #require(RawClient(port: port, delivery: .whole))
        let record = client.run(testCase.steps, upstream: upstream, probes: false)
        let records = upstream.settledRecords()
        return Outcome(
            statuses: record.answers.map(\.status), ending: record.ending,
            upstream: records.map { $0.requests.map { $0.head.first?.text ?? "" } }.filter { !$0.isEmpty })
    }

    @Test("A client that has closed its direction is answered", arguments: ProxyBinary.present)
    func halfClosedClient(_ binary: ProxyBinary) throws {
        // No answer comes to Envoy before the end of the client's direction, however late that is sent.
        let upstream = binary == .apus ? UpstreamScript.plain : .silent
        let steps: [ClientStep] = [.text(get()), .closeWriting, .answers(1), .end]
        let outcome = try converse(binary, ProxyCase("half-closed", steps: steps, upstream: upstream))
        #expect(outcome.statuses == (binary == .apus ? [200] : []))
        #expect(outcome.ending == .closed)
    }

    @Test("Every pipelined request of a half-closed client is answered")
    func halfClosedPipeline() throws {
        let steps: [ClientStep] = [
            .text(get("/1") + post("content-length: 5", body: "hello") + get("/3")), .closeWriting, .answers(3), .end,
        ]
        let outcome = try converse(.apus, ProxyCase("half-closed-pipeline", steps: steps))
        #expect(outcome.statuses == [200, 200, 200] && outcome.ending == .closed)
    }

    @Test("A half-closed client that waits gets a slow answer whole")
    func halfClosedSlowAnswer() throws {
        let body = String(repeating: "q", count: 5000)
        let upstream = UpstreamScript.trickling(answer("200 OK", "content-length: 5000", body: body))
        let outcome = try converse(
            .apus,
            ProxyCase("half-closed-slow", steps: [.text(get()), .closeWriting, .answers(1), .end], upstream: upstream))
        #expect(outcome.statuses == [200] && outcome.ending == .closed)
    }

    /// Answers one request; on the second closes with no byte said. What comes on the next connection is answered.
    private static let stale = UpstreamScript(
        [.request, .send(UpstreamScript.okAnswer), .request, .close], [.serve([UpstreamScript.okAnswer])])

    @Test("A request on a reused connection that ends unanswered is sent once more", arguments: ProxyBinary.present)
    func staleConnection(_ binary: ProxyBinary) throws {
        let outcome = try converse(binary, ProxyCase("stale", steps: Self.two, upstream: Self.stale))
        #expect(outcome.ending == .open)
        if binary == .apus {
            #expect(outcome.statuses == [200, 200])
            #expect(outcome.upstream == [["GET /1 HTTP/1.1", "GET /2 HTTP/1.1"], ["GET /2 HTTP/1.1"]])
        } else {
            #expect(outcome.statuses == [200, 503])
            #expect(outcome.upstream == [["GET /1 HTTP/1.1", "GET /2 HTTP/1.1"]])
        }
    }

    @Test("Where the cluster has no room for retries there is none", arguments: ProxyBinary.present, [false, true])
    func staleWithoutRoom(_ binary: ProxyBinary, hasRule: Bool) throws {
        let testCase = ProxyCase("stale-full", steps: Self.two, upstream: Self.stale).with {
            $0.cluster = ["circuit_breakers": ["thresholds": [["max_retries": 0]]]]
            if hasRule { $0.action = ["retry_policy": ["retry_on": "reset"]] }
        }
        let outcome = try converse(binary, testCase)
        #expect(outcome.statuses == [200, 503])
        #expect(outcome.upstream.count == 1)
    }

    @Test("A reset instead of an end is retried too")
    func staleConnectionReset() throws {
        let upstream = UpstreamScript(
            [.request, .send(UpstreamScript.okAnswer), .request, .reset], [.serve([UpstreamScript.okAnswer])])
        let outcome = try converse(.apus, ProxyCase("stale-reset", steps: Self.two, upstream: upstream))
        #expect(outcome.statuses == [200, 200])
    }

    @Test("An idempotent request with a body is sent once more with its body")
    func staleConnectionBody() throws {
        let steps: [ClientStep] = [
            .text(get("/1")), .answers(1), .text(request("PUT", "/2", ["content-length: 5"], body: "hello")),
            .answers(1),
        ]
        let outcome = try converse(.apus, ProxyCase("stale-put", steps: steps, upstream: Self.stale))
        #expect(outcome.statuses == [200, 200])
        #expect(outcome.upstream == [["GET /1 HTTP/1.1", "PUT /2 HTTP/1.1"], ["PUT /2 HTTP/1.1"]])
    }

    @Test("What is not idempotent is not sent twice", arguments: ProxyBinary.present)
    func staleConnectionPost(_ binary: ProxyBinary) throws {
        let steps: [ClientStep] = [
            .text(get("/1")), .answers(1), .text(request("POST", "/2", ["content-length: 5"], body: "hello")),
            .answers(1),
        ]
        let outcome = try converse(binary, ProxyCase("stale-post", steps: steps, upstream: Self.stale))
        #expect(outcome.statuses == [200, 503])
        #expect(outcome.upstream == [["GET /1 HTTP/1.1", "POST /2 HTTP/1.1"]])
    }

    @Test("Once is enough", arguments: ProxyBinary.present)
    func staleTwice(_ binary: ProxyBinary) throws {
        let upstream = UpstreamScript(
            [.request, .send(UpstreamScript.okAnswer), .request, .close], [.request, .close],
            [.serve([UpstreamScript.okAnswer])])
        let outcome = try converse(binary, ProxyCase("stale-twice", steps: Self.two, upstream: upstream))
        #expect(outcome.statuses == [200, 503])
        #expect(outcome.upstream.count == (binary == .apus ? 2 : 1))
    }

    @Test("Nothing is retried once a byte of an answer has come", arguments: ProxyBinary.present)
    func staleWithABeginning(_ binary: ProxyBinary) throws {
        let upstream = UpstreamScript(
            [.request, .send(UpstreamScript.okAnswer), .request, .send(ByteString("HTTP/1.1 2")), .close],
            [.serve([UpstreamScript.okAnswer])])
        let outcome = try converse(binary, ProxyCase("stale-beginning", steps: Self.two, upstream: upstream))
        #expect(outcome.statuses == [200, 502])
        #expect(outcome.upstream.count == 1)
    }

    @Test("A first request on a fresh connection is not retried", arguments: ProxyBinary.present)
    func freshConnection(_ binary: ProxyBinary) throws {
        let outcome = try converse(binary, ProxyCase("fresh", get(), upstream: .closingAfter("")))
        #expect(outcome.statuses == [503])
        #expect(outcome.upstream == [["GET / HTTP/1.1"]])
    }
}
