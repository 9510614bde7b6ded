import Buffers
import Configuration
import HTTPSemantics
import TLS
import Testing

@testable import Upstreams

@Suite struct AskedNamesTests {
    /// The host of an authority.
    private static func host(_ authority: String) -> String {
        let bytes = Array(authority.utf8)
        return String(decoding: bytes[HostText.range(in: bytes.span)], as: UTF8.self)
    }

    @Test(
        "The host of an authority",
        arguments: [
            ("a.test", "a.test"), ("a.test:1", "a.test"), ("a.test:65535", "a.test"), ("a.test:65536", "a.test:65536"),
            ("a.test:", "a.test:"), ("a:b", "a:b"), (":1", ""), ("", ""), ("[::1]", "::1"), ("[::1]:80", "::1"),
            ("[a]", "[a]"), ("[]", "[]"), ("[", "["), ("10.0.0.1:1", "10.0.0.1"), ("80", "80"),
            ("a:99999999999999999999", "a:99999999999999999999"), ("::1", ":"),
        ])
    func hosts(authority: String, host: String) { #expect(Self.host(authority) == host) }

    @Test("No authority reads past its end")
    func anyText() {
        var state: UInt64 = 7
        let letters = Array("[]:.a1".utf8)
        for _ in 0..<20_000 {
            var text: [UInt8] = []
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for index in 0..<Int(state >> 60) {
                text.append(letters[Int((state >> (index * 3)) % UInt64(letters.count))])
            }
            let range = HostText.range(in: text.span)
            #expect(range.lowerBound >= 0 && range.upperBound <= text.count)
        }
    }

    /// What requests say, by a rule.
    private struct Fixture {
        let names: AskedNames

        init(asks: Bool = true, demands: Bool = false, field: String = "") {
            var rule = UpstreamNamesConfiguration()
            rule.asksForHost = asks
            rule.demandsHost = demands
            rule.fieldName = Array(field.utf8)
            names = AskedNames(rule)
        }

        func name(_ authority: String, _ fields: (String, String)...) -> AskedName? {
            var head = HeaderMap()
            head.append(.authority, Array(authority.utf8).span)
            for (name, value) in fields { head.append(name: Array(name.utf8).span, Array(value.utf8).span) }
            return names.name(of: head)
        }
    }

    @Test("Hosts that differ by case or port alone are the same name, as it was first spelled")
    func same() {
        let fixture = Fixture()
        let first = fixture.name("A.test:1")
        #expect(first?.names.asked == "A.test" && first?.names.demanded == nil)
        #expect(fixture.name("a.TEST") === first)
        #expect(fixture.name("b.test") != first)
    }

    @Test("Addresses are demanded, and not asked for")
    func addresses() {
        let asking = Fixture()
        #expect(asking.name("10.0.0.1:80") == nil && asking.name("[::1]") == nil && asking.name("") == nil)
        let demanding = Fixture(demands: true)
        let address = demanding.name("[::1]:80")
        #expect(address?.names.demanded == "::1" && address != nil && address?.names.asked == nil)
        let only = Fixture(asks: false, demands: true)
        let host = only.name("a.test")
        #expect(host?.names.demanded == "a.test" && host != nil && host?.names.asked == nil)
    }

    @Test("A field takes the place of the host, unless it is empty")
    func field() {
        let fixture = Fixture(field: "x-name")
        #expect(fixture.name("a.test", ("x-name", "b.test:1"))?.names.asked == "b.test")
        #expect(fixture.name("a.test", ("x-name", ""))?.names.asked == "a.test")
        #expect(fixture.name("a.test", ("x-other", "b.test"))?.names.asked == "a.test")
        #expect(fixture.name("a.test", ("x-name", "10.0.0.1")) == nil)
    }

    @Test("Clients cannot make it remember names without end, and what it forgot is still the same")
    func forgetting() {
        let fixture = Fixture()
        let first = fixture.name("a.test")
        for number in 0..<3_000 { _ = fixture.name("\(number).test") }
        let again = fixture.name("a.test")
        #expect(again !== first && again == first && again?.hashValue == first?.hashValue)
    }
}
