// swift-format-ignore-file
/// Odd tokens and the keys that they are checked with; made by Tests/TokenTools/make_secret_tokens.py.
enum JWTSecretFixtures {
    static let secret = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"
    static let keys = #"""
        {"keys": [{"kty": "oct", "k": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"}, {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}
        """#

    static let tokens: [String: String] = [
        "one": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.LsXr6vfm7szn3P3_juBw2jQWVKK4FdmgRc38OTBOx5w",
        "two": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAidHdvIiwgInN1YiI6ICJtZSJ9.7bzWACspuJXl-p0NzXcAhCHJyQ3tWEfF-_ZNhT9cVNU",
        "three": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAidGhyZWUiLCAic3ViIjogIm1lIn0.y1qbKr8X1yq03Ocm2eTBwlM2JxNVBDEmlPYBpOSzDKI",
        "nobody": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJzdWIiOiAibWUifQ.nH4evJqLZKX2U-GNriYBWPpMtjC3eDiRQ2qZp-g-GBA",
        "forged": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHg",
        "padded1": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSIsICJhIjogImIifQ==.DKdh30fPIzK8oxXO1vGequZ4Edl8F50tuWHX6QlHNY8=",
        "padded2": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSIsICJhIjogImJiIn0=.k96Cq4jjWxp91S4XiPueangUWfQuRNFJ9MDxQmxgSxc=",
        "padded3": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSIsICJhIjogImJiYiJ9.VoHKj-E2iY7BabIiOCyFUQLl1uSTvIMcpvb2spFiyko=",
        "paddedTooMuch": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.LsXr6vfm7szn3P3_juBw2jQWVKK4FdmgRc38OTBOx5w==",
        "paddedTwice": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.LsXr6vfm7szn3P3_juBw2jQWVKK4FdmgRc38OTBOx5w=",
        "leftOver": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.LsXr6vfm7szn3P3_juBw2jQWVKK4FdmgRc38OTBOx5x",
        "blankInside": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.LsXr6vfm7szn3P3_juBw2jQWVKK4FdmgRc 38OTBOx5w",
        "numbers": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJuZWciOi0zLCJiaWciOjEyMzQ1Njc4OTAxMjM0NTY3ODkwLCJodWdlIjoxZTMwMCwibW9zdCI6MTg0NDY3NDQwNzM3MDk1NTE2MTUsImhhbGYiOjEuNSwidGVudGgiOjAuMSwibWlkIjo1MDAwMDAwMDAwMDAwLjUsInRpbnkiOjFlLTcsIm5lYXIiOjAuOTk5OTk5OSwiemVybyI6MCwibWludXNaZXJvIjotMC4wLCJsYXJnZSI6OWUxOCwid2lkZSI6MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwfQ.HusiRQg7Y-jhZ8UuRqWewovK5RasNOcGmXeR08kzQhU",
        "expNegative": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJleHAiOi01fQ.inDJxuHS9pUfFymSONBRf_CGq3HZZOwNaPPe3_S87hI",
        "expWide": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJleHAiOjk5OTk5OTk5OTk5OTk5OTk5OTk5fQ.rT2zZIlQIyrAXgd8OLQFMZKllrpIhEeTJIWUIuLbpg4",
        "expLate": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJleHAiOjE4NDQ2NzQ0MDczNzA5NTQ5NTY4fQ.aXMXNWVaKYeDjKPCX059-MoEdcUON_RwJ2jkghL_WeQ",
        "expPart": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJleHAiOjQxMDI0NDQ4MDAuNX0.PC7E-_oEBe8hxRWOI10za7Y7Pa1qzidAwfu3C72e4_E",
        "nbfNegative": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJuYmYiOi01fQ.aLtBMy-F8XUJnM_cAHvcVCbxkv__W-hIG5OBsYAXdbM",
        "iatNegative": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJpYXQiOi01fQ.AW8u4iDek5hi7VDrClVEMblCsFMR4pAFiX7ztZ2lM3g",
        "nbfLate": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiJvbmUiLCJuYmYiOjFlMTl9.WQIxzjXy0lyauZSNq5rhb-oVeXUjuw8mtmU8lHxPi2Q",
        "emptySecret": "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.RqfKqI9gE1CRsI71MxUjEVM3KA9zachbUJfEEoqspbw",
        "edShort": "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.YWJj",
        "rsa": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiAib25lIiwgInN1YiI6ICJtZSJ9.eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eA",
    ]
}
