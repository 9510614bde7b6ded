import Buffers
import Testing

@Suite("Searches for texts")
struct TextSearchTests {
    @Test(
        "A text is found where it stands first",
        arguments: [
            ("a://b://c", "://", 1), ("://", "://", 0), ("aab", "ab", 1), ("ab", "", 0), ("", "", 0),
            ("ab", "abc", nil),
            ("", "a", nil), ("über://", "://", 5), ("a:/", "://", nil),
        ] as [(String, String, Int?)])
    func range(text: String, part: String, place: Int?) {
        let found = text.range(ofText: part)
        #expect(found.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } == place)
        #expect(found.map { String(text[$0]) } == place.map { _ in part })
        #expect(text.contains(text: part) == (place != nil))
    }

    @Test("Every place is replaced, and what was put in stays as it is")
    func replacing() {
        #expect("a|b|".replacing(text: "|", with: "\\|") == "a\\|b\\|")
        #expect("aaa".replacing(text: "aa", with: "a") == "aa")
        #expect("a.a.a".replacing(text: "a.", with: "", most: 1) == "a.a")
        #expect("abc".replacing(text: "", with: "x") == "abc")
        #expect("abc".dropLast().replacing(text: "b", with: "é") == "aé")
    }
}
