import Testing

@testable import Injection

/// Questions of API servers.
@Suite struct AdmissionReviewTests {
    private static let pod = #"{"metadata":{"name":"a"},"spec":{"containers":[{"name":"a","image":"a:1"}]}}"#
    private static let host = #"{"spec":{"hostNetwork":true,"containers":[{"name":"a","image":"a:1"}]}}"#

    private func question(
        _ object: String = pod, kind: String = "Pod", operation: String = "CREATE", namespace: String = "shop"
    ) -> String {
        """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","kind":{"group":"",\
        "version":"v1","kind":"\(kind)"},"operation":"\(operation)","namespace":"\(namespace)","object":\(object)}}
        """
    }

    private func ask(
        _ text: String, _ refusal: AdmissionReview.Refusal = .allow
    ) -> (answer: AdmissionReview.Answer, response: ManifestValue?) {
        let answer = AdmissionReview(InjectionOptions(version: "1"), refusal: refusal).answer(Array(text.utf8))
        guard case .success(let review) = ManifestReader.json(answer.body, file: "a") else { return (answer, nil) }
        return (answer, review["response"])
    }

    @Test("A pod gets a patch")
    func patches() {
        let (answer, response) = ask(question())
        #expect(answer.status == 200 && answer.result == .injected && answer.pod == "shop/a")
        #expect(response?["uid"] == "u-1")
        #expect(response?["allowed"] == true)
        #expect(response?["patchType"] == "JSONPatch")
        #expect(response?["patch"]?.string?.isEmpty == false)
    }

    @Test("What has its proxy already needs none")
    func again() throws {
        let pod = try ManifestReader.json(Array(Self.pod.utf8), file: "a").get()
        let owner = PodInjector.Owner(name: "a")
        let injected = try #require(try PodInjector(options: InjectionOptions(version: "1")).inject(pod, owner))
        let text = String(decoding: ManifestWriter.dense(injected.template), as: UTF8.self)
        let (answer, response) = ask(question(text))
        #expect(answer.result == .injected)
        #expect(response?["allowed"] == true && response?["patch"] == nil)
    }

    @Test(
        "Whose pods they are is told by references",
        arguments: [
            ("Job", "nightly-28391040", "nightly", true), ("Job", "report-20240101", "report-20240101", true),
            ("StatefulSet", "web", "web", false), ("ReplicaSet", "web-5d4f", "web-5d4f", false),
        ])
    func owners(kind: String, name: String, owner: String, ends: Bool) {
        let pod: ManifestValue = [
            "metadata": [
                "name": "web-0",
                "ownerReferences": [
                    ["kind": "Other", "name": "x"], ["kind": .string(kind), "name": .string(name), "controller": true],
                ],
            ]
        ]
        let found = AdmissionReview.owner(of: pod, "web-0")
        #expect(found.name == owner && found.ends == ends)
        #expect(AdmissionReview.owner(of: ["metadata": ["name": "a"]], "a").name == "a")
    }

    @Test("A question of more values than any pod has is not read")
    func values() {
        let text = question("[" + String(repeating: "0,", count: 200_000) + "0]")
        #expect(ask(text).answer.result == .malformed)
    }

    @Test("Nothing is changed of what is no new pod, and of Kubernetes' own")
    func skipped() {
        for text in [
            question(kind: "Service"), question(operation: "UPDATE"), question(namespace: "kube-system"),
            question(namespace: "apus-system"),
            question(#"{"metadata":{"labels":{"sidecar.istio.io/inject":"false"}},"spec":{"hostNetwork":true}}"#),
        ] {
            let (answer, response) = ask(text)
            #expect(answer.result == .skipped)
            #expect(response?["allowed"] == true && response?["patch"] == nil)
        }
    }

    @Test("A pod that can have none is made with a warning, or not at all")
    func refused() {
        let (allowed, warned) = ask(question(Self.host))
        #expect(allowed.result == .refused && warned?["allowed"] == true && warned?["patch"] == nil)
        #expect(warned?["warnings"]?.list?.first?.string?.contains("hostNetwork") == true)
        let (denied, reason) = ask(question(Self.host), .deny)
        #expect(denied.status == 200 && denied.result == .refused && reason?["allowed"] == false)
        #expect(reason?["status"]?["message"]?.string?.contains("hostNetwork") == true)
        #expect(reason?["status"]?["code"] == 422)
    }

    @Test(
        "What is no question is told what is wrong with it",
        arguments: [
            ("", "review:1:1"), ("[]", "kind"), ("{}", "kind"), (#"{"kind":"Pod"}"#, "'Pod'"),
            (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1"}"#, "v1beta1"),
            (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}"#, "request"),
            (#"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{}}"#, "uid"),
            (
                #"{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"1","#
                    + #""operation":"CREATE","kind":{"kind":"Pod","group":""}}}"#, "object"
            ),
            (#"{"a":1,"a":2}"#, "again"), ("{\"a\":\"\u{0}\"}", "review:1"),
        ])
    func malformed(text: String, reason: String) {
        let (answer, _) = ask(text)
        #expect(answer.status == 400 && answer.result == .malformed)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(reason))
    }
}
