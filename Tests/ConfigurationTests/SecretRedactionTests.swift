import Testing

@testable import Configuration

@Suite("Secrets")
struct SecretRedactionTests {
    @Test(
        "What stands under the names of secrets is not shown, and all else is",
        arguments: [
            (#"{"private_key":{"inline_string":"x"}}"#, #"{"private_key":{"inline_string":"[redacted]"}}"#),
            (#"{"privateKey":{"filename":"f"}}"#, #"{"privateKey":{"filename":"[redacted]"}}"#),
            (#"{"password":{"inline_bytes":"eA=="}}"#, #"{"password":{"inline_bytes":"W3JlZGFjdGVkXQ=="}}"#),
            (
                #"{"session_ticket_keys":{"keys":[{"filename":"f"}]}}"#,
                #"{"session_ticket_keys":{"keys":[{"filename":"[redacted]"}]}}"#
            ),
            (
                #"{ "a": [1, {"b": "x\n"}, true, null], "certificate_chain": {"filename": "f"} }"#,
                #"{"a":[1,{"b":"x\n"},true,null],"certificate_chain":{"filename":"f"}}"#
            ),
            ("{", "{}"),
            (
                #"{"key":"a","x":{"@type":"x.basic_auth.v3.BasicAuth","users":{"inline_string":"u:h"}}}"#,
                #"{"key":"a","x":{"@type":"x.basic_auth.v3.BasicAuth","users":{"inline_string":"[redacted]"}}}"#
            ),
            (
                #"{"@type":"x.api_key_auth.v3.ApiKeyAuth","credentials":[{"key":"k"}]}"#,
                #"{"@type":"x.api_key_auth.v3.ApiKeyAuth","credentials":[{"key":"[redacted]"}]}"#
            ),
            (
                #"{"@type":"x/xds.type.v3.TypedStruct","type_url":"x.api_key_auth.v3.ApiKeyAuth","value":{"credentials":"k"}}"#,
                #"{"@type":"x/xds.type.v3.TypedStruct","type_url":"x.api_key_auth.v3.ApiKeyAuth","value":{"credentials":"[redacted]"}}"#
            ),
        ])
    func redaction(source: String, shown: String) {
        #expect(String(decoding: SecretRedaction.redact(Array(source.utf8)), as: UTF8.self) == shown)
    }
}
