/// Requests that cases are made of.
func get(_ path: String = "/", host: String = "a", _ fields: String...) -> String {
    request("GET", path, host: host, fields)
}

/// A request with `host` first, then these field lines.
func request(_ method: String, _ path: String = "/", host: String = "a", _ fields: [String], body: String = "")
    -> String
{
    "\(method) \(path) HTTP/1.1\r\nhost: \(host)\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
}

/// A POST with these field lines and body.
func post(_ fields: String..., body: String = "") -> String {
    request("POST", "/", fields, body: body)
}

/// An answer with these field lines and body.
func answer(_ status: String = "200 OK", _ fields: String..., body: String = "") -> String {
    "HTTP/1.1 \(status)\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n" + body
}

/// Configurations of connection managers that several themes share.
enum ManagerOptions {
    /// Behind other proxies, in a mesh whose own network is 10.0.0.0/8.
    static let mesh: JSON = [
        "internal_address_config": ["cidr_ranges": [["address_prefix": "10.0.0.0", "prefix_len": 8]]]
    ]
}
