import Testing

@testable import ControlPlane

@Suite("Where a cluster is")
struct KubernetesOptionsTests {
    @Test(
        "URLs are read, and plain HTTP is for this machine alone",
        arguments: [
            ("https://10.0.0.1", "10.0.0.1:443/ 10.0.0.1"),
            ("https://k.example:6443/", "k.example:6443/ k.example:6443"),
            ("https://[::1]:6443/a/b/", "::1:6443/a/b [::1]:6443"),
            ("http://127.0.0.1:8001", "127.0.0.1:8001/ 127.0.0.1:8001"),
            ("http://localhost", "localhost:80/ localhost"), ("http://10.0.0.1:8001", ""), ("ftp://x", ""),
            ("https://", ""),
            ("https://a:0", ""), ("https://a:99999", ""), ("https://a@b", ""), ("https://a?b", ""), ("https://a b", ""),
            ("https://[zz]:1", ""),
        ])
    func urls(_ url: String, _ expected: String) {
        let options = KubernetesOptions(url: url)
        let words = options.map { "\($0.host):\($0.port)\($0.base.isEmpty ? "/" : $0.base) \($0.authority)" }
        #expect(words ?? "" == expected)
    }

    @Test("A pod knows its cluster")
    func pod() throws {
        let values = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        let options = try #require(KubernetesOptions { values[$0] })
        #expect(options.host == "fd00::1" && options.isSecured && options.authority == "[fd00::1]")
        #expect(options.tokenPath == "/var/run/secrets/kubernetes.io/serviceaccount/token")
        #expect(options.authoritiesPath == "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt")
        #expect(KubernetesOptions { _ in nil } == nil)
    }

    @Test("Paths of lists, and how texts stand in them")
    func paths() {
        #expect(ClusterKind.pod.path(version: "v1", namespace: nil) == "/api/v1/pods")
        #expect(ClusterKind.pod.path(version: "v1", namespace: "shop") == "/api/v1/namespaces/shop/pods")
        #expect(
            ClusterKind.httpRoute.path(version: "gateway.networking.k8s.io/v1", namespace: "a")
                == "/apis/gateway.networking.k8s.io/v1/namespaces/a/httproutes")
        #expect(ClusterKind.namespace.path(version: "v1", namespace: "a") == "/api/v1/namespaces")
        #expect(ClusterKind.namespace.selection(namespace: "a") == "fieldSelector=metadata.name%3Da&")
        #expect(ResourceFollower.encoded("a+/=é") == "a%2B%2F%3D%C3%A9")
        #expect(ClusterKind.allCases.allSatisfy { KubernetesMetric.objects(of: $0).rawValue > 8 })
    }
}
