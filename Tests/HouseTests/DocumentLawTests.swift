import Testing

@Suite("What documents say")
struct DocumentLawTests {
    private let sources = [
        SourceFile(path: "Sources/Low/ByteCart.swift", source: "struct ByteCart {\n    var load = 0\n}"),
        SourceFile(path: "Sources/Low/ByteCart+Pushing.swift", source: "extension ByteCart {\n    func push() {}\n}"),
    ]

    @Test(
        "A name that no source has is found",
        arguments: ["`ByteCar` rolls", "so does `ByteCart.pull`", "```\n file ─▶ ByteCars\n```", "`Low.ByteCar`"])
    func stale(text: String) {
        #expect(DocumentLaws.unknown(in: text, sources).count == 1)
    }

    @Test(
        "What is there is not, nor are words that name no type",
        arguments: [
            "`ByteCart.load`, `ByteCart.push`", "```\n file ─▶ Low.ByteCart (no I/O)\n```", "ByteCars, not quoted",
            "`Bootstrap`, `SO_REUSEPORT`, `GOAWAY`, `route.hosts`", "`ByteCart` `HttpConnectionManager`",
        ])
    func current(text: String) {
        #expect(DocumentLaws.unknown(in: text, sources) == [])
    }

    @Test("The documents name what is there", arguments: ["ARCHITECTURE.md", "LEXICON.md", "README.md", "SECURITY.md"])
    func documents(name: String) {
        let unknown = DocumentLaws.unknown(
            in: Repository.text(of: name), Repository.sources + Repository.tests,
            rooms: Set(Repository.plan.floors.keys))
        #expect(unknown == [])
    }
}
