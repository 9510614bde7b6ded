extension LaxnessCases {
    private static let prefix = #""@type":"type.googleapis.com/envoy.extensions."#

    private static func library(_ type: String, _ fields: String = "") -> String {
        #""compressor_library":{"name":"l","typed_config":{\#(prefix)compression.\#(type)"\#(fields)}}"#
    }

    private static let gzip = library("gzip.compressor.v3.Gzip")

    private static func filter(_ fields: String) -> String {
        #"{"name":"x","typed_config":{\#(prefix)filters.http.compressor.v3.Compressor",\#(fields)}},"#
    }

    private static func tuned(_ fields: String) -> String { filter(library("gzip.compressor.v3.Gzip", "," + fields)) }

    private static func route(_ fields: String) -> String {
        let rest = fields.isEmpty ? "" : ",\(fields)"
        return
            #""typed_per_filter_config":{"x":{\#(prefix)filters.http.compressor.v3.CompressorPerRoute"\#(rest)}},"#
    }

    private static let flag = #"{"default_value":true,"runtime_key":"a"}"#

    /// The compressor, and what undoes its work.
    static let compression: [LaxnessCase] =
        compressors + badCompressors + compressorRoutes + decompressors + badDecompressors

    private static func gunzip(_ fields: String = "") -> String {
        #""decompressor_library":{"name":"l","typed_config":"#
            + #"{\#(prefix)compression.gzip.decompressor.v3.Gzip"\#(fields)}}"#
    }

    private static func decompressor(_ fields: String) -> String {
        #"{"name":"x","typed_config":{\#(prefix)filters.http.decompressor.v3.Decompressor",\#(fields)}},"#
    }

    private static let decompressors: [LaxnessCase] =
        [
            gunzip(), gunzip(#","window_bits":9,"chunk_size":4096,"max_inflate_ratio":1"#),
            gunzip(#","window_bits":15,"chunk_size":65536,"max_inflate_ratio":1032"#),
            gunzip()
                + #","request_direction_config":{"advertise_accept_encoding":false,"#
                + #""common_config":{"enabled":\#(flag)}}"#,
            gunzip() + #","response_direction_config":{"common_config":{"ignore_no_transform_header":true}}"#,
        ].map { .accepted(.before, decompressor($0)) }

    private static let badDecompressors: [LaxnessCase] =
        [
            #""request_direction_config":{}"#, #""decompressor_library":{"name":"l"}"#,
            gunzip(#","window_bits":8"#), gunzip(#","window_bits":16"#), gunzip(#","chunk_size":4095"#),
            gunzip(#","chunk_size":65537"#), gunzip(#","max_inflate_ratio":0"#), gunzip(#","max_inflate_ratio":1033"#),
            gunzip() + #","request_direction_config":{"common_config":{"enabled":{}}}"#,
            #""decompressor_library":{"name":"l","typed_config":{\#(prefix)compression.gzip.compressor.v3.Gzip"}}"#,
        ].map { .refused(.before, decompressor($0)) }
        + [
            .unimplemented(
                .before,
                decompressor(
                    #""decompressor_library":{"name":"l","typed_config":"#
                        + #"{\#(prefix)compression.brotli.decompressor.v3.Brotli"}}"#))
        ]

    private static let compressors: [LaxnessCase] =
        [
            filter(gzip), filter(gzip + #","choose_first":true,"request_direction_config":{}"#),
            filter(
                gzip + #","response_direction_config":{"common_config":{"enabled":\#(flag),"min_content_length":0,"#
                    + #""content_type":["A/B","a/b"]},"disable_on_etag_header":true,"weaken_etag_on_compress":true,"#
                    + #""remove_accept_encoding_header":true,"uncompressible_response_codes":[200,599],"#
                    + #""status_header_enabled":true}"#),
            filter(
                gzip + #","content_length":5,"content_type":["a"],"disable_on_etag_header":true,"#
                    + #""remove_accept_encoding_header":true,"runtime_enabled":\#(flag)"#),
            tuned(#""memory_level":9,"window_bits":15,"chunk_size":65536,"compression_level":"BEST_COMPRESSION""#),
            tuned(#""memory_level":1,"window_bits":9,"chunk_size":4096,"compression_level":"COMPRESSION_LEVEL_1""#),
            tuned(#""compression_strategy":"HUFFMAN_ONLY","compression_level":3"#),
        ].map { .accepted(.before, $0) }

    private static let badCompressors: [LaxnessCase] =
        [
            filter(#""choose_first":true"#), filter(#""compressor_library":{"name":"l"}"#),
            filter(#""compressor_library":{"typed_config":{\#(prefix)compression.gzip.compressor.v3.Gzip"}}"#),
            filter(library("gzip.decompressor.v3.Gzip")), filter(library("filters.http.router.v3.Router")),
            filter(gzip + #","response_direction_config":{"uncompressible_response_codes":[199]}"#),
            filter(gzip + #","response_direction_config":{"uncompressible_response_codes":[600]}"#),
            filter(gzip + #","response_direction_config":{"uncompressible_response_codes":[204,204]}"#),
            filter(gzip + #","response_direction_config":{"common_config":{"enabled":{}}}"#),
            tuned(#""memory_level":0"#), tuned(#""memory_level":10"#), tuned(#""window_bits":8"#),
            tuned(#""window_bits":16"#), tuned(#""chunk_size":4095"#), tuned(#""chunk_size":65537"#),
            tuned(#""compression_level":10"#), tuned(#""compression_strategy":5"#),
        ].map { .refused(.before, $0) }
        + ["brotli.compressor.v3.Brotli", "zstd.compressor.v3.Zstd"].map {
            .unimplemented(.before, filter(library($0)))
        }

    private static let compressorRoutes: [LaxnessCase] =
        [
            #""disabled":true"#, #""overrides":{}"#, #""overrides":{\#(gzip)}"#,
            #""overrides":{"response_direction_config":{"remove_accept_encoding_header":false}}"#,
        ].map { .accepted(.route, route($0)) }
        + ["", #""disabled":false"#, #""overrides":{"compressor_library":{"name":"l"}}"#].map {
            .refused(.route, route($0))
        }
}
