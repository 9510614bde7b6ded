import HTTPSemantics
import Testing

@Suite("Cookies")
struct CookieTests {
    private func value(_ name: String, _ fields: String...) -> String? {
        let map = HeaderMap([("x", "c=9")] + fields.map { ("cookie", $0) })
        guard let place = map.cookie(named: name.bytes.span) else { return nil }
        return text(map.value(at: place.field).extracting(place.range))
    }

    @Test("The first of a name counts, over all fields")
    func first() {
        #expect(value("c") == nil && value("c", "c=1") == "1" && value("c", "a=2; c=1") == "1")
        #expect(value("c", "c=2; c=1") == "2" && value("c", "c=2", "c=1") == "2" && value("c", "a=1", "c=1") == "1")
    }

    @Test("Names are compared whole and with case")
    func names() {
        #expect(value("c", "C=1") == nil && value("c", "cc=1") == nil && value("c", "c =1") == nil)
        #expect(value("c", "a;c=1") == "1" && value("c", "c") == nil && value("c", "c; c=1") == "1")
    }

    @Test("Without one, the others stand in one field at the end")
    func removal() {
        var map = HeaderMap([("cookie", "a=1; c=2;d=3"), ("x", "y"), ("cookie", "c=4; e; f=\"5\"")])
        var found: [String] = []
        for name in ["c", "none", "a", "d", "f"] {
            map.removeCookie(named: name.bytes.span)
            found.append(map.count == 2 ? text(map.value(at: 1)) : "\(map.count)")
        }
        #expect(found == ["a=1; d=3; f=\"5\"", "a=1; d=3; f=\"5\"", "d=3; f=\"5\"", "f=\"5\"", "1"])
    }

    @Test("Values come without the quotes around them")
    func quotes() {
        #expect(value("c", "c=\"1\"") == "1" && value("c", "c=\"\"") == "" && value("c", "c=\"") == "\"")
        #expect(value("c", "c=") == "" && value("c", "c=1=2") == "1=2" && value("c", "c= 1") == " 1")
        #expect(value("c", "c=\"a;b\"") == "\"a")
    }
}
