import Buffers
import Testing

@testable import Admin

@Suite("JSON of the admin interface")
struct JSONTests {
    private static func text(_ build: (inout JSONWriter) -> Void) -> String {
        var page = JSONWriter()
        build(&page)
        return page.finish().text
    }

    @Test("Objects and lists have a line a member and one space a level")
    func layout() {
        let text = Self.text { page in
            page.beginObject()
            page.member("a", "x\"\\\n\u{1}é")
            page.beginArray("b")
            page.string("1")
            page.beginObject()
            page.endObject()
            page.endArray()
            page.beginArray("c")
            page.endArray()
            page.member("d", number: 7)
            page.member("e", text: 8)
            page.member("f", true)
            page.endObject()
        }
        #expect(
            text == """
                {
                 "a": "x\\"\\\\\\n\\u0001é",
                 "b": [
                  "1",
                  {}
                 ],
                 "c": [],
                 "d": 7,
                 "e": "8",
                 "f": true
                }

                """)
    }

    @Test("A kept source is laid out anew with its spelling, and gets its type")
    func source() {
        let source = #"{ "name" :"a: [,]{}\"", "list":[1,-2.5e3 , null,{"x":{}} ],"t":true}"#
        let text = Self.text { page in
            page.beginObject()
            page.key("cluster")
            page.source(Array(source.utf8), type: "type.googleapis.com/C")
            page.member("last", "x")
            page.endObject()
        }
        #expect(
            text == """
                {
                 "cluster": {
                  "@type": "type.googleapis.com/C",
                  "name": "a: [,]{}\\"",
                  "list": [
                   1,
                   -2.5e3,
                   null,
                   {
                    "x": {}
                   }
                  ],
                  "t": true
                 },
                 "last": "x"
                }

                """)
    }

    @Test("A type that the source has is not written twice")
    func typedSource() {
        let text = Self.text { $0.source(Array(#"{"@type":"x"}"#.utf8), type: "y") }
        #expect(text == "{\n \"@type\": \"x\"\n}\n")
    }

    @Test("A source that is empty or broken off leaves a page that is closed")
    func brokenSource() {
        #expect(Self.text { $0.source([]) } == "{}\n")
        #expect(Self.text { $0.source(Array(#"{"a":["#.utf8)) }.hasSuffix("}\n"))
        for end in 0..<40 {
            let part = Array(#"{"a":[1,"x\"y",{"b":null}],"route_config":{}}"#.utf8).prefix(end)
            _ = Self.text { $0.source(Array(part)) }
            let source = JSONSource(Array(part))
            _ = source.elements(of: source.member("a", in: source.whole))
        }
    }

    @Test("Members are found in snake case and in camel case")
    func members() {
        let text = #" {"a":"route_config","routeConfig": {"name":"x"} , "filter_chains":[{},[1,2],"s"]} "#
        let source = JSONSource(Array(text.utf8))
        #expect(source.text(source.member("name", in: source.member("route_config", in: source.whole))) == "x")
        #expect(source.elements(of: source.member("filter_chains", in: source.whole)).count == 3)
        #expect(source.member("b", in: source.whole) == nil)
        #expect(source.elements(of: nil).isEmpty)
    }
}
