import Configuration
import Testing

@testable import Admin

@Suite("Field masks")
struct FieldMaskTests {
    private let catalogue = EnvoyCatalogue()

    @Test(
        "A mask fits a message that has all its paths",
        arguments: [
            ("name", true), ("name,type", true), ("connect_timeout", true), ("load_assignment.endpoints", true),
            ("load_assignment.endpoints.lb_endpoints", false), ("name.x", false), ("nosuch", false), ("Name", false),
            ("connectTimeout", false), ("name,nosuch", false), ("", true), ("a..b", false), (".", false),
        ])
    func fits(_ mask: String, _ expected: Bool) {
        #expect(FieldMask(mask).fits("envoy.config.cluster.v3.Cluster", in: catalogue) == expected)
        #expect(!FieldMask(mask + ",zzz").fits("envoy.config.cluster.v3.Cluster", in: catalogue))
    }

    @Test("A message may hold itself, but no path goes down for ever")
    func deep() {
        func fits(_ depth: Int) -> Bool {
            let path = Array(repeating: "on_no_match.matcher", count: depth).joined(separator: ".")
            return FieldMask(path).fits("xds.type.matcher.v3.Matcher", in: catalogue)
        }
        #expect(fits(1) && fits(32) && !fits(33) && !fits(3_000))
    }

    @Test("What is kept keeps its spelling and its type")
    func keeps() {
        let source = #"{"@type":"t","aField":{"b":[1,{"c":2}],"d":3},"e":{"b":1},"f":4}"#
        func kept(_ mask: String) -> String {
            var page = JSONWriter()
            page.source(Array(source.utf8), keeping: FieldMask(mask).tree)
            return page.finish().text.filter { $0 != "\n" && $0 != " " }
        }
        #expect(kept("a_field.b") == #"{"@type":"t","aField":{"b":[1,{"c":2}]}}"#)
        #expect(kept("a_field,e") == #"{"@type":"t","aField":{"b":[1,{"c":2}],"d":3},"e":{"b":1}}"#)
        #expect(kept("a_field.b,a_field") == #"{"@type":"t","aField":{"b":[1,{"c":2}],"d":3}}"#)
        #expect(kept("e.x,f") == #"{"@type":"t","e":{},"f":4}"#)
        #expect(kept("x") == #"{"@type":"t"}"#)
    }

    @Test("Paths are listed as protobuf lists them")
    func listed() {
        #expect(FieldMask("a,b.c").listed == "paths: \"a\"\npaths: \"b.c\"\n")
        let (below, others) = FieldMask("a.b,c,a.d.e,a").parted(at: "a")
        #expect(below.paths == [["b"], ["d", "e"], []])
        #expect(others.paths == [["c"]])
    }
}
