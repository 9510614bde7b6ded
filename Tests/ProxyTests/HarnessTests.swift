import Testing

/// The tools that the other tests stand on.
@Suite struct HarnessTests {
    @Test("Every case of a theme has a name of its own, fit for listeners and statistics")
    func names() {
        for theme in Catalogue.themes {
            let names = theme.cases.map(\.name)
            #expect(Set(names).count == names.count, "\(theme.name)")
            for name in names {
                #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }, "\(name)")
            }
        }
        #expect(Set(Catalogue.themes.map(\.name)).count == Catalogue.themes.count)
    }

    @Test("A golden file holds exactly the cases of its theme", arguments: Catalogue.themes)
    func goldenFiles(_ theme: Theme) {
        #expect(Set(GoldenFile.read(theme.name).keys) == Set(theme.cases.map(\.name)))
    }

    @Test("Bytes are shown on one line")
    func escapes() {
        #expect(ByteString("a\r\n\t\\").escaped == "a\\r\\n\\t\\\\")
        #expect(
            (([0x00, 0x7f, 0xff] as ByteString) + ByteString(repeating: 0x61, count: 40)).escaped
                == "\\x00\\x7f\\xff{a*40}")
    }

    @Test("A document laid over another merges objects and replaces the rest")
    func merging() {
        let base: JSON = ["a": ["b": 1, "c": [1, 2]], "d": "CLUSTER"]
        let merged = base.merged(with: ["a": ["c": [3]], "e": true]).replacing("CLUSTER", with: "x\"\n")
        #expect(merged.text == #"{"a":{"b":1,"c":[3]},"d":"x\"\n","e":true}"#)
        #expect(merged["a"]?["b"] == 1)
    }

    @Test("Messages are cut from the stream at their true ends")
    func messages() throws {
        var reader = HTTPMessageReader()
        reader.append(ByteString("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx: y\r\n"))
        let none = reader.take()
        #expect(none == nil)
        reader.append(
            ByteString("\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort"))
        let one = reader.take()
        let first = try #require(one)
        #expect(first.body == ByteString("hello") && first.trailers == [ByteString("x: y")] && first.status == 200)
        let two = reader.take()
        #expect(try #require(two).framing == .none)
        let incomplete = reader.take()
        #expect(incomplete == nil)
        let three = reader.take(ended: true)
        let last = try #require(three)
        #expect(!last.isComplete && last.body == ByteString("short"))
    }

    @Test(
        "A chunk that is not as the standard says is named",
        arguments: ["05\r\nhello", "5;x\r\nhello", "5\r\nhelloXX0\r\n"])
    func badChunks(_ chunks: String) throws {
        var reader = HTTPMessageReader()
        reader.append(ByteString("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\(chunks)\r\n"))
        let message = reader.take()
        #expect(try #require(message).fault != nil)
    }

    @Test("Masks hide only what has the right form")
    func masks() {
        let masks = Masks(listenerPort: 1234, upstreamPort: 4321)
        #expect(masks.apply(toHead: "date: Mon, 23 Nov 2026 18:00:23 GMT") == "date: {date}")
        #expect(masks.apply(toHead: "date: Mon, 23 Nov 26 18:00:23 GMT") == "date: Mon, 23 Nov 26 18:00:23 GMT")
        #expect(masks.apply(toHead: "x-request-id: 5c4ded48-79f0-46f2-9f38-4d855fab1c1a") == "x-request-id: {uuid}")
        #expect(masks.apply(toHead: "x-request-id: abc") == "x-request-id: abc")
        #expect(masks.apply(toHead: "x-envoy-upstream-service-time: 12") == "x-envoy-upstream-service-time: {ms}")
        #expect(masks.apply(toLog: "to 127.0.0.1:4321 received=7") == "to 127.0.0.1:{upstream} received=7")
        #expect(masks.apply(toLog: "dns_resolution_failure{no such name}") == "dns_resolution_failure{why}")
    }

    @Test("A script plays its part and records what it got")
    func upstream() throws {
        let upstream = try #require(ScriptedUpstream(.abandonedAfter("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")))
        defer { upstream.stop() }
        var client = try #require(RawClient(port: upstream.port, delivery: .bytewise))
        let record = client.run([.text(get("/x")), .answers(1)], upstream: upstream, probes: false)
        #expect(record.answers.map(\.body) == [ByteString("ok")] && record.ending == .open)
        let records = upstream.settledRecords()
        #expect(records.count == 1 && records[0].endedByProxy == true)
        #expect(records[0].requests.map(\.head) == [[ByteString("GET /x HTTP/1.1"), ByteString("host: a")]])
    }

    @Test("Doors that do not open")
    func doors() throws {
        let refusing = try #require(ScriptedUpstream(.refusing))
        #expect(Socket.connected(to: refusing.port) == nil)
        let stuck = try #require(ScriptedUpstream(.stuck))
        let waiting = try #require(Socket.connecting(to: stuck.port))
        #expect(waiting.receive(until: Deadline(seconds: 0.05)) == .timedOut)
    }

    @Test("A process is waited for, signalled and reaped")
    func processes() throws {
        let directory = try TemporaryDirectory()
        let output = directory.file("out")
        let quick = try ChildProcess(
            "/bin/sh", ["-c", "echo hi; exit 3"], output: output, errors: directory.file("err"))
        #expect(quick.ending(within: 60) == .exit(3))
        #expect(readFile(output)?.text == "hi\n")
        let slow = try ChildProcess("/bin/sh", ["-c", "exec cat <&1"], output: "/dev/null", errors: "/dev/null")
        slow.signal(15)
        #expect(slow.ending(within: 60) != nil)
    }
}
