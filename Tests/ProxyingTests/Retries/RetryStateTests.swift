import Configuration
import EventLoops
import HTTPSemantics
import Testing

@testable import Proxying

@Suite("When a request is tried again")
struct RetryStateTests {
    private func state(
        _ conditions: RetryConditions, _ change: (inout RetryPolicyConfiguration) -> Void = { _ in }
    ) -> RetryState {
        var policy = RetryPolicyConfiguration()
        policy.conditions = conditions
        change(&policy)
        return RetryState(RetryPolicy(policy))
    }

    private func isWanted(_ state: RetryState, _ status: UInt16, _ fields: [(String, String)] = []) -> Bool {
        var head = ResponseHead()
        head.status = status
        for (name, value) in fields { head.headers.append(name: Array(name.utf8).span, Array(value.utf8).span) }
        return state.isWanted(after: head)
    }

    @Test("Each condition asks for its statuses and no others")
    func statuses() {
        let rules: [(RetryConditions, (UInt16) -> Bool)] = [
            (.serverError, { (500..<600).contains($0) }), (.gatewayError, { (502...504).contains($0) }),
            (.retriable4xx, { $0 == 409 }), (.retriableStatusCodes, { $0 == 418 }), (.reset, { _ in false }),
            (.connectFailure, { _ in false }), (.rateLimited, { _ in false }), (.retriableHeaders, { _ in false }),
            (.anyGRPC, { _ in false }),
        ]
        for (condition, rule) in rules {
            let state = state(condition) { $0.statusCodes = [418] }
            for status in UInt16(200)...650 { #expect(isWanted(state, status) == rule(status), "\(status)") }
        }
    }

    @Test("A rate limited answer is tried again only by the rule for it")
    func rateLimited() {
        let marked = [("x-envoy-ratelimited", "true")]
        #expect(!isWanted(state([.serverError, .gatewayError]), 503, marked))
        #expect(isWanted(state(.rateLimited), 429, marked))
        #expect(!isWanted(state(.rateLimited), 429))
    }

    @Test("The gRPC status of the head counts")
    func grpc() {
        let conditions: [(RetryConditions, Int)] = [
            (.grpcCancelled, 1), (.grpcDeadlineExceeded, 4), (.grpcResourceExhausted, 8), (.grpcInternal, 13),
            (.grpcUnavailable, 14),
        ]
        for (condition, code) in conditions {
            for status in 0...20 {
                #expect(isWanted(state(condition), 200, [("grpc-status", String(status))]) == (status == code))
            }
        }
        #expect(!isWanted(state(.anyGRPC), 200, [("grpc-status", "x")]))
    }

    @Test("Each failure is tried again by the conditions that name it")
    func resets() {
        let failures: [StreamResetReason] = [.connectionFailure, .localConnectionFailure, .connectionTimeout]
        let others: [StreamResetReason] = [
            .localReset, .localRefusedStreamReset, .remoteReset, .remoteRefusedStreamReset, .connectionTermination,
            .protocolError,
        ]
        for reason in failures + others {
            for condition in [RetryConditions.reset, .serverError, .gatewayError] {
                #expect(state(condition).isWanted(after: reason, wasSent: true))
            }
            #expect(state(.connectFailure).isWanted(after: reason, wasSent: false) == failures.contains(reason))
            #expect(
                state(.refusedStream).isWanted(after: reason, wasSent: true) == (reason == .remoteRefusedStreamReset))
            #expect(!state(.resetBeforeRequest).isWanted(after: reason, wasSent: true))
            #expect(state(.resetBeforeRequest).isWanted(after: reason, wasSent: false))
        }
        let everything = RetryConditions(rawValue: .max)
        #expect(!state(everything).isWanted(after: .overflow, wasSent: false))
    }

    @Test("What a request asks for is heard, unless its head keeps it from being tried again")
    func hearing() {
        var headers = HeaderMap()
        headers.append(.method, "GET")
        headers.append(.xEnvoyMaxRetries, "7")
        headers.append(.xEnvoyRetriableStatusCodes, "201, x,202")
        headers.append(.xEnvoyRetriableHeaderNames, "X-A , b")
        var heard = state([.retriableStatusCodes, .retriableHeaders])
        let isHeard = heard.hear(headers)
        #expect(isHeard)
        #expect(heard.left == 7)
        #expect(isWanted(heard, 201) && isWanted(heard, 202) && !isWanted(heard, 203))
        #expect(isWanted(heard, 200, [("x-a", "")]) && !isWanted(heard, 200, [("c", "")]))
        var unheard = state(.serverError) {
            $0.requestFields = [HeaderMatcherConfiguration(name: "x", condition: .present(true))]
        }
        let isHeardToo = unheard.hear(headers)
        #expect(!isHeardToo)
    }

    @Test("An endpoint's wish for a pause is heard within limits")
    func askedPauses() {
        var configuration = RetryPolicyConfiguration()
        configuration.resetFields = [.init(name: "at", isMoment: true), .init(name: "after", isMoment: false)]
        configuration.longestReset = 60_000_000_000
        let policy = RetryPolicy(configuration)
        let now = WallTime(seconds: 1_000, nanoseconds: 0)
        func asked(_ fields: [(String, String)]) -> UInt64? { policy.askedPause(in: makeHeaders(fields), at: now) }
        #expect(asked([("after", "5")]) == 5_000_000_000)
        #expect(asked([("after", "5"), ("at", "1009")]) == 9_000_000_000)
        #expect(asked([("after", "5"), ("at", "999")]) == 5_000_000_000)
        #expect(asked([("after", "61")]) == nil)
        #expect(asked([("after", "0")]) == nil)
        #expect(asked([("after", "18446744073709551615")]) == nil)
        #expect(asked([("after", "soon")]) == nil)
        #expect(asked([]) == nil)
    }

    /// The rules in their plainest form.
    private struct Model {
        var left: UInt32
        var holdsSlot = false
        var bound: UInt64
        let limit: UInt64

        mutating func decide(_ isWanted: Bool, _ hasRoom: Bool, _ asked: UInt64?) -> (String, Range<UInt64>) {
            holdsSlot = false
            if !isWanted { return ("stands", 0..<0) }
            if left == 0 { return ("usedUp", 0..<0) }
            left -= 1
            if !hasRoom { return ("noRoom", 0..<0) }
            holdsSlot = true
            if let asked { return ("again", asked..<(asked + asked / 2 + 1)) }
            let range = 0..<bound
            bound = min(bound * 2, limit)
            return ("again", range)
        }
    }

    @Test("Any sequence of outcomes is decided as by the plainest rules", arguments: 0..<200)
    func modelled(_ seed: Int) {
        var numbers = SeededNumbers(seed: UInt64(seed))
        let retries = UInt32(numbers.below(6))
        let base = UInt64(1 + numbers.below(1_000_000))
        let limit = base * UInt64(1 + numbers.below(20))
        var state = state(.serverError) {
            $0.retries = retries
            $0.backOffBase = base
            $0.backOffLimit = limit
        }
        var model = Model(left: retries, bound: base, limit: limit)
        for _ in 0..<20 {
            let isWanted = numbers.below(4) > 0
            let hasRoom = numbers.below(5) > 0
            let asked = numbers.below(4) == 0 ? UInt64(2_000_000 + numbers.below(1_000_000)) : nil
            let hadSlot = state.giveSlotBack()
            #expect(hadSlot == model.holdsSlot)
            let (word, range) = model.decide(isWanted, hasRoom, asked)
            switch state.decide(isWanted: isWanted, hasRoom: hasRoom, random: numbers.next(), asked: asked) {
            case .stands: #expect(word == "stands")
            case .usedUp: #expect(word == "usedUp")
            case .noRoom: #expect(word == "noRoom")
            case .again(let pause):
                #expect(word == "again")
                #expect(range.contains(pause))
            }
            #expect(state.holdsSlot == model.holdsSlot)
            #expect(state.left == model.left)
        }
    }
}
