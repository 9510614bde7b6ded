import Testing

/// Authorities, certificates and keys of the tests, made once by the `openssl` program.
final class TLSFiles: Sendable {
    private let directory: TemporaryDirectory

    private init() throws {
        directory = try TemporaryDirectory()
        let script = try directory.write(Self.script, to: "make.sh")
        let errors = directory.file("make.txt")
        let process = try ChildProcess("/bin/sh", [script, directory.path], output: errors, errors: errors)
        guard process.ending(within: 240) == .exit(0) else {
            throw ProxyHarness.StartError(description: "no certificates: \((readFile(errors) ?? []).text)")
        }
    }

    /// The files of all tests; what went wrong when there are none.
    static let shared = Result { try TLSFiles() }

    /// The path of a file, such as `server.crt`.
    func path(_ name: String) -> String { directory.file(name) }

    /// Two authorities; certificates for a server of both kinds, for clients, for one whose time is over and for one
    /// that the wrong authority knows.
    private static let script = """
        set -e
        cd "$1"
        authority() {
            openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
            openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days 30 -out "$1.crt"
        }
        certificate() {  # name, authority, days, key algorithm, alternative names
            if [ "$4" = rsa ]; then openssl genrsa -out "$1.key" 2048
            else openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; fi
            openssl req -new -key "$1.key" -subj "/O=Apus/CN=$1" -out "$1.csr"
            printf 'subjectAltName=%s\\n' "$5" >"$1.ext"
            openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days "$3" \\
                -extfile "$1.ext" -out "$1.crt"
        }
        authority ca "Test CA"
        authority other "Other CA"
        names=DNS:server.test,DNS:*.wild.test,IP:127.0.0.1,URI:spiffe://mesh/server,email:o@server.test
        certificate server ca 30 ec "$names"
        certificate second ca 30 ec DNS:second.test
        certificate rsa ca 30 rsa DNS:server.test
        names=URI:spiffe://mesh/ns/a/sa/client,DNS:client.test,email:a@client.test,IP:10.1.2.3,IP:::1
        certificate client ca 30 ec "$names"
        certificate odd ca 30 ec "otherName:1.2.3.4;UTF8:some other,otherName:1.2.3.5;IA5STRING:one,RID:1.2.3.4"
        cat odd.crt ca.crt >chain.crt
        cp odd.key chain.key
        certificate expired ca -1 ec DNS:server.test
        certificate stranger other 30 ec DNS:server.test
        openssl x509 -in server.crt -outform der | openssl dgst -sha256 -r | cut -c1-64 >server.hash
        openssl x509 -in server.crt -noout -pubkey | openssl pkey -pubin -outform der |
            openssl dgst -sha256 -binary | openssl base64 -A >server.spki
        openssl ec -in client.key -aes256 -passout pass:secret -out encrypted.key
        openssl pkcs12 -export -in server.crt -inkey server.key -certfile ca.crt -passout pass:secret -out server.p12
        secret() {  # file, name, content
            kind=type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
            printf '{"version_info":"v-%s","resources":[{"@type":"%s","name":"%s",%s}]}' "$1" $kind "$2" "$3" >"$1.json"
        }
        pair() { printf '"tls_certificate":{"certificate_chain":{"filename":"%s"},"private_key":{"filename":"%s"}}' \\
            "$PWD/$1.crt" "$PWD/$1.key"; }
        secret server-secret server "$(pair server)"
        secret second-secret server "$(pair second)"
        secret client-secret client "$(pair client)"
        secret odd-secret client "$(pair odd)"
        cat ca.crt other.crt >bundle.crt
        secret bundle-secret ca '"validation_context":{"trusted_ca":{"filename":"'$PWD/bundle.crt'"}}'
        secret ca-secret ca '"validation_context":{"trusted_ca":{"filename":"'$PWD/ca.crt'"}}'
        secret misnamed-secret another "$(pair server)"
        # An authority below the first, a client that it knows, and lists of what both have revoked.
        openssl ecparam -name prime256v1 -genkey -noout -out inter.key
        openssl req -new -key inter.key -subj "/CN=Inter" -out inter.csr
        printf 'basicConstraints=CA:TRUE\\n' >inter.ext
        openssl x509 -req -in inter.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile inter.ext \\
            -out inter.crt
        certificate leaf inter 30 ec URI:spiffe://mesh/ns/a/sa/deep
        cat leaf.crt inter.crt >deep.crt
        cp leaf.key deep.key
        revocations() {  # authority, list, revoked certificate
            printf '[ca]\\ndefault_ca=d\\n[d]\\ndatabase=%s.txt\\ndefault_md=sha256\\ndefault_crl_days=30\\n' "$2" >"$2.cnf"
            : >"$2.txt"
            if [ -n "$3" ]; then
                openssl ca -config "$2.cnf" -keyfile "$1.key" -cert "$1.crt" -revoke "$3"
            fi
            openssl ca -config "$2.cnf" -keyfile "$1.key" -cert "$1.crt" -gencrl -out "$2.crl"
        }
        revocations ca clean ""
        revocations ca revoked client.crt
        revocations inter inner ""
        cat clean.crl inner.crl >both.crl
        touch index.txt
        openssl ocsp -index index.txt -CA ca.crt -rsigner ca.crt -rkey ca.key -issuer ca.crt -cert server.crt \\
            -ndays 10 -respout good.ocsp
        # The same, with an end in the past; nobody looks at the signature.
        LC_ALL=C sed "s/$(date -u -d '+10 days' +%Y%m%d)/20200101/" good.ocsp >late.ocsp
        openssl ocsp -index index.txt -CA ca.crt -rsigner ca.crt -rkey ca.key -issuer ca.crt -cert second.crt \\
            -ndays 10 -respout other.ocsp
        head -c 80 /dev/urandom >ticket.key
        secret ticket-secret ticket '"session_ticket_keys":{"keys":[{"filename":"'$PWD/ticket.key'"}]}'
        head -c 79 /dev/urandom >short.key
        : >empty.pem
        """
}
