"""Writes Tests/ProxyTests/Cases/Filters/Generated/JWTSecretFixtures.swift: tokens that no library makes, signed with a
secret that is no secret.

Run with python3 alone; always writes the same.
"""
import base64
import hashlib
import hmac
import json
import pathlib

SECRET = b"0123456789abcdef0123456789abcdef"
PADDED = lambda data: base64.urlsafe_b64encode(data).decode()
PLAIN = lambda data: PADDED(data).rstrip("=")


def signed(claims, secret=SECRET, code=PLAIN, algorithm="HS256"):
    text = claims if isinstance(claims, str) else json.dumps(claims)
    head = code(json.dumps({"alg": algorithm, "typ": "JWT"}).encode()) + "." + code(text.encode())
    return head + "." + code(hmac.new(secret, head.encode(), hashlib.sha256).digest())


def claims(issuer, **more):
    return dict({"iss": issuer, "sub": "me"}, **more)


one = signed(claims("one"))
head, payload, signature = one.split(".")
last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
tokens = {
    "one": one,
    "two": signed(claims("two")),
    "three": signed(claims("three")),
    "nobody": signed({"sub": "me"}),
    "forged": head + "." + payload + "." + PLAIN(b"x" * 32),
    "padded1": signed(claims("one", a="b"), code=PADDED),
    "padded2": signed(claims("one", a="bb"), code=PADDED),
    "padded3": signed(claims("one", a="bbb"), code=PADDED),
    "paddedTooMuch": one + "==",
    "paddedTwice": one + "=",
    "leftOver": one[:-1] + last[last.index(one[-1]) + 1],
    "blankInside": one[:-9] + " " + one[-9:],
    "numbers": signed(
        '{"iss":"one","neg":-3,"big":12345678901234567890,"huge":1e300,"most":18446744073709551615,"half":1.5,'
        '"tenth":0.1,"mid":5000000000000.5,"tiny":1e-7,"near":0.9999999,"zero":0,"minusZero":-0.0,"large":9e18,'
        '"wide":123456789012345678901234567890}'
    ),
    "expNegative": signed('{"iss":"one","exp":-5}'),
    "expWide": signed('{"iss":"one","exp":99999999999999999999}'),
    "expLate": signed('{"iss":"one","exp":18446744073709549568}'),
    "expPart": signed('{"iss":"one","exp":4102444800.5}'),
    "nbfNegative": signed('{"iss":"one","nbf":-5}'),
    "iatNegative": signed('{"iss":"one","iat":-5}'),
    "nbfLate": signed('{"iss":"one","nbf":1e19}'),
    "emptySecret": signed(claims("one"), secret=b""),
    "edShort": PLAIN(b'{"alg":"EdDSA"}') + "." + payload + "." + PLAIN(b"abc"),
    "rsa": PLAIN(b'{"alg":"RS256"}') + "." + payload + "." + PLAIN(b"x" * 256),
}
ed25519 = {"kty": "OKP", "crv": "Ed25519", "x": PLAIN(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))}
keys = {"keys": [{"kty": "oct", "k": PLAIN(SECRET)}, ed25519]}

out = ["// swift-format-ignore-file", "/// Odd tokens and the keys that they are checked with; made by Tests/TokenTools/make_secret_tokens.py."]
out += ["enum JWTSecretFixtures {", "    static let secret = \"" + PLAIN(SECRET) + "\"", "    static let keys = #\"\"\"", "        " + json.dumps(keys), "        \"\"\"#", ""]
out.append("    static let tokens: [String: String] = [")
out += [f'        "{name}": "{token}",' for name, token in tokens.items()]
out += ["    ]", "}"]
path = pathlib.Path(__file__).parent.parent / "ProxyTests/Cases/Filters/Generated/JWTSecretFixtures.swift"
path.write_text("\n".join(out) + "\n")
