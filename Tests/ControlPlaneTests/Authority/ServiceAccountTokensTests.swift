import Buffers
import Foundation
import Testing

@testable import ControlPlane

/// A cluster's keys and the tokens that it signs, by the `openssl` program.
final class TokenIssuer: Sendable {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("apus-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        for name in ["key", "other"] {
            try run("openssl genrsa -out \(name) 2048 && openssl rsa -in \(name) -pubout -out \(name).pub")
        }
        try run("openssl req -x509 -new -key key -subj /CN=cluster -days 2 -out key.crt")
        try run("openssl rsa -in key -noout -modulus >modulus")
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func run(_ line: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "cd '\(directory.path)' && { \(line); } 2>/dev/null </dev/null"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(line)")
    }

    func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: directory.appendingPathComponent(name)))
    }

    private static func coded(_ bytes: [UInt8]) -> String {
        var text = ByteBuffer()
        Base64Coding.encode(bytes.span, .url, to: &text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// The public key as a set.
    func keySet(_ more: String = "") throws -> [UInt8] {
        let digits = String(decoding: try file("modulus"), as: UTF8.self).dropFirst("Modulus=".count).filter(
            \.isHexDigit)
        var bytes: [UInt8] = []
        var rest = Substring(digits)
        while rest.count >= 2 {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return Array(
            #"{"keys":[{"kty":"RSA","kid":"k","alg":"RS256","n":"\#(Self.coded(bytes))","e":"AQAB"}\#(more)]}"#.utf8)
    }

    /// A token that says this, signed by a key.
    func token(_ claims: String, key: String = "key", head: String = #"{"alg":"RS256","kid":"k"}"#) throws -> [UInt8] {
        let signed = "\(Self.coded(Array(head.utf8))).\(Self.coded(Array(claims.utf8)))"
        try Data(signed.utf8).write(to: directory.appendingPathComponent("message"))
        try run("openssl dgst -sha256 -sign \(key) -out signature message")
        return Array("\(signed).\(Self.coded(try file("signature")))".utf8)
    }
}

@Suite("Tokens of service accounts", .serialized)
struct ServiceAccountTokensTests {
    private static let now: Int64 = 1_800_000_000
    private static let issuer = Result { try TokenIssuer() }

    /// What a cluster says of a pod.
    private static func claims(_ changes: [String: String] = [:]) -> String {
        var members = [
            "iss": #""https://cluster.test""#, "aud": #"["apus"]"#, "exp": "\(now + 600)", "nbf": "\(now - 60)",
            "iat": "\(now - 60)", "sub": #""system:serviceaccount:shop:cart""#,
            "kubernetes.io":
                #"{"namespace":"shop","pod":{"name":"cart-1","uid":"u"},"serviceaccount":{"name":"cart","uid":"v"}}"#,
        ]
        for (name, value) in changes { members[name] = value.isEmpty ? nil : value }
        return "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    private func tokens(_ keys: [UInt8]) throws -> ServiceAccountTokens {
        try #require(ServiceAccountTokens(ServiceAccountTokens.Settings(issuer: "https://cluster.test"), keys: keys))
    }

    @Test("A pod's token says whose it is, whichever way the keys are given", arguments: ["set", "key.pub", "key.crt"])
    func good(form: String) throws {
        let issuer = try Self.issuer.get()
        let tokens = try tokens(form == "set" ? issuer.keySet() : issuer.file(form))
        let token = try issuer.token(Self.claims())
        let holder = ServiceAccountTokens.Holder(namespace: "shop", account: "cart", pod: "cart-1")
        #expect(tokens.holder(of: token, at: Self.now) == .success(holder))
        // A minute of leeway on both sides.
        for time in [Self.now - 120, Self.now + 660] { #expect(tokens.holder(of: token, at: time) == .success(holder)) }
        let early = tokens.holder(of: token, at: Self.now - 121)
        #expect(early == .failure(ServiceAccountTokens.Problem(text: "the token does not hold yet")))
        let late = tokens.holder(of: token, at: Self.now + 661)
        #expect(late == .failure(ServiceAccountTokens.Problem(text: "the token has expired")))
    }

    private static let nobody = "the token names no service account"

    @Test(
        "A token that says something else is refused in words",
        arguments: [
            (["iss": #""https://other.test""#], "the token is of another issuer"),
            (["iss": ""], "the token is of another issuer"),
            (["aud": #""https://kubernetes.default.svc""#], "the token is for others than apus"),
            (["aud": ""], "the token is for others than apus"),
            (["exp": ""], "the token does not say when it expires"),
            (["exp": "\"soon\""], "Jwt payload [exp] field is not an integer"),
            (["sub": #""system:serviceaccount:shop:till""#], nobody), (["sub": #""cart""#], nobody),
            (["kubernetes.io": ""], nobody), (["kubernetes.io": #"{"namespace":"shop"}"#], nobody),
            (["kubernetes.io": #""shop""#], nobody),
            (
                [
                    "kubernetes.io": #"{"namespace":"a/b","serviceaccount":{"name":"cart"}}"#,
                    "sub": #""system:serviceaccount:a/b:cart""#,
                ], nobody
            ),
        ])
    func refused(changes: [String: String], reason: String) throws {
        let issuer = try Self.issuer.get()
        let tokens = try tokens(issuer.keySet())
        let token = try issuer.token(Self.claims(changes))
        #expect(tokens.holder(of: token, at: Self.now) == .failure(ServiceAccountTokens.Problem(text: reason)))
    }

    @Test("A token that another key signed, that nobody signed, or that a secret signed, is refused")
    func signatures() throws {
        let issuer = try Self.issuer.get()
        let unsigned = ServiceAccountTokens.Problem(text: "the token is signed by none of the cluster's keys")
        let secret = #",{"kty":"oct","k":"c2VjcmV0LW9mLW5vYm9keS1hdC1hbGwtdG9kYXk"}"#
        for keys in [try issuer.keySet(), try issuer.keySet(secret), try issuer.file("key.pub")] {
            let tokens = try tokens(keys)
            let forged = try issuer.token(Self.claims(), key: "other")
            #expect(tokens.holder(of: forged, at: Self.now) == .failure(unsigned))
            // As if the public key were a secret.
            let confused = try issuer.token(Self.claims(), head: #"{"alg":"HS256","kid":"k"}"#)
            #expect(tokens.holder(of: confused, at: Self.now) == .failure(unsigned))
            let none = try issuer.token(Self.claims(), head: #"{"alg":"none"}"#)
            #expect(
                tokens.holder(of: none, at: Self.now)
                    == .failure(ServiceAccountTokens.Problem(text: "Jwt header [alg] is not supported")))
            #expect(throws: ServiceAccountTokens.Problem.self) {
                try tokens.holder(of: [UInt8](repeating: 0x41, count: 12_289), at: Self.now).get()
            }
        }
    }

    @Test("What holds no public key is no set of keys", arguments: ["", "{}", #"{"keys":[{"kty":"oct","k":"AAAA"}]}"#])
    func noKeys(text: String) {
        #expect(ServiceAccountTokens(ServiceAccountTokens.Settings(issuer: "i"), keys: Array(text.utf8)) == nil)
    }
}
