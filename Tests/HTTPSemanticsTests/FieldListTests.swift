import HTTPSemantics
import Testing

@Suite("Field lists")
struct FieldListTests {
    private func elements(_ list: String) -> [String] {
        let bytes = list.bytes
        var element = FieldList.Element()
        var found: [String] = []
        while FieldList.next(in: bytes.span, &element) {
            found.append(String(decoding: bytes[element.range], as: UTF8.self))
        }
        #expect(!FieldList.next(in: bytes.span, &element))
        return found
    }

    @Test("Elements come in order, without white space; empty ones do not come (RFC 9110 §5.6.1.2)")
    func splitting() {
        #expect(elements("") == [] && elements(",") == [] && elements(" ,\t, ") == [])
        #expect(elements("a") == ["a"] && elements(" a ") == ["a"] && elements("\ta,") == ["a"])
        #expect(elements("a,b") == ["a", "b"] && elements("a , b") == ["a", "b"])
        #expect(elements(",a,,b,") == ["a", "b"] && elements("a b, c\td") == ["a b", "c\td"])
        #expect(elements("chunked;q=1, gzip") == ["chunked;q=1", "gzip"])
    }

    @Test("An element is found whole and without case, wherever it stands")
    func contains() {
        func has(_ list: String, _ literal: StaticString) -> Bool { FieldList.contains(list.bytes.span, literal) }
        for list in ["close", "Close", " CLOSE ", "a,close", "a, cLoSe ,b", ",,close", "keep-alive,\tclose"] {
            #expect(has(list, "close"))
        }
        for list in ["", ",", "closed", "clos", "a close", "close;a", "\"close\"", "close\r", "c lose"] {
            #expect(!has(list, "close"))
        }
    }

    @Test("Lists are split as a simple reader splits them", arguments: 0..<8)
    func likeNaive(seed: Int) {
        var random = SeededNumbers(seed: seed)
        for _ in 0..<2000 {
            let list = random.text(of: "ab,, \t\"", 0...16)
            let naive = list.split(separator: ",").map { part in
                String(part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            }
            #expect(elements(list) == naive.filter { !$0.isEmpty })
            #expect(FieldList.contains(list.bytes.span, "ab") == naive.contains("ab"))
        }
    }

    @Test("A map's field is asked for its elements")
    func inMap() {
        let map = HeaderMap([("connection", "Keep-Alive, x-a, UPGRADE"), ("te", "trailers"), ("x", "")])
        #expect(map.list(at: 0, contains: "keep-alive") && map.list(at: 0, contains: "upgrade"))
        #expect(!map.list(at: 0, contains: "close") && !map.list(at: 2, contains: "close"))
        #expect(map.list(at: 0, containsExactly: "x-a") && map.list(at: 0, containsExactly: "UPGRADE"))
        #expect(!map.list(at: 0, containsExactly: "upgrade") && map.list(at: 1, containsExactly: "trailers"))
        #expect(map.value(at: 1, equals: "trailers") && !map.value(at: 1, equals: "trailer"))
        #expect(map.value(at: 2, equals: "") && !map.value(at: 0, equals: ""))
    }
}
