import Configuration
import Testing

@testable import TLS

@Suite("Stapled responses")
struct StapleActionTests {
    private static let fresh = StapledResponse(validity: (from: 10, until: 20))

    @Test("What holds is stapled, whatever the policy", arguments: [StaplePolicy.lenient, .strict, .required])
    func good(_ policy: StaplePolicy) {
        for now: Int64 in [10, 19] {
            #expect(StapleAction(policy, Self.fresh, demandsStaple: false, at: now) == .staple)
        }
    }

    @Test("What does not hold is treated as the policy says", arguments: [Int64(9), 20, 21])
    func late(_ now: Int64) {
        func action(_ policy: StaplePolicy, demands: Bool = false) -> StapleAction {
            StapleAction(policy, Self.fresh, demandsStaple: demands, at: now)
        }
        #expect(action(.lenient) == .omit)
        #expect(action(.strict) == .fail)
        #expect(action(.required) == .fail)
        #expect(action(.lenient, demands: true) == .fail)
    }

    @Test("Nothing to staple fails only where that is demanded")
    func missing() {
        func action(_ policy: StaplePolicy, demands: Bool = false) -> StapleAction {
            StapleAction(policy, nil, demandsStaple: demands, at: 15)
        }
        #expect(action(.lenient) == .omit)
        #expect(action(.strict) == .omit)
        #expect(action(.required) == .fail)
        #expect(action(.strict, demands: true) == .fail)
    }

    @Test(
        "Bytes that are no response are refused", arguments: [[], [0x30], [0x30, 0x03, 0x0a, 0x01, 0x06]] as [[UInt8]])
    func garbage(_ bytes: [UInt8]) {
        #expect(throws: TLSProblem.self) { try StapledResponse.validity(of: bytes, for: nil) { TLSProblem(text: $0) } }
    }
}
