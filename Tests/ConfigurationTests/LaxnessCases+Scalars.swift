extension LaxnessCases {
    /// Durations.
    static let durations: [LaxnessCase] = [
        .accepted(.timeout, #""0.25s""#),
        .refused(.timeout, #""5""#),
        .refused(.timeout, #"5"#),
        .refused(.timeout, #""250ms""#),
        .accepted(.timeout, #"{"seconds":1,"nanos":5}"#),
        .accepted(.timeout, #"{"seconds":"1"}"#),
        .accepted(.timeout, #"{"seconds":1.0}"#),
        .refused(.timeout, #"{}"#),
        .refused(.timeout, #""1.1234567891s""#),
        .accepted(.timeout, #""1.123456789s""#),
        .refused(.timeout, #""1.s""#),
        .refused(.timeout, #"".5s""#),
        .refused(.timeout, #""1e3s""#),
        .refused(.timeout, #""+1s""#),
        .refused(.timeout, #""-1s""#),
        .refused(.timeout, #""0s""#),
        .refused(.timeout, #""1S""#),
        .refused(.timeout, #"" 1s""#),
        .refused(.timeout, #""1.5s ""#),
        .accepted(.timeout, #""01s""#),
        .refused(.timeout, #""315576000001s""#),
        .refused(.timeout, #""9223372036s""#),
        .accepted(.timeout, #""9223372035.999999999s""#),
        .accepted(.timeout, #"null"#),
        .refused(.timeout, #"[]"#),
        .refused(.timeout, #"true"#),
        .refused(.timeout, #"{"seconds":1,"nanos":-5}"#),
        .refused(.timeout, #"{"seconds":1,"nanos":1000000000}"#),
        .refused(.timeout, #"{"seconds":-1}"#),
        .refused(.timeout, #"{"second":1}"#),
        .refused(.timeout, #"{"seconds":99999999999}"#),
        .refused(.timeout, #"{"seconds":9223372036854775808}"#),
        .refused(.timeout, #"{"seconds":1,"nanos":2147483648}"#),
        .refused(.timeout, "\"\""),
        .refused(.timeout, #""s""#),
        .accepted(.timeout, #""0.000000001s""#),
        .refused(.timeout, #"{"value":"1s"}"#),
        .accepted(.cluster, #""connectTimeout":"6s","#),
        .refused(.cluster, #""connectTimeout":"6","#),
        .accepted(
            .managerFields,
            #""stream_idle_timeout":"0s","request_timeout":"0s","request_headers_timeout":"0s","#
                + #""delayed_close_timeout":"0s","drain_timeout":"0s","#),
        .refused(.managerFields, #""stream_idle_timeout":"-1s","#),
        .refused(.managerFields, #""request_timeout":5,"#),
    ]

    /// Whole numbers, bare and in wrappers.
    static let wholeNumbers: [LaxnessCase] = [
        .accepted(.count, #"10"#),
        .accepted(.count, #""10""#),
        .accepted(.count, #"{"value":10}"#),
        .accepted(.count, #"{"value":"10"}"#),
        .accepted(.count, #"{"value":null}"#),
        .refused(.count, #"{"valu":1}"#),
        .accepted(.count, #"{}"#),
        .accepted(.count, #"1.0"#),
        .accepted(.count, #"1e3"#),
        .accepted(.count, #""1e3""#),
        .refused(.count, #"1.5"#),
        .refused(.count, #""1.5""#),
        .refused(.count, #"-1"#),
        .refused(.count, #""-1""#),
        .accepted(.count, #"-0"#),
        .accepted(.count, #"-0.0"#),
        .accepted(.count, #"4294967295"#),
        .refused(.count, #"4294967296"#),
        .refused(.count, #""4294967296""#),
        .accepted(.count, #"4294967295.0"#),
        .refused(.count, "\"\""),
        .refused(.count, #"" 10""#),
        .refused(.count, #""10 ""#),
        .accepted(.count, #""0x10""#),
        .accepted(.count, #""0x1p4""#),
        .refused(.count, #""0x""#),
        .refused(.count, #"true"#),
        .refused(.count, #""true""#),
        .accepted(.count, #"null"#),
        .refused(.count, #"[]"#),
        .refused(.count, #"[10]"#),
        .refused(.count, #"01"#),
        .refused(.count, #"+1"#),
        .refused(.count, #"1."#),
        .refused(.count, #".5"#),
        .refused(.count, #"1e"#),
        .accepted(.count, #"1.0e0"#),
        .accepted(.count, #"1E2"#),
        .refused(.count, #"NaN"#),
        .refused(.count, #""NaN""#),
        .refused(.count, #"1e400"#),
        .refused(.count, #""inf""#),
        .accepted(.port, #"10"#),
        .accepted(.port, #""10""#),
        .accepted(.port, #"10.0"#),
        .accepted(.port, #"10e-1"#),
        .refused(.port, #"5e-1"#),
        .refused(.port, #""5e-1""#),
        .accepted(.port, #""+5""#),
        .refused(.port, #""1_0""#),
        .accepted(.port, #""017""#),
        .accepted(.port, #""5.""#),
        .accepted(.port, #"".5e1""#),
        .refused(.port, #""1e""#),
        .accepted(.port, #""1e+2""#),
        .refused(.port, #""1f""#),
        .refused(.port, #""--5""#),
        .refused(.port, #""5\n""#),
        .accepted(.port, #"1.50e1"#),
        .accepted(.port, #"80.00000000000000000001"#),
        .accepted(.port, #"1e-400"#),
        .accepted(.port, #"65535"#),
        .refused(.port, #"65536"#),
        .refused(.port, #"-1"#),
        .refused(.port, #"null"#),
        .refused(.port, "\"\""),
        .refused(.port, #"true"#),
        .refused(.port, #"{"value":10}"#),
        .accepted(.port, #""1e2""#),
    ]

    /// Truth values, bare and in wrappers.
    static let truthValues: [LaxnessCase] = [
        .accepted(.remote, #"true"#),
        .accepted(.remote, #""true""#),
        .accepted(.remote, #""false""#),
        .accepted(.remote, #""True""#),
        .accepted(.remote, #""TRUE""#),
        .accepted(.remote, #""t""#),
        .accepted(.remote, #""F""#),
        .accepted(.remote, #""yes""#),
        .accepted(.remote, #""n""#),
        .accepted(.remote, #""1""#),
        .accepted(.remote, #""0""#),
        .refused(.remote, #"1"#),
        .refused(.remote, #"0"#),
        .refused(.remote, #"yes"#),
        .refused(.remote, #"True"#),
        .accepted(.remote, #"null"#),
        .accepted(.remote, #"{"value":true}"#),
        .accepted(.remote, #"{"value":"true"}"#),
        .accepted(.remote, #"{}"#),
        .refused(.remote, #"[]"#),
        .refused(.remote, "\"\""),
        .refused(.remote, #""on""#),
        .accepted(.flag, #"true"#),
        .accepted(.flag, #""true""#),
        .accepted(.flag, #""1""#),
        .accepted(.flag, #""yes""#),
        .refused(.flag, #"1"#),
        .refused(.flag, #"0"#),
        .accepted(.flag, #"null"#),
        .refused(.flag, #"{"value":true}"#),
        .refused(.flag, #"{}"#),
        .refused(.flag, #"[]"#),
    ]

    /// Numbers with a fraction.
    static let fractions: [LaxnessCase] = [
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":1}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":1.5}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"1.5"}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":" "#
                + #"1.5 "}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"NaN"}},"#),
        .refused(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":NaN}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"Infinity"}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"inf"}},"#),
        .refused(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":1e400}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"1e400"}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":1e-400}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"#
                + #""default_value":"0x10"}},"#),
        .refused(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":""}},"#),
        .refused(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":true}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":null}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":"+5"}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":".5"}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":"5."}},"#),
        .accepted(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":-1}},"#),
        .refused(
            .cluster,
            #""lb_policy":"LEAST_REQUEST","least_request_lb_config":{"active_request_bias":{"default_value":{}}},"#),
    ]

    /// Bytes in base64.
    static let bytes: [LaxnessCase] = [
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":""}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YQ=="}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YQ"}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YQ="}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YQ==="}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"Y"}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"Y Q=="}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"-_-_"}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"+/+/"}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"+/-_"}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YR=="}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":5}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":null}}"#),
        .accepted(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YWI="}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"YWI=="}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":"@@@"}}"#),
        .refused(.action, #""direct_response":{"status":200,"body":{"inline_bytes":[]}}"#),
    ]
}
