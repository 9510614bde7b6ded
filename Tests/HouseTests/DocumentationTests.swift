import Testing

@Suite("Documentation")
struct DocumentationTests {
    private func lines(_ source: String) -> [String] {
        DocumentationLaws.undocumented(SourceFile(path: "A.swift", source: source))
    }

    @Test(
        "A public declaration without its comment is found",
        arguments: [
            "public func a() {}", "open class A {}", "public private(set) var a = 1", "@inlinable public init() {}",
            "// Not for documents.\npublic let a = 1", "/// A.\n\npublic let a = 1", "public static let a = 1",
            "/// A.\nfunc a() {}\n@inlinable\npublic func b() {}", "open class func a() {}",
            "/// A.\npublic enum A {\n    case a\n}", "/// A.\npublic protocol A {\n    func a()\n}",
            "/// A.\npublic protocol A {\n    associatedtype B\n}", "public typealias A = Int",
            "public final class A: B {}", "public subscript(a: Int) -> Int { 1 }",
        ])
    func missing(source: String) {
        #expect(lines(source).count == 1)
    }

    @Test(
        "What has its comment, or needs none, is not",
        arguments: [
            "/// A.\npublic func a() {}", "/// A.\n@inlinable @_lifetime(borrow self)\npublic func a() {}",
            "/// A.\n@a  // B.\npublic func a() {}", "/// A.\n// Guard: B.\npublic final class A: B {}",
            "/// A.\n@unsafe\n@inlinable\npublic mutating func a() {}", "open override func a() {}",
            "public import Buffers", "func a() {}", "let a = \"public func a()\"", "// public func a()",
            "/// A.\npublic enum A {\n    /// A.\n    case a\n    /// B.\n    indirect case b(Int)\n}",
            "/// A.\npublic enum A {\n    /// B.\n    public var b: Int {\n        switch self {\n        case .a: 1\n"
                + "        }\n    }\n}", "enum A {\n    case a\n}", "public extension A {}",
            "/// A.\npublic protocol A {\n    /// B.\n    func b()\n}\nextension A {\n    func c() {}\n}",
        ])
    func present(source: String) {
        #expect(lines(source) == [])
    }

    @Test("All that other rooms may use is documented")
    func documented() {
        #expect(Repository.sources.flatMap(DocumentationLaws.undocumented) == [])
    }
}
