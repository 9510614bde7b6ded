// Times single rooms: the request parser, the header map and the route table, without a proxy around them.
// Built and run by `Benchmarks/micro/run`; each line is the median and the range of eleven rounds.

import Buffers
import Configuration
import HTTP1
import HTTPSemantics
import Routing

@main
struct Micro {
    static let rounds = 11

    /// Runs `body`, which repeats something `count` times, and prints what one repetition took.
    static func measure(_ name: String, count: Int, _ body: (Int) -> Int) {
        let clock = ContinuousClock()
        var sum = body(count / 10)
        var nanoseconds: [Double] = []
        for _ in 0..<rounds {
            let elapsed = clock.measure { sum &+= body(count) }
            let parts = elapsed.components
            let total = Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9
            nanoseconds.append(total / Double(count))
        }
        nanoseconds.sort()
        func text(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
        // The sum keeps the work from being left out.
        let check = sum == Int.min ? "!" : ""
        print(
            "\(name)\(String(repeating: " ", count: max(1, 64 - name.count)))"
                + "\(text(nanoseconds[rounds / 2])) ns (\(text(nanoseconds[0]))–\(text(nanoseconds[rounds - 1])))\(check)")
    }

    static func main() {
        parser()
        headers()
        routes()
    }

    /// The head of a request with ten fields, as the load of `make bench` sends it.
    static let head =
        "GET /api/v1/items/42?full=1 HTTP/1.1\r\nhost: api.example.com\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64)\r\n"
        + "accept: application/json\r\naccept-encoding: gzip, deflate, br\r\naccept-language: en-GB,en;q=0.5\r\n"
        + "cookie: session=0123456789abcdef0123456789abcdef\r\nauthorization: Bearer 0123456789abcdef\r\n"
        + "x-request-source: mobile\r\ncache-control: no-cache\r\nreferer: https://www.example.com/\r\n\r\n"

    static func parser() {
        var input = ByteBuffer(capacity: 4096)
        input.append(Array(head.utf8))
        var request = RequestHead()
        var trailers = HeaderMap()
        var parser = HTTP1RequestParser(options: HTTP1Options())
        measure("parse a request head with ten fields", count: 200_000) { count in
            var sum = 0
            for _ in 0..<count {
                if case .head(let consumed, _) = parser.step(input.readable, head: &request, trailers: &trailers) {
                    sum &+= consumed
                }
                parser.reset()
                request.reset()
                trailers.removeAll()
            }
            return sum
        }
    }

    static func headers() {
        var map = HeaderMap()
        let value = Array("application/json; charset=utf-8".utf8)
        let name = Array("x-tenant-name".utf8)
        measure("fill a header map with eight fields, and empty it", count: 500_000) { count in
            var sum = 0
            for _ in 0..<count {
                map.append(.method, "GET")
                map.append(.path, "/")
                map.append(.authority, "api.example.com")
                map.append(.userAgent, value.span)
                map.append(.accept, value.span)
                map.append(.cookie, value.span)
                map.append(.xRequestID, value.span)
                map.append(name: name.span, value.span)
                sum &+= map.count
                map.removeAll()
            }
            return sum
        }
        map.append(.method, "GET")
        map.append(.path, "/")
        map.append(.authority, "api.example.com")
        for _ in 0..<6 { map.append(name: name.span, value.span) }
        map.append(.xRequestID, value.span)
        measure("find a known field among ten", count: 5_000_000) { count in
            var sum = 0
            for _ in 0..<count { sum &+= map.firstIndex(of: .xRequestID) }
            return sum
        }
        measure("overwrite a known field among ten", count: 2_000_000) { count in
            var sum = 0
            for _ in 0..<count {
                map.set(.xRequestID, value.span)
                sum &+= map.count
            }
            return sum
        }
    }

    static func routes() {
        for count in [1, 1_000] {
            let routes = (0..<count).map { index in
                RouteEntryConfiguration(
                    name: "r", match: RouteMatchConfiguration(path: .prefix("/service/\(index)/")),
                    action: .directResponse(DirectResponseConfiguration(status: 200)))
            }
            let one = RouteTable(
                RouteConfiguration(virtualHosts: [
                    VirtualHostConfiguration(name: "all", domains: ["*"], routes: routes)
                ]))
            find("the last of \(count) prefixes", in: one, host: "api.example.com", path: "/service/\(count - 1)/items")
            let hosts = (0..<count).map { index in
                VirtualHostConfiguration(
                    name: "v\(index)", domains: ["service-\(index).example.com"], routes: [routes[0]])
            }
            let many = RouteTable(RouteConfiguration(virtualHosts: hosts))
            find(
                "the last of \(count) virtual hosts", in: many, host: "service-\(count - 1).example.com",
                path: "/service/0/items")
        }
    }

    static func find(_ what: String, in table: RouteTable, host: String, path: String) {
        var head = RequestHead()
        head.headers.append(.method, "GET")
        head.headers.append(.authority, Array(host.utf8))
        head.headers.append(.path, Array(path.utf8))
        measure("find \(what)", count: 1_000_000) { count in
            var sum = 0
            for _ in 0..<count { sum &+= table.match(head)?.ruleIndex ?? -1 }
            return sum
        }
    }
}
