import Testing

@Suite("Request parser")
struct RequestParserTests {
    @Test("Request lines are read as Envoy reads them", arguments: RequestLineCorpus.lines)
    func line(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Versions are read as Envoy reads them", arguments: RequestLineCorpus.versions)
    func version(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Targets become path and authority", arguments: RequestLineCorpus.targets)
    func target(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Impossible starts are refused at once", arguments: RequestLineCorpus.starts)
    func start(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Field lines are checked and limited", arguments: RequestFieldCorpus.fields)
    func field(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("The host becomes the authority", arguments: RequestFieldCorpus.hosts)
    func host(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Framing fields leave no doubt", arguments: RequestFieldCorpus.framing)
    func framing(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Connection, Upgrade and Expect are noted", arguments: RequestFieldCorpus.connection)
    func connection(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Chunks are decoded strictly", arguments: RequestBodyCorpus.chunks)
    func chunks(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Trailers are checked, kept or dropped", arguments: RequestBodyCorpus.trailers)
    func trailers(_ transcript: Transcript) { transcript.checkRequests() }

    @Test("Requests follow one another", arguments: RequestBodyCorpus.sequences)
    func sequence(_ transcript: Transcript) { transcript.checkRequests() }
}
