internal import Buffers
internal import Configuration
internal import EventLoops
internal import HTTPSemantics
internal import Routing

/// A retry policy, compiled. One a worker and route that has one.
final class RetryPolicy {
    let configuration: RetryPolicyConfiguration
    private let answerFields: [HeaderMatcher]
    private let requestFields: [HeaderMatcher]
    private let resetFields: [(name: [UInt8], isMoment: Bool)]

    init(_ configuration: RetryPolicyConfiguration) {
        self.configuration = configuration
        answerFields = configuration.answerFields.map { HeaderMatcher($0) }
        requestFields = configuration.requestFields.map { HeaderMatcher($0) }
        resetFields = configuration.resetFields.map { (Array($0.name.utf8), $0.isMoment) }
    }

    /// Whether requests with this head may be tried again at all.
    func concerns(_ request: borrowing HeaderMap) -> Bool {
        requestFields.isEmpty || requestFields.contains { $0.matches(request) }
    }

    /// Whether an answer has a field for `retriable-headers`.
    func namesField(of answer: borrowing HeaderMap) -> Bool {
        for matcher in answerFields where matcher.matches(answer) { return true }
        return false
    }

    /// How long the endpoint wants us to wait, in nanoseconds; nil when it says nothing that is heard.
    func askedPause(in answer: borrowing HeaderMap, at time: WallTime) -> UInt64? {
        for (name, isMoment) in resetFields {
            let index = answer.index(named: name.span)
            guard index >= 0, let number = answer.number(at: index) else { continue }
            let now = UInt64(clamping: time.seconds)
            if isMoment && number <= now { continue }
            let (pause, overflow) = (isMoment ? number - now : number).multipliedReportingOverflow(by: 1_000_000_000)
            // Of a pause of up to a millisecond nothing is left in Envoy, which counts those.
            if !overflow, pause > 1_000_000, pause <= configuration.longestReset { return pause }
        }
        return nil
    }
}
