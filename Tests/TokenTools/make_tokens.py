"""Writes Tests/ProxyTests/Cases/Filters/Generated/JWTFixtures.swift: tokens of PyJWT, and the public keys that they are checked with.

Run with PyJWT and cryptography installed: python3 Tests/TokenTools/make_tokens.py
The private keys are made anew and forgotten, so all tokens change.
"""
import base64
import json
import pathlib

import jwt
from jwt.algorithms import RSAAlgorithm,ECAlgorithm,OKPAlgorithm
from cryptography.hazmat.primitives.asymmetric import rsa,ec,ed25519
from cryptography.hazmat.primitives import serialization as S
b=lambda x: base64.urlsafe_b64encode(x).rstrip(b"=").decode()
R = rsa.generate_private_key(65537,2048); E256=ec.generate_private_key(ec.SECP256R1()); E384=ec.generate_private_key(ec.SECP384R1()); E521=ec.generate_private_key(ec.SECP521R1()); ED=ed25519.Ed25519PrivateKey.generate(); H=b"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
def jw(alg,k,kid,a=None):
    d=json.loads(alg.to_jwk(k)); d["kid"]=kid
    if a: d["alg"]=a
    d.pop("key_ops",None); return d
keys=[jw(RSAAlgorithm,R.public_key(),"r"),jw(ECAlgorithm,E256.public_key(),"e256"),jw(ECAlgorithm,E384.public_key(),"e384"),jw(ECAlgorithm,E521.public_key(),"e521"),jw(OKPAlgorithm,ED.public_key(),"ed"),{"kty":"oct","kid":"h","k":b(H)}]
EXP=4102444800
base={"iss":"https://issuer","sub":"me","aud":["one","two"],"exp":EXP,"iat":1700000000,"name":"Jo \u00e9","n":5,"admin":True,"roles":["a","b"],"org":{"id":"o1","deep":{"x":1.5}},"nul":None}
T={}
for a,k,kid in [("RS256",R,"r"),("RS384",R,"r"),("RS512",R,"r"),("PS256",R,"r"),("PS384",R,"r"),("PS512",R,"r"),("ES256",E256,"e256"),("ES384",E384,"e384"),("ES512",E521,"e521"),("EdDSA",ED,"ed"),("HS256",H,"h"),("HS384",H,"h"),("HS512",H,"h")]:
    T[a]=jwt.encode(base,k,algorithm=a,headers={"kid":kid})
def rs(c,kid="r",**h): return jwt.encode(c,E256,algorithm="ES256",headers=dict({"kid":"e256"},**h))
T["plain"]=rs(base)
T["expired"]=rs(dict(base,exp=1700000001))
T["notyet"]=rs(dict(base,nbf=EXP-1))
T["noexp"]=rs({k:v for k,v in base.items() if k!="exp"})
T["issuer"]=rs(dict(base,iss="other"))
T["noiss"]=rs({k:v for k,v in base.items() if k!="iss"})
T["aud"]=rs(dict(base,aud="three"))
T["noaud"]=rs({k:v for k,v in base.items() if k!="aud"})
T["audslash"]=rs(dict(base,aud="https://one/"))
T["sub"]=rs(dict(base,sub="other"))
T["nosub"]=rs({k:v for k,v in base.items() if k!="sub"})
T["nokid"]=jwt.encode(base,E256,algorithm="ES256")
T["badkid"]=rs(base,kid="x") if False else jwt.encode(base,E256,algorithm="ES256",headers={"kid":"none"})
T["wrongkey"]=jwt.encode(base,ec.generate_private_key(ec.SECP256R1()),algorithm="ES256",headers={"kid":"e256"})
p=T["plain"].split(".")
T["tampered"]=p[0]+"."+b(json.dumps(dict(base,sub="you")).encode())+"."+p[2]
T["twoparts"]=p[0]+"."+p[1]
T["fourparts"]=T["plain"]+".x"
T["badheader64"]="!!."+p[1]+"."+p[2]
T["badheaderjson"]=b(b"{x")+"."+p[1]+"."+p[2]
T["badpayload64"]=p[0]+".!!."+p[2]
T["badpayloadjson"]=p[0]+"."+b(b"{x")+"."+p[2]
T["badsig64"]=p[0]+"."+p[1]+".!!"
T["noalg"]=b(b'{"typ":"JWT"}')+"."+p[1]+"."+p[2]
T["algnum"]=b(b'{"alg":5}')+"."+p[1]+"."+p[2]
T["algnone"]=b(b'{"alg":"none"}')+"."+p[1]+"."
T["kidnum"]=b(b'{"alg":"ES256","kid":5}')+"."+p[1]+"."+p[2]
T["expstr"]=p[0]+"."+b(b'{"iss":"https://issuer","exp":"x"}')+"."+p[2]
T["issnum"]=p[0]+"."+b(b'{"iss":5}')+"."+p[2]
T["audnum"]=p[0]+"."+b(b'{"iss":"https://issuer","aud":5}')+"."+p[2]
T["subnum"]=p[0]+"."+b(b'{"iss":"https://issuer","sub":5}')+"."+p[2]
T["payloadlist"]=p[0]+"."+b(b'[1]')+"."+p[2]
T["shortsig"]=p[0]+"."+p[1]+"."+b(b"abc")
T["scope"]=rs(dict(base,scope="a b c"))
T["longlife"]=rs(dict(base,iat=1700000000))


out = ["// swift-format-ignore-file", "/// Tokens of PyJWT and the keys that they are checked with; made by Tests/TokenTools/make_tokens.py.", "enum JWTFixtures {"]
out.append("    static let keys = #\"\"\"\n        " + json.dumps({"keys": keys}) + "\n        \"\"\"#")
out.append("")
out.append("    static let tokens: [String: String] = [")
for name, token in T.items():
    out.append(f'        "{name}": "{token}",')
out.append("    ]")
out.append("}")
path = pathlib.Path(__file__).parent.parent / "ProxyTests/Cases/Filters/Generated/JWTFixtures.swift"
path.write_text("\n".join(out) + "\n")
