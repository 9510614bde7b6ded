import Testing

/// One run of a command, with what it wrote.
struct CommandRun {
    let ending: ChildProcess.Ending?
    let output: String
    let errors: String

    /// Runs `apus` with these words.
    init(_ arguments: [String]) throws {
        let place = try TemporaryDirectory()
        let path = try #require(ProxyBinary.apus.path)
        let process = try ChildProcess(path, arguments, output: place.file("output"), errors: place.file("errors"))
        // A command may share two cores with four lanes of tests.
        ending = process.ending(within: 240)
        output = (readFile(place.file("output")) ?? []).text
        errors = (readFile(place.file("errors")) ?? []).text
    }

    init(_ arguments: String...) throws { try self.init(arguments) }
}
