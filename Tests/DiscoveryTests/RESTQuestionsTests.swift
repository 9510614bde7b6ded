import Configuration
import Discovery
import Testing

@Suite("What a server is asked")
struct RESTQuestionsTests {
    private func text(_ questions: RESTQuestions) -> String { String(decoding: questions.question(), as: UTF8.self) }

    @Test("A version that is forgotten is not said, and what was refused still is")
    func forgotten() {
        var questions = RESTQuestions(.cluster, node: Array("{}".utf8))
        questions.accepted(version: "1")
        questions.refused(nonce: "n", reason: "why")
        questions.forgetVersion()
        let text = String(decoding: questions.question(), as: UTF8.self)
        #expect(!text.contains("version_info") && text.contains("\"response_nonce\":\"n\"") && text.contains("why"))
    }

    @Test("The first question names the asker and what it wants; the next says what is in use")
    func versions() {
        var questions = RESTQuestions(.cluster, node: Array(#"{"id":"n"}"#.utf8))
        #expect(questions.path == "/v3/discovery:clusters")
        #expect(
            text(questions) == #"{"node":{"id":"n"},"type_url":"type.googleapis.com/envoy.config.cluster.v3.Cluster"}"#)
        questions.accepted(version: "7")
        #expect(text(questions).hasPrefix(#"{"version_info":"7","node":"#))
    }

    @Test("A refusal keeps the version from before and says why, until something is in use again")
    func refusals() {
        var questions = RESTQuestions(.routes, node: Array("{}".utf8))
        questions.names = ["b", "a\"b"]
        questions.accepted(version: "1")
        questions.refused(nonce: "n2", reason: "line 1\nline 2")
        let type = "type.googleapis.com/envoy.config.route.v3.RouteConfiguration"
        #expect(
            text(questions) == #"{"version_info":"1","node":{},"resource_names":["a\"b","b"],"type_url":"\#(type)","#
                + #""response_nonce":"n2","error_detail":{"code":3,"message":"line 1\nline 2","details":[]}}"#)
        questions.accepted(version: "3")
        #expect(!text(questions).contains("error_detail"))
    }

    @Test("A version that was forgotten comes back only with the answer to a question without one")
    func forgetting() {
        var questions = RESTQuestions(.endpoints, node: Array("{}".utf8))
        questions.sent()
        #expect(!questions.saidVersion)
        questions.accepted(version: "1")
        #expect(text(questions).contains("version_info"))
        questions.sent()
        #expect(questions.saidVersion)
        questions.forgetVersion()
        questions.accepted(version: "2")
        #expect(!text(questions).contains("version_info"))
        questions.sent()
        questions.accepted(version: "2")
        #expect(text(questions).hasPrefix(#"{"version_info":"2""#))
    }

    @Test("Only 200 brings resources; 304 says that nothing changed")
    func replies() {
        let questions = RESTQuestions(.endpoints, node: [])
        #expect(questions.meaning(of: .answer(status: 200, body: [1])) == .resources([1]))
        #expect(questions.meaning(of: .answer(status: 304, body: [])) == .unchanged)
        #expect(questions.meaning(of: .answer(status: 404, body: [])) == .failure("the answer has status 404"))
        #expect(questions.meaning(of: .failure("x")) == .failure("x"))
    }

    @Test("The wait is the delay and at most as much again, and never nothing")
    func waits() {
        #expect(RESTQuestions.wait(2_000_000_000, random: 0) == 2_000_000_000)
        #expect(RESTQuestions.wait(2_000_000_000, random: .max) < 4_000_000_000)
        #expect(RESTQuestions.wait(0, random: 5) == 1_000_000)
        #expect(RESTQuestions.wait(.max, random: 5) == .max)
    }
}
