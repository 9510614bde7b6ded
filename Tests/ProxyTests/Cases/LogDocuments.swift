/// Access-log documents that cases are made of.
enum LogDocument {
    /// A log whose lines are this text and a line feed.
    static func text(_ format: String, _ options: JSON = [:], filter: JSON? = nil) -> JSON {
        let base: JSON = ["text_format_source": ["inline_string": .string(format + "\n")]]
        return file(["log_format": base.merged(with: options)], filter: filter)
    }

    /// A log whose lines are this JSON object.
    static func json(_ format: JSON, _ options: JSON = [:]) -> JSON {
        let base: JSON = ["json_format": format]
        return file(["log_format": base.merged(with: options)])
    }

    /// A log of a file, configured so.
    static func file(_ fields: JSON, filter: JSON? = nil) -> JSON {
        let base: JSON = ["@type": .string(TypeName.fileAccessLog), "path": "LOG"]
        let document: JSON = ["name": "own", "typed_config": base.merged(with: fields)]
        guard let filter else { return document }
        return document.merged(with: ["filter": filter])
    }

    /// A log that takes what `filter` takes, and one with everything: what is missing from the first was left out.
    static func filtered(_ filter: JSON) -> [JSON] {
        let format = "%REQ(:METHOD)% %REQ(:PATH)% %RESPONSE_CODE% %ACCESS_LOG_TYPE%"
        return [text(format, filter: filter), text(format)]
    }

    /// A comparison filter of that name.
    static func compare(_ name: String, _ operation: String, _ value: Int) -> JSON {
        let comparison: JSON = [
            "comparison": [
                "op": .string(operation), "value": ["default_value": .integer(value), "runtime_key": "a.key"],
            ]
        ]
        return .object([JSON.Member(key: name, value: comparison)])
    }
}
