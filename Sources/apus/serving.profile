# IR level Instrumentation Flag
:ir
$s10EventLoops0A4LoopC10fireTimers33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
661980413981754372
# Num Counters:
14
# Counter Values:
0
0
0
323
323
0
0
0
0
468117
661
468778
468765
0
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
5
$s12ProxyRuntime14WatchdogPatrol33_76E9905F0F7327830D6D83CE13629E62LLC10timerFiredyys5UInt8VF:267
$s8Proxying11ProxyWorkerC10LogFlusherC10timerFiredyys5UInt8VF:16
$s12ProxyRuntime12MemoryKeeperC10timerFiredyys5UInt8VF:16
$s12ProxyRuntime11ServerRelayC10timerFiredyys5UInt8VF:12
$s10EventLoops8AcceptorC10timerFiredyys5UInt8VF:12
0
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s10EventLoops0A4LoopC11lendStorage2toy7Buffers10ByteBufferVz_tF
# Func Hash:
798733566373851659
# Num Counters:
4
# Counter Values:
2429101
2389492
38636
0
$0

$s10EventLoops0A4LoopC12buryDetached33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
255995254510318837
# Num Counters:
19
# Counter Values:
0
74178
43407
0
468788
43417
93
43324
43410
7
10
43407
0
0
0
0
468778
0
0
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s10Transports10ConnectionC8detachedyyF:74166
$s10EventLoops0A6SourceC8detachedyyF:12
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:10
1
0:43407

$s10EventLoops0A4LoopC12enqueueFlushyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
1130338
1130338
0
$0

$s10EventLoops0A4LoopC12enqueueReadyyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
11753
11753
0
$0

$s10EventLoops0A4LoopC13continueReady33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
920864485235566002
# Num Counters:
18
# Counter Values:
29385
29385
29385
11552
11753
11728
11753
11753
0
0
0
3716
201
3964
3716
0
0
4166
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s10Transports10ConnectionC5readyyyF:11753
1
$s10Transports10ConnectionC5flushyyF:29385
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s10EventLoops0A4LoopC13waitForEvents33_37280AA5F52C1C67D92C0CAC4E9C0715LL11maximumWaitSis6UInt64V_tF
# Func Hash:
694937218526497456
# Num Counters:
7
# Counter Values:
173
468606
468605
468569
36
0
0
$0

$s10EventLoops0A4LoopC13waitForTimers33_37280AA5F52C1C67D92C0CAC4E9C0715LLs6UInt64VyF
# Func Hash:
844982798700612280
# Num Counters:
4
# Counter Values:
0
468569
468605
468569
$0

$s10EventLoops0A4LoopC14flushScheduled33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
675800678640664319
# Num Counters:
9
# Counter Values:
468778
1005408
987997
1005408
888654
0
0
0
0
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s10Transports10ConnectionC5flushyyF:987997
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s10EventLoops0A4LoopC15takeBackStorage4fromy7Buffers10ByteBufferVz_tF
# Func Hash:
798733567654753409
# Num Counters:
5
# Counter Values:
2691686
2688160
38369
2428127
2389759
$0

$s10EventLoops0A4LoopC20takeConnectionNumbers6UInt64VyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
74858
$0

$s10EventLoops0A4LoopC3runyyF
# Func Hash:
146835646196673450
# Num Counters:
3
# Counter Values:
468741
37
37
$0

$s10EventLoops0A4LoopC4name5clockACSS_AA0C5ClockOtAA11SystemErrorVYKcfc
# Func Hash:
640704449032044276
# Num Counters:
14
# Counter Values:
2331
0
0
0
0
0
37
0
0
0
0
0
0
0
$0

$s10EventLoops0A4LoopC4turn11maximumWaitys6UInt64V_tF
# Func Hash:
412415158948267290
# Num Counters:
34
# Counter Values:
61
0
0
0
95543
0
0
95543
0
95543
0
0
1269407
0
2795
0
1269407
0
0
1269407
0
0
0
0
468134
468778
419876
3716
468778
52
0
0
0
0
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
3
$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF:1229526
$s10EventLoops8AcceptorC6handleyyAA0A3SetVF:39869
$s10EventLoops12SignalSourceC6handleyyAA0A3SetVF:12
1
$s10Transports10ConnectionC5flushyyF:95543
0
0
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
5
0
0
0
0
0

$s10EventLoops0A4LoopC6attach_10descriptor4modeyAA0A6SourceC_s5Int32VAA9WatchModeOtAA11SystemErrorVYKF
# Func Hash:
247671766505697169
# Num Counters:
10
# Counter Values:
74900
6
0
0
0
0
0
0
0
74861
$0

$s10EventLoops0A4LoopC6detach_10descriptor0E6ClosesyAA0A6SourceC_s5Int32VSbtF
# Func Hash:
650973719758880617
# Num Counters:
8
# Counter Values:
74193
74193
74193
27
0
2
0
40
$0

$s10EventLoops0A4LoopC9growSlots33_D4D0F3633130DB31319BB0079D07D9CFLLyyF
# Func Hash:
197541539856279851
# Num Counters:
13
# Counter Values:
1082
6
0
6
0
0
0
0
0
0
0
0
6
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
513:6
0

$s10EventLoops0A4LoopC9wallClockAA8WallTimeVvg
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
589792
178039
$0

$s10EventLoops0A6SourceC10isAttachedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
74166
$0

$s10EventLoops0A6SourceC4loopAcA0A4LoopC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
74861
$0

$s10EventLoops10SourceListV11removeFirstyySiF
# Func Hash:
1083495315244199499
# Num Counters:
4
# Counter Values:
4165
0
621
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
10
8:271
16:158
17:89
32:55
33:32
129:7
257:4
65:3
128:1
256:1
0

$s10EventLoops10TimerWheelV10popExpired2atAA04LoopC0CSgs6UInt64V_tF
# Func Hash:
750865551241438010
# Num Counters:
13
# Counter Values:
819
696
340
662
984
1321
662
1358
695
662
323
0
638
$0

$s10EventLoops10TimerWheelV3nowACs6UInt64V_tcfCTf4nd_n
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
14171
37
$0

$s10EventLoops10TimerWheelV6insertyyAA04LoopC0CF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
257508
254242
$0

$s10EventLoops10TimerWheelV6removeyyAA04LoopC0CF
# Func Hash:
844982796591859892
# Num Counters:
4
# Counter Values:
170831
187205
68250
2595
$0

$s10EventLoops10TimerWheelV8earliest33_46D69539C3BDAE4FEBE54275918E16D2LLs6UInt64V4tick_Si4slottSgyF
# Func Hash:
290495007224705245
# Num Counters:
5
# Counter Values:
1482693
937383
937334
0
3138
$0

$s10EventLoops14FileDescriptorV5closeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
74166
74166
$0

$s10EventLoops14FileDescriptorVfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
74166
0
$0

$s10EventLoops5FilesO4readys6ResultOySays5UInt8VGAC9ReadErrorVGSSFZTf4nd_n
# Func Hash:
653247341078244156
# Num Counters:
11
# Counter Values:
1834980
28
0
0
0
28
0
0
0
0
0
$0

$s10EventLoops7SocketsO10setNoDelayyys5Int32VFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
18168
$0

$s10EventLoops7SocketsO4make3for9operationAA14FileDescriptorV16NetworkAddresses13SocketAddressO_SSyXKtAA11SystemErrorVYKFZ
# Func Hash:
679119373655564149
# Num Counters:
5
# Counter Values:
0
18168
0
18168
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s10EventLoops7SocketsO7connect_2tos5Int32VAA14FileDescriptorV_16NetworkAddresses13SocketAddressOtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
18168
$0

$s10EventLoops7SocketsO7connect_2tos5Int32VAA14FileDescriptorV_16NetworkAddresses13SocketAddressOtFZTf4nnd_n
# Func Hash:
438284562383189920
# Num Counters:
10
# Counter Values:
18168
18168
18168
18168
0
0
0
0
0
0
$0

$s10EventLoops8AcceptorC6handleyyAA0A3SetVF
# Func Hash:
142702034969036801
# Num Counters:
19
# Counter Values:
0
0
0
56693
39869
56693
0
0
0
0
0
0
0
0
39869
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
6
2
$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:56690
$s5Admin0A8AcceptorC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:3
2
$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF:39866
$s10EventLoops8AcceptorC11acceptedAllyySiF:3
0
0
0
0

$s10EventLoops9LoopTimerC10armTimeoutyys6UInt64VF
# Func Hash:
334492583700009102
# Num Counters:
5
# Counter Values:
2542225
0
44307
2933
0
$0

$s10EventLoops9LoopTimerC4loop5owner4kind11timeoutKindAcA0aC0C_AA0D5OwnerCSgs5UInt8VAA07TimeoutI0Otcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
122918
$0

$s10EventLoops9LoopTimerC5placeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
212849
135022
$0

$s10EventLoops9LoopTimerCfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
121540
117500
$0

$s10Transports10ConnectionC10dropSourceyyF
# Func Hash:
650973720145446879
# Num Counters:
8
# Counter Values:
74166
0
0
0
0
0
0
0
$0

$s10Transports10ConnectionC10leaveInputyyF
# Func Hash:
1063705160746808702
# Num Counters:
3
# Counter Values:
3177
3177
3171
$0

$s10Transports10ConnectionC10pipedCountSivg
# Func Hash:
844982796701484031
# Num Counters:
4
# Counter Values:
0
325529
0
0
$0

$s10Transports10ConnectionC10receiveRaw4intoAA11ReadOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
456618549423834958
# Num Counters:
15
# Counter Values:
41224
1172515
1056408
4
0
1172511
115373
42565
0
1009992
1159565
1341
0
0
0
$0

$s10Transports10ConnectionC10shakeHandsyyF
# Func Hash:
123497035611710444
# Num Counters:
6
# Counter Values:
0
1282
9
0
3549
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF:4840

$s10Transports10ConnectionC10takeUnreadAA11ReadOutcomeV5StateOyF
# Func Hash:
526279452852750498
# Num Counters:
12
# Counter Values:
0
389526
389524
389526
2
2
2
2
0
0
0
0
$0

$s10Transports10ConnectionC11deliverRestyyF
# Func Hash:
356538120655674419
# Num Counters:
7
# Counter Values:
23
0
0
0
0
17488
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s10Transports10ConnectionC11releaseFlowyyF
# Func Hash:
974670606834958058
# Num Counters:
7
# Counter Values:
74169
4
0
4
0
0
0
$0

$s10Transports10ConnectionC11writeDirectyys4SpanVys5UInt8VGF
# Func Hash:
790143271071444718
# Num Counters:
29
# Counter Values:
648274
630818
630818
630818
630818
630818
305273
305273
630818
593728
593728
0
0
15
19
0
0
0
0
19
0
0
0
0
0
0
0
0
0
$0

$s10Transports10ConnectionC12discardInputyyF
# Func Hash:
948827212795451161
# Num Counters:
9
# Counter Values:
111564
111564
38953
75871
0
0
38200
0
0
$0

$s10Transports10ConnectionC12localAddress16NetworkAddresses06SocketD0Ovg
# Func Hash:
798733566408009235
# Num Counters:
4
# Counter Values:
0
532399
0
696
$0

$s10Transports10ConnectionC12pauseReadingyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17480
$0

$s10Transports10ConnectionC12sendOutboundyyF
# Func Hash:
748768865581908580
# Num Counters:
38
# Counter Values:
0
0
1073756
0
0
0
0
39240
0
1112927
0
0
0
0
0
1112927
0
0
0
0
0
1112919
1112919
8
1073687
1073687
16
0
1112919
1073679
1073679
0
23
1073671
0
11
12
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s10Transports10ConnectionC13resumeReadingyyF
# Func Hash:
238984482446926629
# Num Counters:
3
# Counter Values:
17480
17480
0
$0

$s10Transports10ConnectionC15continueReadingyyF
# Func Hash:
376260593386337242
# Num Counters:
9
# Counter Values:
11753
11753
3370
9971
3370
3370
9971
2611
9212
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:3177
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:193

$s10Transports10ConnectionC15endOurDirectionyyF
# Func Hash:
264495434870589620
# Num Counters:
4
# Counter Values:
1272
287
56386
69
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF:1272

$s10Transports10ConnectionC16takeSplicedCountSiyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
389686
$0

$s10Transports10ConnectionC17armHandshakeTimeryyF
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1290
0
0
$0

$s10Transports10ConnectionC17armLifecycleTimeryys6UInt64VF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
135255
135255
57339
135255
0
$0

$s10Transports10ConnectionC17notifyWhenDrainedyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
19314
2075
$0

$s10Transports10ConnectionC20isAboveHighWatermarkSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
715055
$0

$s10Transports10ConnectionC22hasReceivedEndOfStreamSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
56668
$0

$s10Transports10ConnectionC4loop10descriptor6remote5localAC10EventLoops0G4LoopC_AH14FileDescriptorV16NetworkAddresses13SocketAddressOAOSgtcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
56693
$0

$s10Transports10ConnectionC4send33_D2D32E4CF9C4DF2ADBF2F94460EDBF19LLyyF
# Func Hash:
228962954689488054
# Num Counters:
14
# Counter Values:
6214
0
1058636
0
38963
49348
0
38963
1027090
6214
0
0
0
38963
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s3TLS12TLSTransportC5write4from2on10Transports12WriteOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:55562

$s10Transports10ConnectionC5closeyyAA9CloseModeOF
# Func Hash:
650973722880015311
# Num Counters:
12
# Counter Values:
0
0
0
0
56599
17428
56599
0
39171
39171
16
0
$0

$s10Transports10ConnectionC5flushyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1112927
$0

$s10Transports10ConnectionC5readyyyF
# Func Hash:
67024885930071348
# Num Counters:
14
# Counter Values:
0
0
0
11753
11753
0
0
11753
0
2
0
1281
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC10wantsFlushSbvg:1283

$s10Transports10ConnectionC5startyyF
# Func Hash:
1096621587831064068
# Num Counters:
5
# Counter Values:
56693
0
1290
1290
55403
$0

$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF
# Func Hash:
1141247764307122949
# Num Counters:
31
# Counter Values:
0
0
1229526
38200
37995
1135198
18168
72611
0
72611
3549
1076881
2402
7
0
0
11
0
3549
18168
11
0
14
0
1
0
18168
18167
0
11
0
$0

$s10Transports10ConnectionC6lingeryyF
# Func Hash:
567185242781546426
# Num Counters:
5
# Counter Values:
218
39171
38953
38953
39171
$0

$s10Transports10ConnectionC6opened33_2C2846B28123F9D15E59B25BD653F05DLLyyF
# Func Hash:
18663488466359223
# Num Counters:
10
# Counter Values:
74531
74852
18168
56681
74852
74852
74531
1296
0
1296
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF:39212
$s8Proxying15TCPProxySessionC16connectionOpenedyyF:17472
$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF:17472
$s15HTTPConnections21HTTP1ClientConnectionC16connectionOpenedyyF:681
$s15HTTPConnections21HTTP2ClientConnectionC16connectionOpenedyyF:15

$s10Transports10ConnectionC6origin10forTellingAA0B6OriginCSgSb_tF
# Func Hash:
650973720149239099
# Num Counters:
8
# Counter Values:
34944
0
0
0
0
0
0
0
$0

$s10Transports10ConnectionC7connect4loop2to4bind7timeout7optionsAC10EventLoops0I4LoopC_16NetworkAddresses13SocketAddressOAOSgs6UInt64VAA14ConnectOptionsVtAJ11SystemErrorVYKFZ
# Func Hash:
950994589209007218
# Num Counters:
12
# Counter Values:
0
0
0
0
0
18168
0
18168
18168
0
0
0
$0

$s10Transports10ConnectionC7drained33_D2D32E4CF9C4DF2ADBF2F94460EDBF19LLyyF
# Func Hash:
859921300419809237
# Num Counters:
6
# Counter Values:
17502
1073748
39171
17502
2446
2446
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF:2446

$s10Transports10ConnectionC7handlerAA0B7HandlerCSgvs
# Func Hash:
37730073980293528
# Num Counters:
4
# Counter Values:
0
75054
193
75054
$0

$s10Transports10ConnectionC7receive33_67B225CA7C0152DF30F7EFC786F59F03LLyyF
# Func Hash:
197088143187051970
# Num Counters:
24
# Counter Values:
57
0
56
17497
833
198
1077570
1077513
23302
1074748
1077303
1077303
56
43003
34929
56
34929
0
1281
734
0
17432
734
12
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
6
$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF:389527
$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF:325758
$s8Proxying15TCPProxySessionC18connectionReadable11endOfStreamySb_tF:170093
$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF:158403
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:26649
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:7083
1
$s3TLS12TLSTransportC10wantsFlushSbvg:44284

$s10Transports10ConnectionC7sendNowyyF
# Func Hash:
391331304039473909
# Num Counters:
8
# Counter Values:
1283
1283
1283
1283
1283
1283
1279
0
$0

$s10Transports10ConnectionC7sendRaw4fromAA12WriteOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
331779888104955211
# Num Counters:
9
# Counter Values:
0
1080277
1082541
1080277
1080277
0
1080277
1027090
0
$0

$s10Transports10ConnectionC8closeNowyyAA0B11CloseReasonOF
# Func Hash:
903345235644837084
# Num Counters:
9
# Counter Values:
74166
74166
56644
1290
74166
56668
0
17428
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF:1
1
$s3TLS12TLSTransportC6closedyyF:1290
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:39028
$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:17472
$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:17472
$s15HTTPConnections21HTTP2ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:193
$s15HTTPConnections21HTTP1ClientConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:1

$s10Transports10ConnectionC8detachedyyF
# Func Hash:
287486628912133448
# Num Counters:
6
# Counter Values:
74166
0
0
74166
0
0
$0

$s10Transports10ConnectionC8isClosedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
161010
$0

$s10Transports10ConnectionC8readOnce33_67B225CA7C0152DF30F7EFC786F59F03LLAA11ReadOutcomeVyF
# Func Hash:
716669422958198027
# Num Counters:
7
# Counter Values:
0
56
1033287
734
1041651
35131
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:44285

$s10Transports10ConnectionC8readableyy10EventLoops0D3SetVF
# Func Hash:
965012993927400262
# Num Counters:
17
# Counter Values:
0
0
1076881
36018
327
1076554
0
17486
0
0
0
1069389
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s10Transports10ConnectionC9halfCloseyyF
# Func Hash:
1124680650898168297
# Num Counters:
4
# Counter Values:
34912
34912
34912
23210
$0

$s10Transports10ConnectionC9hasOutputSbvg
# Func Hash:
543243708474390485
# Num Counters:
4
# Counter Values:
17426
17426
17426
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s10Transports10ConnectionC9redeliveryyF
# Func Hash:
694937218088070622
# Num Counters:
7
# Counter Values:
38300
52617
52617
193
52424
52424
7259
$0

$s10Transports10ConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
74166
$0

$s10Transports10ConnectionCfd
# Func Hash:
391331303746805509
# Num Counters:
6
# Counter Values:
0
0
74166
0
0
0
$0

$s10Transports14ConnectOptionsVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
18168
$0

$s10Transports16ConnectionOriginCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:17472

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
130930
$0

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZTf4nnd_n
# Func Hash:
135896433335601181
# Num Counters:
26
# Counter Values:
0
34866
39217
27
0
74262
0
0
0
0
0
0
95885
0
34866
152
0
27
0
0
95885
0
34866
152
0
27
$0

$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
39866
0
$0

$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF
# Func Hash:
356538117563808643
# Num Counters:
7
# Counter Values:
0
56690
56690
0
56690
56690
56690
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s12ProxyRuntime15ListenerServiceC4keep33_D2353B0392C331F211412F93C9351CA7LLyy10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOAKSgtF
# Func Hash:
896858934614533241
# Num Counters:
9
# Counter Values:
0
0
0
0
12
56690
0
0
0
$0

$s12ProxyRuntime15ListenerServiceC4open33_D2353B0392C331F211412F93C9351CA7LLySb10Transports10ConnectionC_7Filters0N5FactsCAA0N6TraitsVyXKtF04$s12a9Runtime15cd9C4keep33_fghijkl79LLyy10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOAKSgtFAA16nQ7VyXEfu_AhKTf1nncn_nTf4nnngg_n
# Func Hash:
982227568711757466
# Num Counters:
20
# Counter Values:
0
1290
0
0
12
0
0
0
56690
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
2
$s8Proxying21HTTPConnectionManagerCAA8ChainEndA2aDP5adopt__6behindy10Transports10ConnectionC_7Filters0I5FactsCSayAK13NetworkFilterCGtFTW:39218
$s8Proxying17ConnectionServiceCAA8ChainEndA2aDP5adopt__6behindy10Transports0B0C_7Filters0B5FactsCSayAK13NetworkFilterCGtFTW:17472
0

$s12ProxyRuntime15ListenerServiceC6admits33_D2353B0392C331F211412F93C9351CA7LLSbyF
# Func Hash:
653247340856437173
# Num Counters:
13
# Counter Values:
56690
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s12ProxyRuntime15ListenerServiceC7makeEnd33_D2353B0392C331F211412F93C9351CA7LLy8Proxying05ChainF0_pAA06FilterO8SnapshotVFys6UInt64VcfU_
# Func Hash:
1096621591221332494
# Num Counters:
5
# Counter Values:
56690
0
0
0
0
$0

$s13Configuration06RouterA0VWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
1991
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s13Configuration06RouterA0Vwcp:1991

$s13Configuration06RouterA0Vwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2035
$0

$s13Configuration07ClusterA0V13proxyProtocolAA013UpstreamProxydA0VSgvg
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
53133
0
$0

$s13Configuration10FieldTableV5place2ofSiSgs4SpanVys5UInt8VG_tF
# Func Hash:
950994588834998037
# Num Counters:
13
# Counter Values:
12659
1
3
13790
1404
1335
1335
1297
0
0
0
0
0
$0

$s13Configuration10FieldTableVyACSayAA0B11DescriptionVGcfCTf4gd_n
# Func Hash:
1004743486913325517
# Num Counters:
58
# Counter Values:
83634
70054
0
4227
0
3480
326
1450
1123
27425
889
926
0
342
0
0
0
4147
0
2259
2814
0
0
343
0
343
343
1735
2412
0
0
0
0
0
0
945
0
0
0
0
0
543
0
0
0
0
0
0
0
0
0
0
0
0
0
2814
1010
2412
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
4
8
9:1419
8:277
7:206
4:205
6:70
5:41
3:29
2:12
4
17:2158
16:319
33:265
32:72
5
9:1706
8:16
7:7
6:4
5:2
4
17:2054
16:214
33:125
32:19

$s13Configuration11FormatFieldO8rawValueSSvg
# Func Hash:
431461200754579295
# Num Counters:
132
# Counter Values:
1476
18
18
18
18
18
9
9
18
18
18
18
9
9
9
9
9
9
9
18
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
18
9
18
9
9
9
18
9
9
9
18
18
18
9
9
18
9
9
18
18
18
18
18
9
9
9
9
9
9
9
9
9
18
9
18
9
18
18
9
18
18
9
9
9
9
18
9
9
9
9
9
18
9
9
9
9
9
9
9
9
9
9
9
9
9
18
9
9
9
9
9
9
9
9
18
9
18
9
9
9
9
9
9
9
9
9
0
$0

$s13Configuration11JSONScannerV10beginValue33_8A7B07E00919D24423CCCFA31152839ALLyyAC7ProblemVYKF
# Func Hash:
325048436942307780
# Num Counters:
19
# Counter Values:
396
93
0
1185
0
124
491
174
0
0
0
27
4
0
0
0
0
0
0
$0

$s13Configuration11JSONScannerV10readStringyys06StaticD0VAC7ProblemVYKF
# Func Hash:
249841959134908562
# Num Counters:
16
# Counter Values:
0
17827
0
0
0
1372
0
0
0
0
0
0
0
0
0
0
$0

$s13Configuration11JSONScannerV14endsBeforeItem33_8A7B07E00919D24423CCCFA31152839ALL4with_Sbs5UInt8V_s12StaticStringVtAC7ProblemVYKF
# Func Hash:
95820316400241996
# Num Counters:
14
# Counter Values:
1823
1823
1158
665
0
497
497
497
0
0
0
0
0
0
$0

$s13Configuration11JSONScannerV4scanyyAC7ProblemVYKF
# Func Hash:
777368104466501220
# Num Counters:
37
# Counter Values:
0
0
0
806
0
0
0
27
976
976
976
1782
1467
356
0
0
182
976
976
0
0
976
0
27
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s13Configuration11JSONScannerV6append_4fromyAA9JSONEntryV4KindO_SitF
# Func Hash:
650973722278044031
# Num Counters:
8
# Counter Values:
1496
0
0
0
0
0
0
102
$0

$s13Configuration11JSONScannerV9skipSpaceyyF
# Func Hash:
287486628771799995
# Num Counters:
8
# Counter Values:
11420
0
1526
2347
15293
2374
2359
0
$0

$s13Configuration11NearestNameO5plain33_E3D84B5E23EEB4B021B62868DE097EADLLySays5UInt8VGAHFZTf4nd_n
# Func Hash:
11922954215748800
# Num Counters:
7
# Counter Values:
103
0
1007
85
85
0
0
$0

$s13Configuration11NearestNameO8lastPart33_E3D84B5E23EEB4B021B62868DE097EADLLys10ArraySliceVys5UInt8VGSgSayAIGFZTf4nd_n
# Func Hash:
844982799843444440
# Num Counters:
4
# Counter Values:
1007
85
0
0
$0

$s13Configuration12MessageIndexCyAcA0B11DescriptionVcfcTf4gn_n
# Func Hash:
694937218487371540
# Num Counters:
5
# Counter Values:
5073
0
342
1
0
$0

$s13Configuration13CatalogueLineV4kind33_EFD26993562AAB5DB2053E3C06B6B5F9LLyAA9FieldKindOSgs10ArraySliceVys5UInt8VGFTf4nx_n
# Func Hash:
753253801171727072
# Num Counters:
41
# Counter Values:
5073
5073
5073
5073
5073
5072
5072
5072
5035
4486
3754
3751
214
3537
0
0
0
0
0
0
0
0
0
0
0
0
0
1
1
0
0
0
0
37
37
549
549
732
732
3
3
$0

$s13Configuration13CatalogueLineV5field33_EFD26993562AAB5DB2053E3C06B6B5F9LL_5oneofAA16FieldDescriptionVSgs10ArraySliceVys5UInt8VG_SSSgtFTf4nnx_n
# Func Hash:
961288987959216666
# Num Counters:
20
# Counter Values:
880
88707
5073
5073
5073
0
962
0
0
0
0
0
0
0
0
0
0
0
82
880
$0

$s13Configuration13CatalogueLineV6fieldsySayAA16FieldDescriptionVGs10ArraySliceVys5UInt8VGFTf4nx_n
# Func Hash:
1070589995347811942
# Num Counters:
17
# Counter Values:
5575
5575
3843
0
342
251
251
342
1
0
1230
0
0
0
0
0
0
$0

$s13Configuration13CatalogueLineV9reference33_EFD26993562AAB5DB2053E3C06B6B5F9LLySSs10ArraySliceVys5UInt8VGFTf4nx_n
# Func Hash:
421769327147403597
# Num Counters:
12
# Counter Values:
1776
3751
1586
1975
1975
0
0
0
0
0
0
0
$0

$s13Configuration13CatalogueTextV4line2of13isEnumerationSS7package_Says5UInt8VG5wordstSgSS_SbtFSSAG_AjKtSS_s4SpanVyAIGSnySiGtXEfU_
# Func Hash:
303685791406550683
# Num Counters:
11
# Counter Values:
176192
361
360
0
0
0
0
0
0
0
0
$0

$s13Configuration13CatalogueTextV4line33_1855DAD2C7B13A39EE102249B02F9D8ELL2of2inSnySiG5words_Sb13isEnumerationtSgs4SpanVys5UInt8VG_APtFZTf4nnd_n
# Func Hash:
609831941590673500
# Num Counters:
24
# Counter Values:
1231
1115
238386
483904
482669
24251
23001
362
527
361
361
361
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s13Configuration13CatalogueTextV5order33_1855DAD2C7B13A39EE102249B02F9D8ELLySis4SpanVys5UInt8VG_AJtFZTf4nnd_n
# Func Hash:
187771966239199901
# Num Counters:
7
# Counter Values:
8464
500
750
0
0
0
404
$0

$s13Configuration13CatalogueTextV5parts33_1855DAD2C7B13A39EE102249B02F9D8ELLySS7package_Ss4nametSgSSFZTf4nd_n
# Func Hash:
521985129672429752
# Num Counters:
24
# Counter Values:
0
0
0
0
0
10186
0
1554
361
361
0
0
0
0
0
0
0
0
0
0
0
0
361
361
$0

$s13Configuration13CatalogueTextV7package33_1855DAD2C7B13A39EE102249B02F9D8ELLyAC7PackageAELLVSgs4SpanVys5UInt8VGFTf4nx_n
# Func Hash:
45209323781691412
# Num Counters:
17
# Counter Values:
0
645
42597
0
2436
361
361
361
0
0
0
0
0
0
0
0
0
$0

$s13Configuration13CatalogueTextVACyc33_1855DAD2C7B13A39EE102249B02F9D8ELlfCTf4d_n
# Func Hash:
803118759066819771
# Num Counters:
35
# Counter Values:
108
12
200640
8856
196212
25008
4428
16464
20580
12048
3384
3372
4428
12
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s13Configuration13MessageReaderV4last33_6F2A4D648800B4F7A0B8D66DB7AF0BD9LLyAC6MemberAELLVSgSSF
# Func Hash:
1101761135994364350
# Num Counters:
17
# Counter Values:
4979
688
627
102
1903
1903
1875
627
0
0
0
0
0
0
0
846
586
$0

$s13Configuration13MessageReaderV4takeySayAA8JSONNodeVGSSF
# Func Hash:
365794131047410942
# Num Counters:
22
# Counter Values:
80
11287
841
172
761
761
3858
761
3858
3715
0
0
0
0
0
0
0
0
0
0
1141
669
$0

$s13Configuration13MessageReaderV8takeLast33_4A84ECF5D980CD95532E50CF409EBF88LLyAA8JSONNodeVSgSSF
# Func Hash:
135188633032950704
# Num Counters:
7
# Counter Values:
0
359
0
1212
0
0
0
$0

$s13Configuration14FormatCommandsO5plain33_593200D3C338F48A94C91AC37783C23DLL_WZ
# Func Hash:
974670604939386077
# Num Counters:
6
# Counter Values:
1170
1179
9
0
0
0
$0

$s13Configuration15RetryConditionsV11serverErrorACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15RetryConditionsV12gatewayErrorACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15RetryConditionsV12retriable4xxACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15RetryConditionsV16retriableHeadersACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15RetryConditionsV20retriableStatusCodesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15RetryConditionsV6mayAsk3forSbs6UInt16V_tF
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
47709
0
$0

$s13Configuration15RetryConditionsV7anyGRPCACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s13Configuration15SecretRedactionO15mentionsFilters33_91A675A89DF91514F0975F1A94A2477DLLySbSays5UInt8VGFZTf4nd_n
# Func Hash:
1134130828079249516
# Num Counters:
18
# Counter Values:
0
449
449
449
10015
215
0
21
21
0
0
0
0
0
0
0
0
449
$0

$s13Configuration16FieldDescriptionV9camelCase33_D3BBEB5184D5435439692C9D2970246FLLyS2SFZTf4nd_n
# Func Hash:
63398619805173215
# Num Counters:
18
# Counter Values:
88707
80265
0
22609
66098
5073
0
0
0
0
0
0
0
2814
68912
88707
8442
8431
$0

$s13Configuration16FieldDescriptionVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
5570
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s13Configuration16FieldDescriptionVwcp:5570

$s13Configuration16FieldDescriptionVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
5157
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s13Configuration16FieldDescriptionVwxx:5157

$s13Configuration16FieldDescriptionVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
5570
$0

$s13Configuration16FieldDescriptionVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
10643
$0

$s13Configuration19FormatCommandReaderV6header33_AF970001D6B374999A7BC694F06CE94DLLyAA0B6HeaderVSgAA012SubstitutionbD0V0C0VF
# Func Hash:
1037533608939581490
# Num Counters:
48
# Counter Values:
9
0
0
0
1404
0
0
0
135
531
0
450
63
72
0
0
0
0
0
0
0
63
0
9
0
0
0
0
9
0
0
0
0
0
0
0
0
0
0
0
0
0
0
468
981
0
0
63
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s13Configuration24CircuitBreakerThresholdsVACSQAAWl
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
18252
12
$0

$s13Configuration24CircuitBreakerThresholdsVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
18204
18192
$0

$s13Configuration24CircuitBreakerThresholdsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
18252
$0

$s13Configuration24CircuitBreakerThresholdsVwst
# Func Hash:
567185240178928211
# Num Counters:
5
# Counter Values:
18252
0
36
0
0
$0

$s13Configuration24SubstitutionFormatReaderV7command33_8C118256FBE02268D9FB75C43A21EF07LL4fromAC7CommandVSgSi_tFTf4nx_n
# Func Hash:
236859847368090800
# Num Counters:
23
# Counter Values:
0
0
1143
189
54
1053
135
63
135
72
135
72
0
63
0
0
0
0
0
0
0
0
0
$0

$s13Configuration5BoxedV12wrappedValuexSgvg
# Func Hash:
542754882849004180
# Num Counters:
2
# Counter Values:
18192
94
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s13Configuration24CircuitBreakerThresholdsVwcp:18192
1
$s13Configuration24CircuitBreakerThresholdsVwst:18192
2
$s13Configuration09BalancingA0Vwst:70
$s13Configuration24CircuitBreakerThresholdsVwst:24

$s13Configuration8JSONNodeVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2111
$0

$s13Configuration8JSONTextO13appendCompact33_4C099860B62E075E787933866700BB0CLL_2toys10ArraySliceVys5UInt8VG_SayAJGztFZTf4nnd_n
# Func Hash:
160231340804586971
# Num Counters:
40
# Counter Values:
281
19375
17955
19375
17955
17955
17955
19638
19638
16479
16479
4768
1420
4768
1420
2458
2458
222
59
281
281
281
0
0
0
0
0
0
0
0
0
0
0
56
0
0
0
0
0
0
$0

$s13Configuration9FieldKindOWOe
# Func Hash:
1063705162558100101
# Num Counters:
3
# Counter Values:
16117
684
11419
$0

$s13Configuration9FieldKindOWOy
# Func Hash:
1063705162558100101
# Num Counters:
3
# Counter Values:
11009
470
7847
$0

$s13HTTPSemantics10HTTPMethodOyACs4SpanVys5UInt8VGcfC
# Func Hash:
579219203303933351
# Num Counters:
20
# Counter Values:
533098
0
0
64001
0
469097
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s13HTTPSemantics11FilterStateVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s13HTTPSemantics11RequestHeadV6isGRPCSbvg
# Func Hash:
287486624888688056
# Num Counters:
6
# Counter Values:
128000
64000
533095
64000
64000
0
$0

$s13HTTPSemantics12ClientStreamCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s13HTTPSemantics12RefererFieldO7isPlain33_AEC32440E88C6016B5A1FBA0FEAB53CDLLySbs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
908950565784854908
# Num Counters:
19
# Counter Values:
0
0
533092
533092
533092
0
533092
533092
0
0
0
533092
0
0
0
0
0
0
0
$0

$s13HTTPSemantics12RefererFieldO7isValidySbs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
927205940261627284
# Num Counters:
13
# Counter Values:
0
0
0
0
0
533092
0
0
0
0
0
0
0
$0

$s13HTTPSemantics12ResponseHeadV5resetyyF
# Func Hash:
1124680653679132783
# Num Counters:
3
# Counter Values:
2521906
0
0
$0

$s13HTTPSemantics12ResponseHeadVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3941
$0

$s13HTTPSemantics12ServerStreamCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1972
$0

$s13HTTPSemantics12ServerStreamCfd
# Func Hash:
135188635954868298
# Num Counters:
7
# Counter Values:
1972
1972
1972
0
0
0
0
$0

$s13HTTPSemantics8HeaderIDV10lowercasedACs4SpanVys5UInt8VG_tcfC
# Func Hash:
1063705162111847769
# Num Counters:
3
# Counter Values:
692713
1524
691192
$0

$s13HTTPSemantics8HeaderIDV4names12StaticStringVvg
# Func Hash:
1144487900784059767
# Num Counters:
118
# Counter Values:
4216132
9
113
210860
15578
10
9
9
9
362039
9
9
9
9
9
9
9
9
9
9
18
9
9
9
9
533116
9
9
9
9
9
9
9
9
9
9
23
9
9
9
9
9
9
9
9
9
2361
9
9
9
128617
9
4192
3671
207578
415147
518777
3064
9
0
9
9
9
9
9
9
9
29
9
16
9
535442
9
9
0
9
9
9
9
27
3779
9
3361
9
12
9
534382
42
9
9
9
2146
9
1652
9
518831
207578
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
9
$0

$s13HTTPSemantics8HeaderIDV5table_WZ
# Func Hash:
950994588744765563
# Num Counters:
11
# Counter Values:
990
63
1062
999
9
9
0
0
0
0
27
$0

$s13HTTPSemantics8HeaderIDV9candidate33_83A878EE89BEA308567899CC62D35D46LLyACs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
132701087857874010
# Num Counters:
191
# Counter Values:
0
0
1643
0
0
0
0
0
692713
0
0
2361
0
0
0
0
0
0
0
0
0
0
0
0
0
0
15599
5435
6416
3770
207598
0
0
0
0
608
0
0
0
0
3
207569
0
0
0
0
0
12
1278
9142
0
15679
0
1520
0
9
6917
0
0
0
1242
0
2338
0
0
12
0
0
0
0
0
0
0
0
0
0
0
1
14
15569
15
0
0
0
0
0
0
3770
0
0
0
0
0
9
0
0
0
0
0
0
0
0
2338
0
0
0
0
0
0
0
0
0
1278
1
0
1296
0
3662
0
3282
0
0
0
16
0
0
0
0
0
0
3352
0
0
0
101
0
0
0
0
0
0
0
1520
0
0
5274
0
0
0
0
0
0
0
0
0
2897
16
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
608
0
0
0
0
0
207569
0
1242
0
0
2338
0
0
0
0
$0

$s13HTTPSemantics8MetadataV9removeAllyyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
533095
0
$0

$s13HTTPSemantics8MetadataVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
58659
$0

$s13HTTPSemantics9AuthorityO13isHostAndPortySbs4SpanVys5UInt8VGFZ
# Func Hash:
194648684702066635
# Num Counters:
33
# Counter Values:
0
0
0
0
0
0
0
0
332449
0
0
0
0
0
0
328584
0
328584
0
0
0
0
0
0
0
0
0
0
0
0
0
0
773
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
38947
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
341199223409513399
# Num Counters:
27
# Counter Values:
0
0
38947
38947
0
194735
194735
38947
38947
0
194735
38947
38947
38947
38947
38947
38947
38947
0
0
0
0
0
0
0
0
0
$0

$s13HTTPSemantics9HeaderMapV10firstIndex2ofSiAA0B2IDV_tF
# Func Hash:
631255614919422958
# Num Counters:
6
# Counter Values:
1657157
1546450
2009737
126276
0
1476642
$0

$s13HTTPSemantics9HeaderMapV11extendValue2at9separator_ySi_s12StaticStringVy7Buffers10ByteBufferVzXEtF018$s13HTTPSemantics9bc59V8ProxyingE15appendForwardedyys4SpanVys5UInt8VGFy7Buffers10kL7VzXEfU_s0S0Vys0U0VGTf1nncn_n
# Func Hash:
1065123702328387272
# Num Counters:
15
# Counter Values:
15569
15569
0
0
0
0
0
0
0
15569
0
15569
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV11finishField_10nameOffset_yAA0B2IDV_Sis4SpanVys5UInt8VGtF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
2127260
2600
$0

$s13HTTPSemantics9HeaderMapV12notePresenceyyAA0B2IDVF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
5191076
661095
$0

$s13HTTPSemantics9HeaderMapV15sanitizeRefereryyF
# Func Hash:
391331302394690820
# Num Counters:
7
# Counter Values:
0
5123351
533092
533092
0
0
0
$0

$s13HTTPSemantics9HeaderMapV15writeFieldLines2toy7Buffers10ByteBufferVz_tF
# Func Hash:
997256132386719111
# Num Counters:
25
# Counter Values:
1168578
2048293
0
0
715055
0
715055
715055
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV16readFieldSection4from9maxFields14authorityIndex5hostsS2i_S3iztF
# Func Hash:
1063705162558100101
# Num Counters:
3
# Counter Values:
715055
715055
0
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10ByteBufferVzXEfU_
# Func Hash:
801277454386375900
# Num Counters:
11
# Counter Values:
597095
0
0
0
64000
533095
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF018$s13HTTPSemantics9bc45V3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10gH7VzXEfU_s0pQ0VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
79569
0
517526
704
0
79569
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF054$s8Proxying12ActiveStreamC12setRequestIDyyFy7Buffers10gH7VzXEfU_s6UInt64VALTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
15569
0
330883
0
0
15569
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF088$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtFy7Buffers10gH7VzXEfU_s0T0VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
0
0
533095
736
0
0
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF091$s8Proxying12RouterFilterC15upstreamHeaders_9endStreamyAA15UpstreamRequestC_SbtFy7Buffers10gH7VzXEfU_s6UInt64VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
15569
0
517526
0
0
0
$0

$s13HTTPSemantics9HeaderMapV4list2at15containsExactlySbSi_s12StaticStringVtF
# Func Hash:
584682737790254512
# Num Counters:
37
# Counter Values:
0
0
128000
1024000
1024000
0
128000
128000
0
128000
128000
128000
0
128000
0
128000
128000
128000
128000
0
0
0
128000
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s13HTTPSemantics9HeaderMapV5value2ats4SpanVys5UInt8VGSi_tF
# Func Hash:
886271540078755313
# Num Counters:
4
# Counter Values:
4954763
0
0
0
$0

$s13HTTPSemantics9HeaderMapV5value2ofs4SpanVys5UInt8VGAA0B2IDV_tF
# Func Hash:
1011877327953683730
# Num Counters:
8
# Counter Values:
1886426
0
1353334
1353334
0
0
1353334
0
$0

$s13HTTPSemantics9HeaderMapV6appendyyAA0B2IDV_s4SpanVys5UInt8VGtF
# Func Hash:
801277458014341285
# Num Counters:
11
# Counter Values:
1514191
0
0
517526
725095
207570
0
64000
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV6isGRPCSbvg
# Func Hash:
5832819387803731
# Num Counters:
12
# Counter Values:
0
704000
533095
192000
64000
64000
64000
64000
64000
0
0
0
$0

$s13HTTPSemantics9HeaderMapV6remove_4fromyAA0B2IDV_SitF
# Func Hash:
419242268867857659
# Num Counters:
5
# Counter Values:
54513
716432
54513
54513
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
2
0:38944
16:15569

$s13HTTPSemantics9HeaderMapV8ProxyingE15appendForwardedyys4SpanVys5UInt8VGF
# Func Hash:
1096621588078651545
# Num Counters:
5
# Counter Values:
0
171259
517526
15569
0
$0

$s13HTTPSemantics9HeaderMapV8ProxyingE15removeNominatedSbyF
# Func Hash:
415293327286304529
# Num Counters:
56
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
467328
0
0
0
0
0
0
0
38944
0
0
0
0
0
0
0
0
0
0
0
38944
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV8ProxyingE16nominatesNothing33_6952F1DC4DADD859998C904D373FF5B3LLySbs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
495986877204250290
# Num Counters:
10
# Counter Values:
38944
0
194720
0
38944
38944
0
0
0
0
$0

$s13HTTPSemantics9HeaderMapV8ProxyingE7joinAll33_6952F1DC4DADD859998C904D373FF5B3LLyyAA0B2IDVF
# Func Hash:
705451521226423776
# Num Counters:
18
# Counter Values:
0
389225
358087
140121
0
31138
0
0
0
0
0
0
0
0
0
0
31138
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV8ProxyingE8pathForm2atAcDE04PathF0OSi_tF
# Func Hash:
844982799689833012
# Num Counters:
4
# Counter Values:
533095
533095
533095
0
$0

$s13HTTPSemantics9HeaderMapV8setValue2at_ySi_s4SpanVys5UInt8VGtF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
548663
0
$0

$s13HTTPSemantics9HeaderMapV9removeAllyyF
# Func Hash:
1124680653679132783
# Num Counters:
3
# Counter Values:
0
3160185
0
$0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF018$s13HTTPSemantics9bc45V3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10iJ7VzXEfU_s0rS0VTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
597095
0
0
0
0
533095
0
0
0
64000
0
0
0
597095
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF054$s8Proxying12ActiveStreamC12setRequestIDyyFy7Buffers10iJ7VzXEfU_s6UInt64VANTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
346452
0
0
0
0
0
346452
0
0
0
0
0
0
346452
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF088$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtFy7Buffers10iJ7VzXEfU_s0V0VTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
533095
0
0
0
0
533095
0
0
0
0
0
0
0
533095
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF091$s8Proxying12RouterFilterC15upstreamHeaders_9endStreamyAA15UpstreamRequestC_SbtFy7Buffers10iJ7VzXEfU_s6UInt64VTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
533095
0
0
18
0
533095
0
0
0
0
0
0
0
533095
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderMapV9writeName_6proper2toys12StaticStringV_Sb7Buffers10ByteBufferVztF
# Func Hash:
842987907942316389
# Num Counters:
14
# Counter Values:
0
428492
428492
428492
0
0
3
38963
389526
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s13HTTPSemantics9HeaderSetV12arrayLiteralAcA0B2IDVd_tcfCTf4gd_n
# Func Hash:
844982798119336439
# Num Counters:
4
# Counter Values:
4281
176
716432
438
$0

$s13HTTPSemantics9HeaderSetV21countedOnceInRequestsACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
325787
$0

$s13HTTPSemantics9HeaderSetV22countedOnceInResponsesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
390207
$0

$s13RuntimeValues0A6NumberV7currents6UInt64Vvg
# Func Hash:
1063705162494746942
# Num Counters:
3
# Counter Values:
48300
48300
48300
$0

$s15HTTPConnections20HTTPClientConnectionC12countTrafficyyF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
10261
9098
3178
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:9098

$s15HTTPConnections20HTTPClientConnectionC13stopIdleTimeryyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
529595
512842
$0

$s15HTTPConnections20HTTPClientConnectionC14startIdleTimer5afterys6UInt64V_tF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
389800
389800
696
763
0
$0

$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
533095
143569
$0

$s15HTTPConnections20HTTPServerConnectionC10connection5owner7options11speaksHTTP2AC10Transports0C0C_AA0bC5OwnerCAA0bC7OptionsVSbtcfc
# Func Hash:
927205939964404080
# Num Counters:
9
# Counter Values:
39414
3
39414
3
0
39414
0
0
0
$0

$s15HTTPConnections20HTTPServerConnectionC10releaseEndyyF
# Func Hash:
811594940719325989
# Num Counters:
3
# Counter Values:
533095
533095
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC11endReleasedyyF:325526
$s15HTTPConnections21HTTP2ServerConnectionC11endReleasedyyF:207569

$s15HTTPConnections20HTTPServerConnectionC10stopTimersyyF
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
78184
78184
0
6
0
$0

$s15HTTPConnections20HTTPServerConnectionC12countTrafficyyF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
391666
391417
39256
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:391411
$s5Admin0A11ConnectionsC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:6

$s15HTTPConnections20HTTPServerConnectionC4PeerVyAE16NetworkAddresses13SocketAddressOcfCTf4nd_n
# Func Hash:
1124680650602959256
# Num Counters:
3
# Counter Values:
0
39414
0
$0

$s15HTTPConnections20HTTPServerConnectionC7armHeadyyF
# Func Hash:
37730074275502569
# Num Counters:
5
# Counter Values:
533098
3
3
3
0
$0

$s15HTTPConnections20HTTPServerConnectionC7holdEndyyF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
533095
0
$0

$s15HTTPConnections20HTTPServerConnectionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39414
$0

$s15HTTPConnections21HTTP1ClientConnectionC11takeSpliced33_108072ED44BE0B80B070D2BECA2E9012LLyy13HTTPSemantics0C6StreamCF
# Func Hash:
1108181536843906764
# Num Counters:
4
# Counter Values:
389628
102
102
2
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15UpstreamRequestC19responseDataSpliced_9endStreamySi_SbtF:102

$s15HTTPConnections21HTTP1ClientConnectionC12finishStream33_108072ED44BE0B80B070D2BECA2E9012LL05endOfF0ySb_tF
# Func Hash:
908742321315586228
# Num Counters:
18
# Counter Values:
0
389526
0
389526
389526
0
389526
389526
0
0
0
389526
0
389526
389526
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF:389526

$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
757987888527947852
# Num Counters:
11
# Counter Values:
0
3
389526
389526
389526
389526
389525
389526
0
389525
0
$0

$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
389629
389628
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:389628

$s15HTTPConnections21HTTP1ClientConnectionC6handle33_108072ED44BE0B80B070D2BECA2E9012LLySb0B00B4StepO_13HTTPSemantics0C6StreamC7Buffers10ByteBufferVzANztF
# Func Hash:
377985392134887869
# Num Counters:
42
# Counter Values:
0
389526
0
0
0
0
0
389523
389525
0
389525
1
1
0
1
0
0
0
389525
0
0
2
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
10
0
0
1
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:389526
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:389525
0
0
0
0
0
0

$s15HTTPConnections21HTTP1ClientConnectionC7process33_108072ED44BE0B80B070D2BECA2E9012LL11endOfStreamySb_tF
# Func Hash:
219144699010051683
# Num Counters:
40
# Counter Values:
389629
389629
779051
0
0
1
0
0
0
0
0
0
0
389526
1
0
102
0
0
1
1
389628
0
0
0
0
0
0
0
0
1
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
5
0
0
0
0
0

$s15HTTPConnections21HTTP1ServerConnectionC10connection5owner7options5codecAC10Transports0D0C_AA010HTTPServerD5OwnerCAA0jD7OptionsV0B00bL0Vtcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39221
$0

$s15HTTPConnections21HTTP1ServerConnectionC11beginStreamyyF
# Func Hash:
515008861668025288
# Num Counters:
5
# Counter Values:
325529
325529
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:325526
$s5Admin0A11ConnectionsC10makeStream2on13HTTPSemantics06ServerD0C15HTTPConnections20HTTPServerConnectionC_tF:3

$s15HTTPConnections21HTTP1ServerConnectionC11decideReuseyyF
# Func Hash:
624520584751353295
# Num Counters:
11
# Counter Values:
0
38947
0
286582
0
286582
0
286582
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections21HTTP1ServerConnectionC11endReleasedyyF
# Func Hash:
414921811109246278
# Num Counters:
10
# Counter Values:
0
325526
325526
1
1
0
1
0
0
1
$0

$s15HTTPConnections21HTTP1ServerConnectionC11endResponseyyF
# Func Hash:
896858934748768583
# Num Counters:
12
# Counter Values:
0
325529
0
325528
0
325527
325527
0
286565
0
0
286565
$0

$s15HTTPConnections21HTTP1ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF
# Func Hash:
232692038746922630
# Num Counters:
41
# Counter Values:
0
0
0
0
0
325528
325529
976575
325529
0
325529
1
0
1
325529
0
325529
0
1
0
38963
3
325526
325528
325528
0
325529
0
0
0
0
0
0
3
0
0
0
0
325529
0
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC13decideReading33_477EB726209AD7FE45979F8193544B06LLyyF
# Func Hash:
896858934374428610
# Num Counters:
11
# Counter Values:
325602
325568
34
16
325528
0
0
325528
0
0
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC13decideVersionSbyF
# Func Hash:
1011995981921870803
# Num Counters:
13
# Counter Values:
1280
1281
193
39003
0
13
0
1280
1
0
0
37928
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s3TLS12TLSTransportC19applicationProtocolSSvg:1281
1
$s8Proxying21HTTPConnectionManagerC11http2Chosenyy15HTTPConnections20HTTPServerConnectionCF:193

$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF
# Func Hash:
212427825531466200
# Num Counters:
4
# Counter Values:
39028
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
2
$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF:39025
$s5Admin0A11ConnectionsC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0H11CloseReasonOtF:3

$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
39212
39212
39212
$0

$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
536873293221928524
# Num Counters:
4
# Counter Values:
325796
325603
34
39209
$0

$s15HTTPConnections21HTTP1ServerConnectionC22finishStreamIfCompleteyyF
# Func Hash:
585075841721807903
# Num Counters:
17
# Counter Values:
651098
325529
325529
0
0
325529
325529
0
286566
0
286566
38963
0
286566
0
0
286566
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:325526
$s5Admin0A11ConnectionsC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:3

$s15HTTPConnections21HTTP1ServerConnectionC7processyyF
# Func Hash:
93121762855945415
# Num Counters:
89
# Counter Values:
0
651135
651134
325532
325603
325545
325529
325529
325529
0
325603
0
0
325529
0
0
3
0
58
0
3
0
0
0
3
0
1
325602
0
0
0
0
0
0
0
0
3
0
0
0
0
3
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
1
1
325546
0
0
325528
325528
325528
325528
325528
0
0
0
0
0
325586
325602
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
9
0
0
0
2
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:325526
$s5Admin0A6StreamC22requestHeadersReceived03endB0ySb_tF:3
1
$s8Proxying12ActiveStreamC19requestDataReceived_03endC0ys4SpanVys5UInt8VG_SbtF:3
0
0
0
0

$s15HTTPConnections21HTTP1ServerConnectionC8closeNow33_1275AAA239C6F4CB1D7880E366343E27LLyyF
# Func Hash:
431494656919539458
# Num Counters:
3
# Counter Values:
38963
38963
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
1014045258167405403
# Num Counters:
17
# Counter Values:
325529
325529
325529
325529
325529
325529
325526
286567
3
0
4
325525
0
0
0
325529
325526
$0

$s15HTTPConnections21HTTP1ServerConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39221
$0

$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
927205940351213107
# Num Counters:
11
# Counter Values:
143569
0
143569
0
9687
0
8388
133885
9684
0
0
$0

$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
143599
$0

$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1733
1718
1718
$0

$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2446
$0

$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
376260592669507976
# Num Counters:
9
# Counter Values:
10260
10260
0
0
10260
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections21HTTP2ClientConnectionC4pumpyyF
# Func Hash:
315285100521532003
# Num Counters:
11
# Counter Values:
12721
12721
12721
0
10536
2538
8464
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections21HTTP2ClientConnectionC6handleyy0B00B4StepO_7Buffers10ByteBufferVtF
# Func Hash:
771039149026639475
# Num Counters:
33
# Counter Values:
0
0
0
144206
0
0
2014
0
0
0
0
0
2014
0
0
0
0
0
0
0
0
0
15
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
10
0
0
1
$s9Upstreams12EndpointPoolC11roomChangedyy15HTTPConnections20HTTPClientConnectionCF:15
0
0
0
0
0
0
0

$s15HTTPConnections21HTTP2ClientConnectionC6handleyy0B00B4StepO_7Buffers10ByteBufferVtFyAE0B6StreamCXEfU0_
# Func Hash:
484499719120349012
# Num Counters:
7
# Counter Values:
144206
0
0
144206
144206
0
0
$0

$s15HTTPConnections21HTTP2ClientConnectionC7deliver_2of9endStreamys4SpanVys5UInt8VG_0B00bH0CSbtF
# Func Hash:
239377746714203210
# Num Counters:
8
# Counter Values:
144206
637
143569
0
143569
0
143569
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
0
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:143569
1
$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF:143569
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:637

$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg
# Func Hash:
1124680650898168297
# Num Counters:
4
# Counter Values:
430767
430767
430767
430767
$0

$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
1070381198441372646
# Num Counters:
21
# Counter Values:
64000
64000
0
0
1279
0
8388
0
0
0
0
64000
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s15HTTPConnections21HTTP2ServerConnectionC0B00B11SessionUserAadEP12streamOpenedyyAD0B6StreamCFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
207569
$0

$s15HTTPConnections21HTTP2ServerConnectionC11deliverHead2of9endStreamy0B00bI0C_SbtF
# Func Hash:
72790607990933407
# Num Counters:
13
# Counter Values:
207569
29719
0
0
0
207569
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:207569

$s15HTTPConnections21HTTP2ServerConnectionC11endReleasedyyF
# Func Hash:
578965709064966548
# Num Counters:
37
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
0
207569
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections21HTTP2ServerConnectionC12streamOpenedyy0B00B6StreamCF
# Func Hash:
135658511445218959
# Num Counters:
9
# Counter Values:
207569
207569
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:207569
0

$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF
# Func Hash:
325048436923033855
# Num Counters:
19
# Counter Values:
0
0
207569
207569
0
0
207569
0
0
207569
207569
33593
0
0
0
0
0
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
948827210994598499
# Num Counters:
9
# Counter Values:
26842
185
26842
26842
26842
185
0
1
1
$0

$s15HTTPConnections21HTTP2ServerConnectionC4pumpyyF
# Func Hash:
438284565424413145
# Num Counters:
10
# Counter Values:
26842
26842
0
25091
0
25091
192
192
192
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC5wroteyy0B00B6StreamC_13HTTPSemantics0cF0CtF
# Func Hash:
159676627477590524
# Num Counters:
9
# Counter Values:
415775
0
40147
207569
0
207569
0
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC6finishyy0B00B6StreamC_13HTTPSemantics0cF0CtF
# Func Hash:
589532642896658287
# Num Counters:
24
# Counter Values:
0
0
0
207569
0
0
0
0
207569
0
0
19090
0
19090
19090
19090
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:207569

$s15HTTPConnections21HTTP2ServerConnectionC6handleyy0B00B4StepO_7Buffers10ByteBufferVtF
# Func Hash:
1029197453487926749
# Num Counters:
19
# Counter Values:
64964
0
64000
0
192
0
772
0
0
0
772
0
193
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s15HTTPConnections21HTTP2ServerConnectionC6handleyy0B00B4StepO_7Buffers10ByteBufferVtFyAE0B6StreamCXEfU0_
# Func Hash:
484499719120349012
# Num Counters:
7
# Counter Values:
64000
0
0
64000
64000
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC6isOverySb0B00B6StreamCFTf4nd_n
# Func Hash:
567185239727864303
# Num Counters:
6
# Counter Values:
479138
207569
0
0
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC7deliver_2of9endStreamys4SpanVys5UInt8VG_0B00bH0CSbtF
# Func Hash:
264495435253535035
# Num Counters:
4
# Counter Values:
64000
64000
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC19requestDataReceived_03endC0ys4SpanVys5UInt8VG_SbtF:64000

$s15HTTPConnections21HTTP2ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
1082199337263580271
# Num Counters:
11
# Counter Values:
208206
208206
0
0
208206
0
637
6554
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections9HTTP2SidePAAE11countFramesyyFAA0B16ClientConnectionC_Tg5
# Func Hash:
1024588653697163558
# Num Counters:
4
# Counter Values:
12721
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
0

$s15HTTPConnections9HTTP2SidePAAE11countFramesyyFAA0B16ServerConnectionC_Tg5
# Func Hash:
1024588653697163558
# Num Counters:
4
# Counter Values:
26842
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
0

$s15HTTPConnections9HTTP2SidePAAE12deliverHeads33_6342418ED1869147101DFF1B8D4F6911LLyyFAA0B16ClientConnectionC_Tg5
# Func Hash:
974670607269372096
# Num Counters:
6
# Counter Values:
143569
143569
30070
0
0
0
$0

$s15HTTPConnections9HTTP2SidePAAE12deliverHeads33_6342418ED1869147101DFF1B8D4F6911LLyyFAA0B16ServerConnectionC_Tg5
# Func Hash:
974670607269372096
# Num Counters:
6
# Counter Values:
207569
207569
29719
0
0
0
$0

$s15HTTPConnections9HTTP2SidePAAE12deliverHeads33_6342418ED1869147101DFF1B8D4F6911LLyyFy0B00B6StreamCXEfU_AA0B16ClientConnectionC_Tg5
# Func Hash:
147160739732300056
# Num Counters:
9
# Counter Values:
143569
143569
143569
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
0
0
0
1
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:143569

$s15HTTPConnections9HTTP2SidePAAE12processInputSbyFAA0B16ClientConnectionC_Tg5
# Func Hash:
614180800917364341
# Num Counters:
54
# Counter Values:
0
0
0
0
0
0
0
0
0
296872
146220
296872
10260
4
9097
143569
140392
0
0
0
26889
10260
0
4
143569
146220
10260
143569
0
3177
0
3177
4
15
0
3177
4
0
0
7083
0
0
0
63
0
0
0
0
0
7083
7083
7083
7083
7083
$0

$s15HTTPConnections9HTTP2SidePAAE12processInputSbyFAA0B16ServerConnectionC_Tg5
# Func Hash:
614180800917364341
# Num Counters:
54
# Counter Values:
0
0
0
0
0
0
0
0
0
299375
64964
299375
26842
0
27614
207569
207569
0
0
0
29719
26842
0
0
207569
64964
26842
207569
0
0
0
0
0
193
16610
0
0
0
0
26842
0
0
0
767
0
0
0
0
0
10231
10231
10231
10231
10231
$0

$s15HTTPConnections9HTTP2SidePAAE12tellCaughtUp5limitySi_tFAA0B16ClientConnectionC_Tg5
# Func Hash:
369518215628781356
# Num Counters:
12
# Counter Values:
0
0
0
0
0
0
12721
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s15HTTPConnections9HTTP2SidePAAE12tellCaughtUp5limitySi_tFAA0B16ServerConnectionC_Tg5
# Func Hash:
369518215628781356
# Num Counters:
12
# Counter Values:
0
0
0
0
0
0
26842
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s16NetworkAddresses11AddressTextV5bytess4SpanVys5UInt8VGvg
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
1412642
0
$0

$s16NetworkAddresses11AddressTextV6append7decimalys6UInt16V_tF
# Func Hash:
920543277903067295
# Num Counters:
15
# Counter Values:
157932
36
36
39510
39510
157932
36
36
39510
39510
0
0
0
0
0
$0

$s16NetworkAddresses13SocketAddressO10EventLoopsE10kernelForm6lengthACSgSo16sockaddr_storageVh_s6UInt32VtcfCTf4nnd_n
# Func Hash:
5832818300946579
# Num Counters:
12
# Counter Values:
0
0
0
0
0
57425
0
57425
0
0
0
0
$0

$s16NetworkAddresses13SocketAddressO10EventLoopsE14withKernelFormyxxSPySo8sockaddrVG_s6UInt32VtXElFs5Int32V_Tg504$s10e28Loops7SocketsO7connect_2tos5l23VAA14FileDescriptorV_16a11Addresses13cd25OtFZAGSPySo8sockaddrVG_s6K7VtXEfU_ALTf1cn_n
# Func Hash:
612928227991412719
# Num Counters:
20
# Counter Values:
0
0
0
0
0
0
0
0
18168
0
0
0
0
0
0
0
0
0
0
0
$0

$s16NetworkAddresses13SocketAddressO10EventLoopsE15isRepresentableSbvg
# Func Hash:
484499721367816510
# Num Counters:
7
# Counter Values:
18216
0
0
0
0
0
0
$0

$s16NetworkAddresses13SocketAddressO4textAA0D4TextVvg
# Func Hash:
750865548205404109
# Num Counters:
14
# Counter Values:
2268
108
108
0
36
0
0
36
0
0
0
0
0
144
$0

$s16NetworkAddresses13SocketAddressOSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
1329654
646476
$0

$s16NetworkAddresses13SocketAddressOSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:17472

$s16NetworkAddresses13SocketAddressOSgWOy
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
625425
56690
$0

$s16NetworkAddresses13SocketAddressOWOe
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
909718
39881
$0

$s16NetworkAddresses13SocketAddressOWOy
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
797221
0
$0

$s16NetworkAddresses13SocketAddressOwet
# Func Hash:
607699200014702880
# Num Counters:
5
# Counter Values:
17472
17472
0
0
17472
$0

$s16NetworkAddresses9IPAddressV11isLocalhostSbvg
# Func Hash:
1007112939986446439
# Num Counters:
6
# Counter Values:
533095
0
533095
533095
0
0
$0

$s16NetworkAddresses9IPAddressV4textAA11AddressTextVvg
# Func Hash:
1031809834686824502
# Num Counters:
8
# Counter Values:
2484594
118314
118314
39438
0
0
0
157752
$0

$s18RegularExpressions11TextMatcherV7matchesySbs4SpanVys5UInt8VGF
# Func Hash:
224795767961030740
# Num Counters:
52
# Counter Values:
0
0
0
0
0
46
0
46
0
0
47711
0
0
0
0
0
143127
143127
0
0
47709
2
0
0
0
0
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s3TLS10TLSContextC15setMessageCount33_0C18FD7CA5F380F092AE1502B064B39ALL2onys13OpaquePointerV_tFZyAHSg_s5Int32VAKtcfU_Tf4nnd_n
# Func Hash:
607699197116821558
# Num Counters:
5
# Counter Values:
29246
19265
1279
17986
9981
$0

$s3TLS10TLSContextC15setMessageCount33_0C18FD7CA5F380F092AE1502B064B39ALL2onys13OpaquePointerV_tFZyAHSg_s5Int32VAKtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
29246
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZSiAH_s5Int32VSiSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
879004
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_
# Func Hash:
844982796974805307
# Num Counters:
4
# Counter Values:
54469
54469
0
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54469
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_
# Func Hash:
334492584027767094
# Num Counters:
5
# Counter Values:
157782
157782
106410
51372
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
157782
$0

$s3TLS10TLSMetricsC5count_6number6thread4nameyAC8PropertyO_S2iSSyXEtF50$s3TLS12TLSTransportC15countPropertiesyyFSSyXEfU0_AA0J0CTf1nnncn_nTf4nnnng_n
# Func Hash:
45209324640076840
# Num Counters:
16
# Counter Values:
1279
0
1282
3
1279
1282
3
3
0
0
3
0
0
0
0
0
$0

$s3TLS10TLSMetricsC5count_6number6thread4nameyAC8PropertyO_S2iSSyXEtF50$s3TLS12TLSTransportC15countPropertiesyyFSSyXEfU1_AA0J0CTf1nnncn_nTf4nnnng_n
# Func Hash:
45209324640076840
# Num Counters:
16
# Counter Values:
2561
0
1282
3
1282
1282
3
0
0
0
3
0
0
0
0
3
$0

$s3TLS10TLSMetricsC5count_6number6thread4nameyAC8PropertyO_S2iSSyXEtF50$s3TLS12TLSTransportC15countPropertiesyyFSSyXEfU2_AA0J0CTf1nnncn_nTf4nnnng_n
# Func Hash:
301351145594966909
# Num Counters:
15
# Counter Values:
3843
0
1282
3
1282
1282
0
0
0
3
0
0
0
0
3
$0

$s3TLS10TLSMetricsC5scope9Telemetry11MetricScopeCvg
# Func Hash:
391331301623532359
# Num Counters:
6
# Counter Values:
1294
6
0
0
0
0
$0

$s3TLS10TLSMetricsC5scope9Telemetry11MetricScopeCvgA2GSgzYuYTXEfU_
# Func Hash:
536873290821332997
# Num Counters:
3
# Counter Values:
1291
1
2
$0

$s3TLS12TLSTransportC10wantsFlushSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
45567
$0

$s3TLS12TLSTransportC11established33_EDFF6570CF3081498B03B8E8F9CAF190LLyy10EventLoops0K4LoopCF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
1282
3
$0

$s3TLS12TLSTransportC11giveRecordsySiSwF
# Func Hash:
111570512344168648
# Num Counters:
14
# Counter Values:
157782
106410
106410
106410
106410
45879
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
8
5:53205
513:41550
129:4982
257:4103
1:1282
33:1282
65:5
32:1

$s3TLS12TLSTransportC11takeRecordsyySWF
# Func Hash:
339793670420220621
# Num Counters:
8
# Counter Values:
0
54469
0
54469
54469
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
5
257:43751
513:5745
129:3699
17:1273
65:1

$s3TLS12TLSTransportC15countPropertiesyyF
# Func Hash:
896858937628885249
# Num Counters:
9
# Counter Values:
1282
1282
0
1280
1280
0
2
0
0
$0

$s3TLS12TLSTransportC19applicationProtocolSSvg
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1281
1281
1281
$0

$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF
# Func Hash:
940266886716323178
# Num Counters:
19
# Counter Values:
0
94596
49348
45248
963
0
44285
44285
0
43322
43322
0
44285
0
0
0
0
0
0
$0

$s3TLS12TLSTransportC5write4from2on10Transports12WriteOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF
# Func Hash:
303685787646982156
# Num Counters:
11
# Counter Values:
50629
106191
49348
0
49348
49348
55562
55562
0
0
0
$0

$s3TLS12TLSTransportC6closedyyF
# Func Hash:
928018418616464039
# Num Counters:
7
# Counter Values:
1290
0
0
1290
1281
1281
0
$0

$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF
# Func Hash:
798733565003310616
# Num Counters:
5
# Counter Values:
1273
1273
1273
1273
0
$0

$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF
# Func Hash:
902206887951672327
# Num Counters:
14
# Counter Values:
6124
6124
4840
4840
0
4840
0
9
3549
1282
0
0
3555
3549
$0

$s3TLS12TLSTransportC9isSecuredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
55239
$0

$s3TLS12TLSTransportCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1290
$0

$s3TLS12TLSTransportCfd
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
1290
0
0
$0

$s3TLS16TLSContextSourceCA2A16TLSServerContextCRszrlE13makeTransport6thread13inspectedName10Transports0G6SocketCSi_SStF
# Func Hash:
948827211036777501
# Num Counters:
7
# Counter Values:
1290
2
0
0
0
0
0
$0

$s3TLS16TLSServerContextC13makeTransport6threadAA12TLSTransportCSi_tF
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
1290
1290
0
$0

$s3TLS16TLSServerContextC17setProtocolChoice33_0622FEBF65C39910B7475D87D9F806BBLLyyFs5Int32Vs13OpaquePointerVSg_SpySPys5UInt8VGSgGSgSpyALGSgANs6UInt32VSvSgtcfU_Tf4dnnnnn_n
# Func Hash:
974670605870043179
# Num Counters:
7
# Counter Values:
1284
1284
1284
1284
1284
0
0
$0

$s3TLS16TLSServerContextC17setProtocolChoice33_0622FEBF65C39910B7475D87D9F806BBLLyyFs5Int32Vs13OpaquePointerVSg_SpySPys5UInt8VGSgGSgSpyALGSgANs6UInt32VSvSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1284
$0

$s5HTTP10A10BodyLengthO10keepsAlive_7versionSb13HTTPSemantics9HeaderMapV_AF11HTTPVersionOtFZTf4nnd_n
# Func Hash:
238984481558059729
# Num Counters:
3
# Counter Values:
428474
0
389527
$0

$s5HTTP10A10BodyLengthO5listsySb13HTTPSemantics9HeaderMapV_AE0F2IDVs12StaticStringVtFZTf4nnnd_n
# Func Hash:
259212324601404017
# Num Counters:
13
# Counter Values:
38947
467343
0
818001
38947
38947
38947
0
0
0
0
818001
0
$0

$s5HTTP10A10BodyLengthO7decimal33_E03A7F9ED952BC2B98D83A0090636BCBLLys6UInt64VSgs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
650973719703617936
# Num Counters:
10
# Counter Values:
0
0
1404715
1404715
0
0
389527
389527
0
0
$0

$s5HTTP10A10BodyLengthO8declared_7optionsAC8DeclaredO13HTTPSemantics9HeaderMapVz_AA0A7OptionsVtFZTf4nnd_n
# Func Hash:
1141247766085426632
# Num Counters:
32
# Counter Values:
0
0
0
0
389527
0
0
1168578
0
0
0
0
0
38947
0
0
389527
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A10SerializerO15writeStatusLine33_83D8D0476019672D93E3605583B8BEC5LL_7version2toys6UInt16V_13HTTPSemantics11HTTPVersionO7Buffers10ByteBufferVztFZTf4nnnd_n
# Func Hash:
19410780954000470
# Num Counters:
19
# Counter Values:
325529
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s5HTTP10A10SerializerO16writeRequestHead_7framing4form2toSb13HTTPSemantics0dE0V_AC7FramingOAC4FormV7Buffers10ByteBufferVztFZ
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
389526
0
$0

$s5HTTP10A10SerializerO16writeRequestHead_7framing4form2toSb13HTTPSemantics0dE0V_AC7FramingOAC4FormV7Buffers10ByteBufferVztFZTf4nnnnd_n
# Func Hash:
930015091392654367
# Num Counters:
62
# Counter Values:
0
0
0
0
0
1
0
0
389526
779052
389525
0
0
0
389525
0
0
1168579
0
0
389526
0
0
0
0
389526
389526
389526
389526
0
0
0
0
389526
0
389526
389526
389526
0
0
389526
0
0
0
0
0
0
0
389525
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A10SerializerO17writeResponseHead_7framing15closeConnection18keepAliveForHTTP107version4form2toy13HTTPSemantics0dE0V_AC7FramingOS2bAK11HTTPVersionOAC4FormV7Buffers10ByteBufferVztFZ
# Func Hash:
373074073373980569
# Num Counters:
17
# Counter Values:
0
325526
0
325529
0
325529
38963
0
0
0
3
0
0
0
38963
38963
38963
$0

$s5HTTP10A10StatusLineVyACSgs4SpanVys5UInt8VGcfCTf4nd_n
# Func Hash:
975224236843045558
# Num Counters:
44
# Counter Values:
0
0
0
0
0
779052
0
0
0
0
389526
0
0
389526
0
0
0
0
0
0
0
0
389526
389526
0
0
389526
0
0
389526
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A11RequestLineV_18allowCustomMethodsACSgs4SpanVys5UInt8VG_SbtcfCTf4nnd_n
# Func Hash:
780328559122518
# Num Counters:
33
# Counter Values:
0
0
1302117
976588
325529
325529
0
0
325529
0
325529
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A13RequestParserV11parseAtOnce33_5FC32F26A3B6806CB580CB2861623710LLySis4SpanVys5UInt8VG_13HTTPSemantics0B4HeadVztF
# Func Hash:
303685788994996867
# Num Counters:
14
# Counter Values:
0
0
0
0
325529
325529
44
0
325529
0
325529
0
0
0
$0

$s5HTTP10A13RequestParserV11readFraming33_5FC32F26A3B6806CB580CB2861623710LLy13HTTPSemantics14MessageProblemOSgSb_AF0B4HeadVztF
# Func Hash:
837508514593058554
# Num Counters:
19
# Counter Values:
0
0
1
0
0
38948
38948
0
0
38947
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A13RequestParserV12endsWithHead33_5FC32F26A3B6806CB580CB2861623710LLSbyF
# Func Hash:
1096621587443571705
# Num Counters:
6
# Counter Values:
0
1
0
0
325528
0
$0

$s5HTTP10A13RequestParserV12startMessage33_5FC32F26A3B6806CB580CB2861623710LLyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
286566
$0

$s5HTTP10A13RequestParserV13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
325529
$0

$s5HTTP10A13RequestParserV15appendFirstLine33_5FC32F26A3B6806CB580CB2861623710LLySiAA0abF0V_Si13HTTPSemantics0B4HeadVztF
# Func Hash:
391331301509888550
# Num Counters:
6
# Counter Values:
325529
44
0
325529
0
0
$0

$s5HTTP10A13RequestParserV4step_4head8trailersAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0B4HeadVzAN9HeaderMapVztF
# Func Hash:
44612226847153456
# Num Counters:
31
# Counter Values:
0
0
0
0
0
0
0
325529
0
0
3
0
0
0
3
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A13RequestParserV5resetyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
286566
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39221
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfCTf4nd_n
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39221
$0

$s5HTTP10A13RequestParserV8readHead33_5FC32F26A3B6806CB580CB2861623710LLyAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0bE0VzAM9HeaderMapVztF
# Func Hash:
720618886537029995
# Num Counters:
36
# Counter Values:
0
0
0
0
0
0
0
0
325529
0
0
325529
325529
325529
0
325529
0
0
0
0
0
0
325529
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A13RequestParserV9interpret33_5FC32F26A3B6806CB580CB2861623710LLy13HTTPSemantics14MessageProblemOSgs4SpanVys5UInt8VG_AA0aB4LineVS3iAF0B4HeadVztF
# Func Hash:
604177209966395627
# Num Counters:
32
# Counter Values:
0
0
0
0
0
325529
286581
0
325529
0
0
0
0
325529
0
0
0
0
0
0
0
0
0
0
0
0
38948
0
0
0
0
325529
$0

$s5HTTP10A13RequestParserVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
39221
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A13RequestParserVwxx:39221

$s5HTTP10A13RequestParserVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39221
$0

$s5HTTP10A14ResponseParserV10finishHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOSi_s6UInt16VtF
# Func Hash:
391331303120490135
# Num Counters:
7
# Counter Values:
0
0
389525
0
0
1
0
$0

$s5HTTP10A14ResponseParserV11parseAtOnce33_A4919031915AF19A269B3EC81AB42F16LLySis4SpanVys5UInt8VG_13HTTPSemantics0B4HeadVztF
# Func Hash:
414921812978584363
# Num Counters:
8
# Counter Values:
389526
389526
1393
0
389526
0
389526
0
$0

$s5HTTP10A14ResponseParserV4step_4head8trailersAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0B4HeadVzAN9HeaderMapVztF
# Func Hash:
128035616197687804
# Num Counters:
25
# Counter Values:
0
0
779051
0
0
389526
0
389523
389525
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A14ResponseParserV5begin13requestMethod6tunnely13HTTPSemantics10HTTPMethodO_AG13TunnelRequestOtF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
389526
$0

$s5HTTP10A14ResponseParserV8readHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0bE0VzAM9HeaderMapVztF
# Func Hash:
804816984834665268
# Num Counters:
13
# Counter Values:
389526
0
389526
0
0
0
389526
0
0
0
0
0
0
$0

$s5HTTP10A14ResponseParserV9interpret33_A4919031915AF19A269B3EC81AB42F16LLy13HTTPSemantics14MessageProblemOSgAA0A10StatusLineV_AF0B4HeadVztF
# Func Hash:
589371674242959398
# Num Counters:
26
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
389526
0
0
0
0
389526
0
0
0
0
0
$0

$s5HTTP10A6TargetO4form2of6methodAC4FormOs4SpanVys5UInt8VG_13HTTPSemantics10HTTPMethodOtFZTf4nnd_n
# Func Hash:
550228145384750917
# Num Counters:
20
# Counter Values:
0
0
0
0
0
325529
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP10A7OptionsVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
79837
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwcp:79837

$s5HTTP10A7OptionsVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
39960
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwxx:39960

$s5HTTP10A7OptionsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
79837
$0

$s5HTTP10A7OptionsVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39960
$0

$s5HTTP20A10FrameGuardV10countBlock33_9E2AE3F5DC709861BFF8CED64F82C049LLyAC7VerdictOAA0aB6HeaderVF
# Func Hash:
856435868560273462
# Num Counters:
7
# Counter Values:
351138
351138
0
351138
0
0
0
$0

$s5HTTP20A10FrameGuardV5judgeyAC7VerdictOAA0aB6HeaderV_AC11StreamStateOtF
# Func Hash:
353944778050733103
# Num Counters:
42
# Counter Values:
0
0
0
0
143569
0
207569
0
0
0
2173
0
0
561488
0
207569
351138
0
0
0
2173
608
0
207569
2173
0
0
0
2173
0
0
0
351138
0
207569
0
207569
0
0
0
0
0
$0

$s5HTTP20A11FieldNatureV4nameACs4SpanVys5UInt8VG_tcfCTf4nd_n
# Func Hash:
948827210927654477
# Num Counters:
14
# Counter Values:
0
0
0
0
0
608
0
3282
692636
692636
692636
476749
211459
1521
$0

$s5HTTP20A11FieldNatureV5check33_7CE45467D6E53EA6CDA57E585F460A00LLys5UInt8Vs4SpanVyAGGFZTf4nd_n
# Func Hash:
52047014269257490
# Num Counters:
12
# Counter Values:
0
0
0
0
24335
3042
0
0
0
1521
1521
0
$0

$s5HTTP20A11FieldNatureV5judge5valueys4SpanVys5UInt8VG_tF
# Func Hash:
93478050054437849
# Num Counters:
9
# Counter Values:
0
0
476749
215887
0
476749
0
0
476749
$0

$s5HTTP20A11FieldNatureV6isGood33_7CE45467D6E53EA6CDA57E585F460A00LL11pseudoValueSbs4SpanVys5UInt8VG_tF
# Func Hash:
534572324160885868
# Num Counters:
29
# Counter Values:
0
2886
0
0
0
0
9444
10237
48
215887
0
10237
0
0
2886
2886
0
207569
3055
2361
16
2361
3055
207569
2361
16
0
0
0
$0

$s5HTTP20A11FieldReaderV10takePseudo33_5B9CFD99E907A2AA15127977CA6C43C3LLyy13HTTPSemantics8HeaderIDV_s4SpanVys5UInt8VGtF
# Func Hash:
282362082854165831
# Num Counters:
26
# Counter Values:
0
430707
430707
0
830276
143569
0
143569
0
0
0
0
0
143569
207569
207569
207569
207569
0
0
0
0
0
0
0
0
$0

$s5HTTP20A11FieldReaderV11flushPseudo33_5B9CFD99E907A2AA15127977CA6C43C3LL4intoy13HTTPSemantics9HeaderMapVz_tF
# Func Hash:
950994589097677028
# Num Counters:
11
# Counter Values:
351138
0
207569
2121
0
0
207569
0
0
207569
2121
$0

$s5HTTP20A11FieldReaderV11judgeLength33_5B9CFD99E907A2AA15127977CA6C43C3LLyy13HTTPSemantics12ResponseHeadVz_AA0A6StreamCtF
# Func Hash:
292804330433015218
# Num Counters:
18
# Counter Values:
0
0
143569
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s5HTTP20A11FieldReaderV11takeSpecial33_5B9CFD99E907A2AA15127977CA6C43C3LL___4intoy13HTTPSemantics8HeaderIDV_s4SpanVys5UInt8VGAnG0P3MapVztF
# Func Hash:
461293053921762649
# Num Counters:
34
# Counter Values:
0
0
0
0
207569
512000
0
0
0
0
64000
814707
814707
207569
0
0
64000
0
0
207569
0
0
0
0
207569
0
207569
0
207569
0
207569
0
0
0
$0

$s5HTTP20A11FieldReaderV4take___4intoys4SpanVys5UInt8VG_AjA0aB6NatureV13HTTPSemantics9HeaderMapVztF
# Func Hash:
278041624742172911
# Num Counters:
16
# Counter Values:
0
0
0
741069
0
261931
973845
0
351138
351138
0
479138
0
0
0
0
$0

$s5HTTP20A11FieldReaderV5beginyyAC4KindO_AA0A7OptionsVtF
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
351138
351138
$0

$s5HTTP20A11FieldReaderV6finish_2ofy13HTTPSemantics12ResponseHeadVz_AA0A6StreamCtF
# Func Hash:
948827211644776073
# Num Counters:
8
# Counter Values:
143569
143569
0
0
143569
0
0
0
$0

$s5HTTP20A11FieldReaderV6finish_9endStreamy13HTTPSemantics11RequestHeadVz_SbtF
# Func Hash:
777786172511189670
# Num Counters:
46
# Counter Values:
0
0
0
0
207569
207569
0
0
0
0
0
830276
0
0
0
207569
0
0
0
0
0
0
143569
0
0
207569
0
0
0
0
207569
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s5HTTP20A11FrameHeaderVyACSgs4SpanVys5UInt8VGcfCTf4nd_n
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
594772
561488
$0

$s5HTTP20A11KnownFieldsV9forgetAll33_F36AEA8ED64E6CCB35AF15D16D5BA8CDLLyyF
# Func Hash:
1096621590876055983
# Num Counters:
5
# Counter Values:
7290
11654
11654
296
296
$0

$s5HTTP20A11StreamTableVfD
# Func Hash:
694937219771652977
# Num Counters:
6
# Counter Values:
1928
193
193
193
0
0
$0

$s5HTTP20A13ClosedStreamsV3add_9resetByUsys6UInt32V_SbtF
# Func Hash:
619802543853138415
# Num Counters:
6
# Counter Values:
26624
324514
832
0
0
2576
$0

$s5HTTP20A6MemoryC11freeWaiting33_CEF1F79A9E0D98B8CE3536874D28CE44LL6downToySi_tF
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
61782
31285
29965
532
$0

$s5HTTP20A6MemoryC7takeNew33_CEF1F79A9E0D98B8CE3536874D28CE44LLySvSgSi_SitFTf4nnd_n
# Func Hash:
37730073911474559
# Num Counters:
5
# Counter Values:
52234
52234
52234
52234
624
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
2257652
2206074
2257652
51578
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2257652
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
3612474
2257100
1355374
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_yACXEfU_
# Func Hash:
238984484093187152
# Num Counters:
3
# Counter Values:
579
2256521
2256521
$0

$s5HTTP20A6MemoryCfD
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
30661
18309
12159
193
$0

$s5HTTP20A6StreamC12waitingBytesSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
208206
$0

$s5HTTP20A6StreamC5placeACSi_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3336
$0

$s5HTTP20A6StreamC5resetyyF
# Func Hash:
844982800087245094
# Num Counters:
4
# Counter Values:
351138
0
0
0
$0

$s5HTTP20A6StreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1928
$0

$s5HTTP20A6StreamCfd
# Func Hash:
650973721587387839
# Num Counters:
8
# Counter Values:
0
0
1928
0
0
0
0
0
$0

$s5HTTP20A7BacklogV6settle7waitingySi_tF
# Func Hash:
844982796142277857
# Num Counters:
4
# Counter Values:
573866
89041
48274
0
$0

$s5HTTP20A7PrefaceO5judgeyAC7VerdictO7Buffers10ByteBufferVFZ
# Func Hash:
783548776046616004
# Num Counters:
9
# Counter Values:
40028
37928
205
0
0
0
0
0
192
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_AJs6UInt32VSvSgtcfU_Tf4dndn_n
# Func Hash:
393568430356289503
# Num Counters:
15
# Counter Values:
0
351138
351138
207569
351138
351138
143569
0
0
207569
143569
143569
0
0
0
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_AJs6UInt32VSvSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
351138
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
625600
625600
0
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SpySo13nghttp2_frameaGSgSPys5UInt8VGSgSiSpySo0S12_data_sourceaGSgSvSgtcfU1_Tf4ddnnnn_n
# Func Hash:
1152385647043303596
# Num Counters:
13
# Counter Values:
273838
273838
273838
273838
224577
49261
224577
48167
48167
0
0
0
0
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SpySo13nghttp2_frameaGSgSPys5UInt8VGSgSiSpySo0S12_data_sourceaGSgSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
273838
$0

$s5HTTP20A7SessionC10submitData__9endStream4into5limityAA0aF0C_s4SpanVys5UInt8VGSb7Buffers10ByteBufferVzSitF
# Func Hash:
1083424330534825107
# Num Counters:
12
# Counter Values:
272206
272206
271569
272206
0
272206
0
48167
48167
0
48167
272206
$0

$s5HTTP20A7SessionC10takeStreamyAA0aD0Cs6UInt32VF
# Func Hash:
567185238724484566
# Num Counters:
4
# Counter Values:
347802
250
3086
0
$0

$s5HTTP20A7SessionC10withStream2at_ySi_yAA0aD0CXEtF
# Func Hash:
212526878233036805
# Num Counters:
2
# Counter Values:
559344
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s5HTTP20A7SessionC11blockBegins33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys5Int32VSo13nghttp2_frameaF
# Func Hash:
202080511373607888
# Num Counters:
8
# Counter Values:
0
143569
143569
0
0
207569
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ServerConnectionC0B00B11SessionUserAadEP12streamOpenedyyAD0B6StreamCFTW:207569

$s5HTTP20A7SessionC11dataOutcome33_DBA49316565DAE9E2751F5D2B0075876LL2of6isLastAA0A4StepOAA0A6StreamC_SbtF
# Func Hash:
961288990201320272
# Num Counters:
21
# Counter Values:
208206
208206
144206
208206
0
0
207569
207569
0
207569
0
208206
0
0
0
0
0
0
0
207569
207569
$0

$s5HTTP20A7SessionC11expectsHeadySbs4SpanVys5UInt8VGF
# Func Hash:
1124680650843380658
# Num Counters:
4
# Counter Values:
347961
347961
347961
331351
$0

$s5HTTP20A7SessionC11hasDeferredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
662907
$0

$s5HTTP20A7SessionC11messageSent33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyyAA0A6StreamC_So16nghttp2_frame_hdatF
# Func Hash:
414921810848852872
# Num Counters:
9
# Counter Values:
351138
351138
273838
207569
0
0
0
0
0
$0

$s5HTTP20A7SessionC12blockOutcome33_DBA49316565DAE9E2751F5D2B0075876LL2ofAA0A4StepOAA0A6StreamC_tF
# Func Hash:
481661634350026889
# Num Counters:
33
# Counter Values:
0
143569
0
0
143569
0
0
0
207569
143569
351138
0
0
351138
143569
0
0
0
0
0
0
0
0
143569
0
0
0
0
0
0
0
0
0
$0

$s5HTTP20A7SessionC12blockOutcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
1124680651475822102
# Num Counters:
4
# Counter Values:
351138
351138
0
0
$0

$s5HTTP20A7SessionC12fieldDecoded33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys5Int32Vs13OpaquePointerV_AIs5UInt8VtF
# Func Hash:
665080134928171968
# Num Counters:
38
# Counter Values:
13104
207569
207569
15569
0
2868290
39217
0
3891932
692636
3891532
731453
485067
3160079
1373416
39217
2093559
54360
1825880
1825880
54152
40332
40332
296
208
1825880
0
0
0
0
0
0
3878021
3160079
739032
39217
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgA2Hs5UInt8VSvSgtcfU0_To
# Func Hash:
679210743074613351
# Num Counters:
4
# Counter Values:
3891932
3891932
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_Tf4dnn_n
# Func Hash:
334492583904896521
# Num Counters:
6
# Counter Values:
561488
561488
0
192
351138
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
561488
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
351138
351138
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_Tf4dddnnn_n
# Func Hash:
334492584906947218
# Num Counters:
6
# Counter Values:
208206
208206
208206
208206
0
208206
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
208206
$0

$s5HTTP20A7SessionC12streamAtHand33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys9UnmanagedVyAA0A6StreamCGSgs6UInt32VF
# Func Hash:
391331302180564298
# Num Counters:
7
# Counter Values:
47668
624976
575860
49261
47668
575715
0
$0

$s5HTTP20A7SessionC13canOpenStreamSbvg
# Func Hash:
1124680651190764884
# Num Counters:
4
# Counter Values:
430767
430767
430767
430767
$0

$s5HTTP20A7SessionC13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
351138
$0

$s5HTTP20A7SessionC13forEachStreamyyyAA0aE0CXEF
# Func Hash:
218421988392537377
# Num Counters:
5
# Counter Values:
0
1928
0
193
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s5HTTP20A7SessionC13submitRequest3for_9endStream4into5limitAA0aG0CSg13HTTPSemantics06ClientG0C_AL0D4HeadVSb7Buffers10ByteBufferVzSitF
# Func Hash:
961288990307123899
# Num Counters:
20
# Counter Values:
143569
143569
287138
143569
143569
143569
143569
143569
0
0
0
0
143569
143569
0
0
0
0
0
0
$0

$s5HTTP20A7SessionC14resumeDeferredyyF
# Func Hash:
1096621588348123897
# Num Counters:
5
# Counter Values:
0
86400
2446
2446
0
$0

$s5HTTP20A7SessionC14submitResponse__9endStream4into5limityAA0aF0C_13HTTPSemantics0D4HeadVSb7Buffers10ByteBufferVzSitF
# Func Hash:
331779889613231093
# Num Counters:
10
# Counter Values:
207569
207569
207569
207569
0
0
207569
0
0
0
$0

$s5HTTP20A7SessionC2id2ats6UInt32VSi_tF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
351138
0
$0

$s5HTTP20A7SessionC4feed33_DBA49316565DAE9E2751F5D2B0075876LLyAA0A4StepOs4SpanVys5UInt8VGF
# Func Hash:
830659416293008030
# Num Counters:
9
# Counter Values:
562322
0
0
0
0
0
0
0
0
$0

$s5HTTP20A7SessionC4step_8consumedAA0A4StepOs4SpanVys5UInt8VG_SiztF
# Func Hash:
488644178887830576
# Num Counters:
54
# Counter Values:
0
0
193
193
596054
562129
594772
562129
561488
207569
0
0
558707
207569
561488
0
0
0
0
0
0
561488
210350
0
0
0
0
0
351138
143569
207569
0
0
0
207569
143569
0
2781
351138
207569
0
207569
0
0
0
0
0
0
0
0
0
0
0
351138
$0

$s5HTTP20A7SessionC5drain4into5limity7Buffers10ByteBufferVz_SitF
# Func Hash:
1065123701649126094
# Num Counters:
15
# Counter Values:
1869
0
1423
30
416
312999
0
0
0
0
312999
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
3
129:1208
33:193
513:22

$s5HTTP20A7SessionC5leaveyyAA0A6StreamCF
# Func Hash:
844982799983230856
# Num Counters:
4
# Counter Values:
351138
0
351138
0
$0

$s5HTTP20A7SessionC5offer33_E2720EB2EBF0857C7D1F38CD0B3A7C61LLySiAA0A6StreamC_Sis6UInt32VztF
# Func Hash:
783548774694642541
# Num Counters:
9
# Counter Values:
360238
224577
135661
86400
272206
0
637
35
224577
$0

$s5HTTP20A7SessionC5state33_DBA49316565DAE9E2751F5D2B0075876LL2ofAA0A10FrameGuardV11StreamStateOs6UInt32V_tF
# Func Hash:
454381970873694439
# Num Counters:
11
# Counter Values:
561488
558707
351138
207569
0
0
0
0
0
0
0
$0

$s5HTTP20A7SessionC6stream2atAA0A6StreamCSgSi_tF
# Func Hash:
1124680651494455253
# Num Counters:
4
# Counter Values:
479775
479775
479775
479775
$0

$s5HTTP20A7SessionC7collect33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL__8isTunnely13HTTPSemantics9HeaderMapV_SizSbtF
# Func Hash:
502764031348221055
# Num Counters:
22
# Counter Values:
271569
4052794
766276
335569
3622087
0
335569
271569
64000
351138
351138
0
0
0
0
0
0
0
0
0
3717225
335569
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s5HTTP20A7SessionC7consumeyyAA0A6StreamC_SitF
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
208206
143569
64637
$0

$s5HTTP20A7SessionC7outcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
424622330951963732
# Num Counters:
24
# Counter Values:
351142
0
208
0
562322
562322
2381
351138
208399
0
192
416
208206
0
0
416
192
193
208
0
193
0
0
0
$0

$s5HTTP20A7SessionC7provide33_E2720EB2EBF0857C7D1F38CD0B3A7C61LLyyAA0A6StreamCFSis13OpaquePointerVSg_s5Int32VSpys5UInt8VGSgSiSpys6UInt32VGSgSpySo19nghttp2_data_sourceaGSgSvSgtcfU_To
# Func Hash:
959085192517320418
# Num Counters:
5
# Counter Values:
360238
360238
360238
0
0
$0

$s5HTTP20A7SessionC7releaseyyAA0A6StreamCF
# Func Hash:
744640999263339934
# Num Counters:
19
# Counter Values:
0
0
0
0
0
351138
0
351138
0
0
20028
532
0
0
0
0
0
0
0
$0

$s5HTTP20A7SessionC8isServer7optionsACSb_AA0A7OptionsVtcfc
# Func Hash:
844982799985941518
# Num Counters:
4
# Counter Values:
13312
208
193
0
$0

$s5HTTP20A7SessionC8isTunnel2atSbSi_tF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
351138
0
$0

$s5HTTP20A7SessionC8makeRoom33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL3for6behindySi_SitF
# Func Hash:
599077205963112699
# Num Counters:
6
# Counter Values:
781845
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s5HTTP20A7SessionC9drainHead33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL_4into5limityAA0A6StreamC_7Buffers10ByteBufferVzSitF
# Func Hash:
927205942008400151
# Num Counters:
11
# Counter Values:
1230
349908
349908
0
349908
349908
349908
0
349908
0
0
$0

$s5HTTP20A7SessionC9frameSent33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyySo08nghttp2_C0aF
# Func Hash:
950994589253297850
# Num Counters:
16
# Counter Values:
416
273838
208
0
625600
624976
208
0
0
0
0
0
0
0
0
0
$0

$s5HTTP20A7SessionCfd
# Func Hash:
560555355782171616
# Num Counters:
19
# Counter Values:
10072
0
1928
2280
2280
0
0
193
193
193
0
0
193
193
193
193
193
0
0
$0

$s7Buffers10ByteBufferV14lowercaseToken2at5countSbSi_SitF
# Func Hash:
14124350441115486
# Num Counters:
26
# Counter Values:
0
0
0
0
0
0
0
0
715048
715048
715048
0
715048
0
715048
0
0
0
715048
0
0
0
0
0
0
0
$0

$s7Buffers10ByteBufferV14readFieldLines4from9maxFields5names5apart5place4into7summaryS2i_SiAA0E9NameTableCs5UInt8VSiAA10PlainArrayVyAA0E4LineVGzAA0eT7SummaryVztF
# Func Hash:
54105839378794280
# Num Counters:
47
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
325523
0
6410391
0
9568174
117
7125446
6410391
6410391
715055
6410391
0
6410391
6410391
0
6084862
325529
715055
715048
6410391
0
5695343
0
0
715055
1361
0
5695343
0
12
715055
0
715055
18
3294190
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
2
9:9
4:3

$s7Buffers10ByteBufferV6append10fieldValueys4SpanVys5UInt8VG_tF
# Func Hash:
195503186887334277
# Num Counters:
9
# Counter Values:
3119812
4618
675570
151195
1536835
739314
6
16892
6
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
3
33:257089
65:210912
129:207569

$s7Buffers10ByteBufferV6append4uuid_ys6UInt64V_AGtF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
346452
0
$0

$s7Buffers10ByteBufferV6append7copying5countySi_SitF
# Func Hash:
151646354268941662
# Num Counters:
10
# Counter Values:
579801
0
0
15569
31138
533094
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s7Buffers10ByteBufferV6append7decimalys6UInt64V_tF
# Func Hash:
159676627610249851
# Num Counters:
9
# Counter Values:
2873098
0
2873098
21
766280
1097094
65705
523812
3639378
$0

$s7Buffers10ByteBufferV6appendyys4SpanVys5UInt8VGF
# Func Hash:
474216532434094734
# Num Counters:
9
# Counter Values:
12402657
61315
0
6472550
1183890
2341022
895236
1192456
317267
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
6
33:2978051
513:1544074
65:836675
129:791738
257:322007
64:5

$s7Buffers10ByteBufferV8makeRoomyySiF
# Func Hash:
287624067843993483
# Num Counters:
14
# Counter Values:
69727
14764
0
0
14764
0
0
0
0
0
0
0
0
6787
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
4
0
0
11
33:4968
65:2834
129:2353
513:2309
257:2228
0:32
512:20
32:15
64:2
256:2
128:1
0

$s7Buffers10PlainArrayV4growyyFAA9FieldLineV_Tg5
# Func Hash:
599077202558908558
# Num Counters:
6
# Counter Values:
1361
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
0

$s7Buffers10PlainArrayV4growyyFAA9FieldLineV_Tgq5
# Func Hash:
599077204591642097
# Num Counters:
6
# Counter Values:
6208
0
1449
0
0
1335
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
1
256:1449

$s7Buffers10PlainArrayVA2A9FieldLineVRszrlE7wireRun4from3endS2i_SiztF
# Func Hash:
311693034230669840
# Num Counters:
8
# Counter Values:
1333238
7545384
7545384
2048293
2048293
2048293
0
0
$0

$s7Buffers14FieldNameTableCyACSays12StaticStringV4name_s5UInt8V3tagtGcfc
# Func Hash:
329227200810738801
# Num Counters:
18
# Counter Values:
460575
8055
0
999
13131
621
225
216
9
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
11
17:342
9:252
33:108
16:63
6:54
7:54
4:36
8:27
32:27
2:18
3:18

$s7Buffers5BytesO11isPlainNameySbs4SpanVys5UInt8VGFZ
# Func Hash:
135188634102366308
# Num Counters:
8
# Counter Values:
0
0
861676
0
861676
861676
0
0
$0

$s7Buffers5BytesO15firstNotVisible2in4fromSis4SpanVys5UInt8VG_SitFZ
# Func Hash:
391331303010651131
# Num Counters:
7
# Counter Values:
207569
1348806
1359569
1359569
533098
533098
0
$0

$s7Buffers5BytesO19hasNoBlankOrControlySbs4SpanVys5UInt8VGFZ
# Func Hash:
981446176802774926
# Num Counters:
13
# Counter Values:
0
0
976569
0
453529
325523
0
325523
389528
0
389528
64001
0
$0

$s7Buffers5BytesO24isVisibleWithoutFragmentySbs4SpanVys5UInt8VGFZ
# Func Hash:
135188634102366308
# Num Counters:
8
# Counter Values:
0
0
533092
0
533092
533092
0
0
$0

$s7Buffers5BytesO26firstForbiddenInFieldValueySis4SpanVys5UInt8VGFZ
# Func Hash:
920543274701170331
# Num Counters:
19
# Counter Values:
2159423
0
0
0
0
0
241033
0
0
0
839121
476749
476749
0
235615
212710
241134
22905
241033
$0

$s7Buffers5BytesO4findySis5UInt8V_SPyAFGS2itFZ
# Func Hash:
431494656217155589
# Num Counters:
3
# Counter Values:
1066187
0
533095
$0

$s7Buffers5BytesO4sameySbSPys5UInt8VG_AGSitFZTf4nnnd_n
# Func Hash:
93478047654796134
# Num Counters:
8
# Counter Values:
851813
1408507
1408507
1613819
769235
844581
299530
299530
$0

$s7Buffers5BytesO5equalySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
93478049080650318
# Num Counters:
7
# Counter Values:
1080721
1080721
1080721
0
0
0
0
$0

$s7Buffers5BytesO7trimmedys4SpanVys5UInt8VGAIFZ
# Func Hash:
1073436552162953407
# Num Counters:
15
# Counter Values:
0
0
479138
0
479138
479138
479138
479138
479138
0
0
0
0
0
0
$0

$s7Buffers5BytesO9endOfPathySis4SpanVys5UInt8VGFZ
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
533095
0
$0

$s7Buffers5BytesO9endOfPathySis4SpanVys5UInt8VGFZSiSRyAHGXEfU_
# Func Hash:
599005162348795454
# Num Counters:
9
# Counter Values:
0
341092
1344025
0
0
341092
0
341092
192003
$0

$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
641559097372828894
# Num Counters:
18
# Counter Values:
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
1
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:47709
0
0
0

$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
47709
0
0
0
$0

$s7Filters10CORSFilterC15streamDestroyedyyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
47709
0
$0

$s7Filters10HTTPFilterC6stream4name9interestsAcA12FilterStreamC_SSAA0F9InterestsVtcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1993
$0

$s7Filters10RBACEngineC5place33_A12F46413C28AC5B5134279DC68B0C7DLL2ofSiSgx_tAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
567185239066163652
# Num Counters:
5
# Counter Values:
47709
47709
47709
0
0
$0

$s7Filters10RBACEngineC6Policy33_A12F46413C28AC5B5134279DC68B0C7DLLC4fitsySbxAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
331779890677530605
# Num Counters:
9
# Counter Values:
47709
47709
47709
47709
47709
0
0
0
0
$0

$s7Filters10RBACEngineC6decideyAC8DecisionVxAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
526279455243974601
# Num Counters:
10
# Counter Values:
0
0
0
47709
0
0
0
0
0
0
$0

$s7Filters10RBACFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
909325803312940971
# Num Counters:
31
# Counter Values:
0
1
47709
0
0
0
47709
0
47709
0
1
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:47709

$s7Filters10RBACFilterC15streamDestroyedyyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
47709
0
$0

$s7Filters10StreamInfoVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
58659
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s7Filters10StreamInfoVwxx:58659

$s7Filters10StreamInfoVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
58659
$0

$s7Filters11FaultFilterC14requestHeaders9endStreamAA0cE6StatusOSb_tF
# Func Hash:
451013262440785311
# Num Counters:
12
# Counter Values:
0
0
0
47709
47709
0
47709
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:47709
0
0

$s7Filters11FaultFilterC15streamDestroyedyyF
# Func Hash:
1096621587468664407
# Num Counters:
5
# Counter Values:
47709
0
0
0
0
$0

$s7Filters11RBACMatcherO7matchesySbxAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
1000470864099197163
# Num Counters:
48
# Counter Values:
0
0
143127
0
0
0
0
0
0
0
0
0
47709
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
7
0
0
0
0
0
0
0

$s7Filters11RBACMatcherO8holdsAnyySbSayACG_xtAA11RBACSubjectRzlFZAA12FilterStreamC_Tt1g5
# Func Hash:
536873293310889690
# Num Counters:
4
# Counter Values:
47709
47709
47709
0
$0

$s7Filters12FilterStreamC05startC0yyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
533095
0
$0

$s7Filters12FilterStreamC07destroyC0yyF
# Func Hash:
508661500060636783
# Num Counters:
15
# Counter Values:
485386
143127
0
0
143127
535064
533095
533095
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s8Proxying12RouterFilterC15streamDestroyedyyF:533095
3
$s7Filters11FaultFilterC15streamDestroyedyyF:47709
$s7Filters10CORSFilterC15streamDestroyedyyF:47709
$s7Filters10RBACFilterC15streamDestroyedyyF:47709

$s7Filters12FilterStreamC08terminalB0AA08TerminalB0CSgvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s7Filters12FilterStreamC10tellEndingyyF
# Func Hash:
1138669267912129345
# Num Counters:
5
# Counter Values:
0
0
533095
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s7Filters12FilterStreamC11respondData_03endC0ys4SpanVys5UInt8VG_SbtF
# Func Hash:
79639227231542459
# Num Counters:
9
# Counter Values:
533731
533731
533731
0
0
0
533731
533731
533092
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC19deliverResponseData_03endC0ys4SpanVys5UInt8VG_SbtF:533731

$s7Filters12FilterStreamC14finishResponseyyF
# Func Hash:
1138669267912129345
# Num Counters:
5
# Counter Values:
0
0
533095
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s7Filters12FilterStreamC14requestHeaders4from03endC0ySi_SbtF
# Func Hash:
713222128159205100
# Num Counters:
32
# Counter Values:
0
143127
143127
0
533095
0
0
0
47709
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
3
$s7Filters10RBACFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:47709
$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:47709
$s7Filters11FaultFilterC14requestHeaders9endStreamAA0cE6StatusOSb_tF:47709
0
1
$s8Proxying12RouterFilterC14requestHeaders9endStream7Filters0cE6StatusOSb_tF:533095

$s7Filters12FilterStreamC14respondHeaders03endC0ySb_tF
# Func Hash:
1063705162462123496
# Num Counters:
3
# Counter Values:
533095
533095
533095
$0

$s7Filters12FilterStreamC15responseHeaders4from03endC0ySi_SbtF
# Func Hash:
1135406638941197278
# Num Counters:
50
# Counter Values:
0
95418
47709
0
0
0
47709
0
0
0
533095
0
0
0
1
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
9
1
$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF:47709
0
0
0
0
0
0
0
1
$s8Proxying12ActiveStreamC22deliverResponseHeaders03endC0ySb_tF:533095

$s7Filters12FilterStreamC15walkRequestData_03endC0ys4SpanVys5UInt8VG_SbtF
# Func Hash:
18663488873568055
# Num Counters:
10
# Counter Values:
64003
64000
64003
64003
0
0
0
64003
64003
64003
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12RouterFilterC12requestBytes_9endStreamys4SpanVys5UInt8VG_SbtF:64003

$s7Filters12FilterStreamC18walkRequestHeaders03endC0ySb_tF
# Func Hash:
212526878935420674
# Num Counters:
2
# Counter Values:
533095
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s7Filters12FilterStreamC4loop11bufferLimitAC10EventLoops0G4LoopC_Sitcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s7Filters12FilterStreamC5ChainVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
1969
0
$0

$s7Filters12FilterStreamC7install_8terminalySayAA10HTTPFilterCG_AA08TerminalB0CtF
# Func Hash:
650973720698043761
# Num Counters:
8
# Counter Values:
24
0
0
0
0
0
1969
0
$0

$s7Filters12FilterStreamC9dismantleyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s7Filters12FilterStreamCfd
# Func Hash:
141929912803010158
# Num Counters:
11
# Counter Values:
1969
1969
1969
0
0
0
0
0
0
0
0
$0

$s7Filters13ResponseFlagsV8ProxyingE11appendNames5early6inFull2toyAC_Sb7Buffers10ByteBufferVztF
# Func Hash:
853817212494182774
# Num Counters:
30
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
0

$s7Filters14TerminalFilterCfd
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
1969
0
0
$0

$s7Filters15ConnectionFactsCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
56690
$0

$s7Filters15ConnectionFactsCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
56690
$0

$s7Filters15ConnectionFactsCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
56690
$0

$s7Filters15FilterInterestsV3allACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s7Routing10RouteIndexC4find_7pathEnd__Sis4SpanVys5UInt8VG_Si13HTTPSemantics11RequestHeadVAA0J5FactsVtF
# Func Hash:
638265960452158794
# Num Counters:
180
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
533095
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
533095
0
533095
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s7Routing10RouteTableC4find33_22AEFCA337D41686FC1550F236690692LL__2inSi13HTTPSemantics11RequestHeadV_AA0K5FactsVAA0B5IndexCtF
# Func Hash:
766314633758128782
# Num Counters:
21
# Counter Values:
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s7Routing10RouteTableC5matchyAA0B5MatchVSg13HTTPSemantics11RequestHeadV_AA0G5FactsVtF
# Func Hash:
386225742799711042
# Num Counters:
32
# Counter Values:
533095
533095
0
0
533095
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s7Routing10RouteTableC8findHostySi13HTTPSemantics9HeaderMapVF
# Func Hash:
391331300259501193
# Num Counters:
6
# Counter Values:
0
0
533095
0
0
0
$0

$s7Routing12RequestFactsVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
533095
$0

$s7Routing13HeaderMatcherC4next33_B0B5C5277A2333280719727E73D5AC8FLL_4fromSi13HTTPSemantics0B3MapV_SitF
# Func Hash:
484499720678656336
# Num Counters:
7
# Counter Values:
47709
0
47709
47709
0
0
47709
$0

$s7Routing13HeaderMatcherC7matchesySb13HTTPSemantics0B3MapVF
# Func Hash:
961843682057158039
# Num Counters:
30
# Counter Values:
0
0
0
0
0
0
0
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
47709
0
0
0
0
0
0
0
$0

$s7Routing13HeaderMatcherC7matchesySb13HTTPSemantics11RequestHeadVF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
0
47709
$0

$s7Routing9HostTableC4findySis4SpanVys5UInt8VGF
# Func Hash:
301351147832396925
# Num Counters:
17
# Counter Values:
0
0
0
0
0
0
533095
0
0
533095
0
0
0
0
0
0
0
$0

$s7Routing9RouteRuleC7rewrite_4with14keepsOriginalsy13HTTPSemantics11RequestHeadVz_AA0B8RewriterCSgSbtF
# Func Hash:
331779889870528360
# Num Counters:
9
# Counter Values:
0
0
0
0
0
0
0
533095
0
$0

$s8Proxying10FilterPlanV5ChainVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
1980
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10FilterPlanV5ChainVwcp:1980

$s8Proxying10FilterPlanV5ChainVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
1969
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10FilterPlanV5ChainVwxx:1969

$s8Proxying10FilterPlanV5ChainVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1980
$0

$s8Proxying10FilterPlanV5ChainVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1980
$0

$s8Proxying10RetryStateV4hear33_57087B3776A70DA7269263DFC61F685ELLyy13HTTPSemantics9HeaderMapVF
# Func Hash:
108779336833441898
# Num Counters:
37
# Counter Values:
0
0
0
0
0
0
0
0
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying10RetryStateV4hearySb13HTTPSemantics11RequestHeadVF
# Func Hash:
287486625320399302
# Num Counters:
6
# Counter Values:
0
0
47709
47709
0
0
$0

$s8Proxying10RetryStateV8isWanted5afterSb13HTTPSemantics12ResponseHeadV_tF
# Func Hash:
548364533461996424
# Num Counters:
25
# Counter Values:
0
0
0
47709
47709
0
0
47709
0
0
47709
47709
47709
0
47709
47709
0
0
0
0
0
0
0
0
0
$0

$s8Proxying10RetryStateV9wantsGRPC33_57087B3776A70DA7269263DFC61F685ELLySb13HTTPSemantics9HeaderMapVF
# Func Hash:
896858938268138642
# Num Counters:
11
# Counter Values:
0
47709
0
0
0
0
0
0
0
0
0
$0

$s8Proxying10RetryStateVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
145096
95418
$0

$s8Proxying10RetryStateVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
47709
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10RetryStateVwcp:47709

$s8Proxying10RetryStateV_6addingAcA0B6PolicyC_13Configuration0B10ConditionsVtcfCTf4gnd_n
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
47709
47709
$0

$s8Proxying10RetryStateVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47709
$0

$s8Proxying11IdleObjectsV6shrinkyyFAA12ActiveStreamC_Tg5
# Func Hash:
798733565151421842
# Num Counters:
4
# Counter Values:
1969
0
11
0
$0

$s8Proxying11ProxyWorkerC10randomUUIDs6UInt64V4high_AF3lowtyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
346452
$0

$s8Proxying11RetryPolicyC7backOffAA0b4BackE0Vvg
# Func Hash:
167471839550756328
# Num Counters:
6
# Counter Values:
47709
47709
47709
0
0
47709
$0

$s8Proxying11TCPUpstreamC12countTraffic33_830339A501DF23EEB689569F85B4C25ALL2ofy10Transports10ConnectionC_tF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
175936
152637
152695
0
0
17495
0
$0

$s8Proxying11TCPUpstreamC12sessionEnded7flushesySb_tF
# Func Hash:
232250485997596933
# Num Counters:
12
# Counter Values:
17426
0
0
17426
17426
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying11TCPUpstreamC13upstreamEndedyy10Transports10ConnectionC_AE0F11CloseReasonOtF
# Func Hash:
903233819387675179
# Num Counters:
8
# Counter Values:
17463
46
17472
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying11TCPUpstreamC14upstreamOpenedyy10Transports10ConnectionCF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
17472
17472
$0

$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
158464
158464
0
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17426
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
17472
17472
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
170093
17456
152637
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
52416
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
34944
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
34944
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
17472
17472
17472
$0

$s8Proxying11TCPUpstreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying12ActiveStreamC011removeHopByE033_F797D6DD694809B271E4F3910655249ELLyyF
# Func Hash:
421769328623037075
# Num Counters:
13
# Counter Values:
0
768000
533095
102944
0
0
0
0
64000
0
64000
0
0
$0

$s8Proxying12ActiveStreamC10TimerRelayCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12ActiveStreamC12admitRequestSbyF
# Func Hash:
610803038477317584
# Num Counters:
52
# Counter Values:
0
0
0
0
0
1066190
0
533095
533095
38944
0
0
0
0
0
0
0
0
0
533095
0
0
0
533092
533095
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12ActiveStreamC12resolveRouteyyF
# Func Hash:
526705733462489868
# Num Counters:
21
# Counter Values:
1209317
0
0
533095
533095
0
0
0
533095
0
0
0
0
0
0
0
0
533095
0
0
0
$0

$s8Proxying12ActiveStreamC12setRequestIDyyF
# Func Hash:
896858936816520638
# Num Counters:
11
# Counter Values:
0
217966
533095
346452
346452
15569
15569
15569
0
0
0
$0

$s8Proxying12ActiveStreamC13countResponseyys6UInt16VF
# Func Hash:
653247340547751586
# Num Counters:
15
# Counter Values:
533095
0
0
0
533095
0
10
0
0
0
533095
0
0
0
0
$0

$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF
# Func Hash:
391331303347366755
# Num Counters:
7
# Counter Values:
0
143127
143127
0
0
0
0
$0

$s8Proxying12ActiveStreamC18finishResponseHeadyyF
# Func Hash:
777368106716951522
# Num Counters:
34
# Counter Values:
0
0
0
0
0
256000
0
405094
0
533095
1
0
0
0
0
0
533095
0
0
0
0
0
0
1
0
0
0
533094
0
0
0
0
0
0
$0

$s8Proxying12ActiveStreamC18sanitizeConnection33_F797D6DD694809B271E4F3910655249ELLSbyF
# Func Hash:
578412084067646512
# Num Counters:
11
# Counter Values:
0
467328
38944
38944
0
38944
0
0
38944
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying12ActiveStreamC19deliverResponseData_03endC0ys4SpanVys5UInt8VG_SbtF
# Func Hash:
218421987094305292
# Num Counters:
4
# Counter Values:
533731
533731
533092
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:325525
$s15HTTPConnections21HTTP2ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:208206

$s8Proxying12ActiveStreamC19removeControlFields33_F551B252FC1BFAED41371B4E13E3125CLLyyF
# Func Hash:
610385556961346802
# Num Counters:
24
# Counter Values:
0
533095
0
15569
15569
0
0
0
0
0
0
0
0
0
0
15569
0
0
0
0
0
0
0
0
$0

$s8Proxying12ActiveStreamC19requestDataReceived_03endC0ys4SpanVys5UInt8VG_SbtF
# Func Hash:
536873291285255301
# Num Counters:
4
# Counter Values:
64003
64003
64000
0
$0

$s8Proxying12ActiveStreamC19setForwardingFieldsSbyF
# Func Hash:
97500942739257684
# Num Counters:
34
# Counter Values:
0
0
186828
171259
533095
0
202397
0
0
15569
15569
0
533095
533095
533095
517526
0
0
533095
0
533095
0
0
0
0
0
0
533095
0
15569
0
0
0
0
$0

$s8Proxying12ActiveStreamC22deliverResponseHeaders03endC0ySb_tF
# Func Hash:
972111242729094977
# Num Counters:
10
# Counter Values:
533095
533095
0
1
533095
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
2
$s15HTTPConnections21HTTP1ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:325526
$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:207569

$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF
# Func Hash:
121256607962424748
# Num Counters:
14
# Counter Values:
0
533095
533095
0
469094
0
533095
533095
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying12ActiveStreamC3endyyF
# Func Hash:
927205941398269837
# Num Counters:
10
# Counter Values:
533095
533095
0
0
0
0
0
0
0
0
$0

$s8Proxying12ActiveStreamC5begin2ony15HTTPConnections20HTTPServerConnectionC_tF
# Func Hash:
672137660853773472
# Num Counters:
11
# Counter Values:
0
533095
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12ActiveStreamC7managerAcA21HTTPConnectionManagerC_tcfc
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
1969
0
0
$0

$s8Proxying12ActiveStreamC8countEndyyF
# Func Hash:
345737796173545675
# Num Counters:
11
# Counter Values:
0
533095
533095
533095
0
0
533095
533095
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying12ActiveStreamC9dismantleyyF
# Func Hash:
830659416743726945
# Num Counters:
9
# Counter Values:
0
0
0
1969
0
0
1969
0
1969
$0

$s8Proxying12ActiveStreamC9makeChainy7Filters06FilterC0C0E0VSiF
# Func Hash:
369518218020403169
# Num Counters:
11
# Counter Values:
16
1961
1969
8
8
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying12ActiveStreamC9setScheme33_F551B252FC1BFAED41371B4E13E3125CLLyyF
# Func Hash:
197632603147605516
# Num Counters:
31
# Counter Values:
0
0
480436
0
0
0
0
0
533095
533095
0
0
0
52659
480436
52659
533095
0
0
533095
0
0
325526
0
0
0
0
0
0
0
37090
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9isSecuredSbvg:52659

$s8Proxying12ActiveStreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12ActiveStreamCfd
# Func Hash:
844982796130338780
# Num Counters:
4
# Counter Values:
0
0
1969
0
$0

$s8Proxying12RouterFilterC10endRetriesyyF
# Func Hash:
804816984383054572
# Num Counters:
13
# Counter Values:
0
47709
47709
47709
47709
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC10finishHeadyyAA11WorkerRouteCF
# Func Hash:
287486626955155540
# Num Counters:
5
# Counter Values:
0
0
0
0
533095
$0

$s8Proxying12RouterFilterC10passesOverySbAA15UpstreamRequestCF
# Func Hash:
640704447455782944
# Num Counters:
17
# Counter Values:
0
47709
47709
0
47709
0
0
0
0
47709
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC11sendWaitingyyAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
308273532109611142
# Num Counters:
21
# Counter Values:
1253
64001
1253
0
0
0
1254
0
0
1253
1254
0
0
0
0
1253
1
0
0
0
1254
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
2
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1253
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0
0

$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtF
# Func Hash:
1080275686520336611
# Num Counters:
9
# Counter Values:
533095
533095
0
533095
533095
533095
0
0
533095
$0

$s8Proxying12RouterFilterC12beginRetriesyyAA11WorkerRouteCF
# Func Hash:
653247340604918766
# Num Counters:
12
# Counter Values:
0
0
533095
47709
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC12keepForRetry33_B94E04ED5032B6578E019CCB1EBFCAF9LLyys4SpanVys5UInt8VGF
# Func Hash:
844982798861275278
# Num Counters:
4
# Counter Values:
0
62747
0
62747
$0

$s8Proxying12RouterFilterC12milliseconds33_E9B49CAD1AD74A6858707ED0836712AELLys6UInt64VSg13HTTPSemantics8HeaderIDVF
# Func Hash:
783548775358896043
# Num Counters:
10
# Counter Values:
0
0
0
0
46707
0
0
0
0
0
$0

$s8Proxying12RouterFilterC12requestBytes_9endStreamys4SpanVys5UInt8VG_SbtF
# Func Hash:
993652811168136899
# Num Counters:
35
# Counter Values:
0
0
0
0
64003
64003
0
64003
64003
0
64000
1255
62748
0
0
1254
0
0
0
0
0
0
0
1
62747
62747
0
0
0
0
0
0
1
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
2
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:62747
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0

$s8Proxying12RouterFilterC12requestEndedyyF
# Func Hash:
1124680651571308851
# Num Counters:
4
# Counter Values:
533095
533095
531767
62748
$0

$s8Proxying12RouterFilterC12upstreamData__9endStreamyAA15UpstreamRequestC_s4SpanVys5UInt8VGSbtF
# Func Hash:
287486627448633404
# Num Counters:
6
# Counter Values:
533092
639
533092
0
0
0
$0

$s8Proxying12RouterFilterC13dropsOverloadySb13Configuration017FractionalPercentF0VF
# Func Hash:
391331300030094617
# Num Counters:
6
# Counter Values:
533095
0
0
0
0
0
$0

$s8Proxying12RouterFilterC13upstreamReadyyyAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
225048575620987383
# Num Counters:
23
# Counter Values:
533095
533095
0
533095
0
0
0
470347
533095
0
0
0
0
0
0
533095
0
0
0
64001
0
64001
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg:533095

$s8Proxying12RouterFilterC14decideTimeoutsyyAA11WorkerRouteCF
# Func Hash:
231012523816575964
# Num Counters:
12
# Counter Values:
0
533095
15569
0
0
533095
533095
0
0
0
0
0
$0

$s8Proxying12RouterFilterC14failsHandshake33_07E6ACFA4400281F085A2C6C60B4DAEALLySbs6UInt16VF
# Func Hash:
311693034470947071
# Num Counters:
8
# Counter Values:
0
0
533095
0
0
0
0
0
$0

$s8Proxying12RouterFilterC14mayRetrySafelyySbAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
376260591786948343
# Num Counters:
12
# Counter Values:
0
0
0
0
0
64002
64002
64002
1
64000
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying12RouterFilterC14requestHeaders9endStream7Filters0cE6StatusOSb_tF
# Func Hash:
421769325745146958
# Num Counters:
13
# Counter Values:
533095
0
0
0
0
0
0
533095
0
0
0
0
0
$0

$s8Proxying12RouterFilterC15streamDestroyedyyF
# Func Hash:
764566587771930022
# Num Counters:
23
# Counter Values:
533095
0
0
0
0
0
0
0
533095
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
5
0
0
0
0
0

$s8Proxying12RouterFilterC15upstreamHeaders_9endStreamyAA15UpstreamRequestC_SbtF
# Func Hash:
975224238266292499
# Num Counters:
42
# Counter Values:
0
0
533095
0
0
47709
0
47709
0
0
0
0
0
64000
0
533095
533095
533095
0
533095
0
533095
64000
533095
0
533095
0
533095
533095
0
0
1
0
533095
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC16upstreamCompleteyyF
# Func Hash:
1145723535981906319
# Num Counters:
20
# Counter Values:
533095
0
533095
533095
533095
533095
533095
0
533095
533095
0
0
533095
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC17hearControlFields33_E9B49CAD1AD74A6858707ED0836712AELLyyF
# Func Hash:
296805426858448826
# Num Counters:
25
# Counter Values:
0
0
0
0
0
0
0
15569
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC21refusesForMaintenanceySb9Upstreams13WorkerClusterCF
# Func Hash:
287486624976363172
# Num Counters:
6
# Counter Values:
533095
0
0
0
0
0
$0

$s8Proxying12RouterFilterC4pick4from_9Upstreams12EndpointPoolCSgAF13WorkerClusterC_AA0I5RouteCtF
# Func Hash:
5832819049945121
# Num Counters:
11
# Counter Values:
0
0
0
533095
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC4send7throughy9Upstreams12EndpointPoolC_tF
# Func Hash:
526279455972136552
# Num Counters:
10
# Counter Values:
533095
47709
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC6charge6statusys6UInt16V_tF
# Func Hash:
331779890980575750
# Num Counters:
9
# Counter Values:
533095
533095
533095
533095
0
533095
0
533095
0
$0

$s8Proxying12RouterFilterC6decide33_1E8BC851A68BE141AE0234CC99A6AD77LL8isWanted5askedAA10RetryStateV7VerdictOSb_s6UInt64VSgtF
# Func Hash:
70875765713023360
# Num Counters:
20
# Counter Values:
47709
0
47709
47709
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC6launch_7through9endStreamyAA11WorkerRouteC_9Upstreams12EndpointPoolCSbtF
# Func Hash:
93478048733987111
# Num Counters:
7
# Counter Values:
469094
0
0
0
64001
469094
0
$0

$s8Proxying12RouterFilterC6settle2onyAA15UpstreamRequestC_tF
# Func Hash:
822110277543596851
# Num Counters:
26
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
47709
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
5
0
0
0
0
0

$s8Proxying12RouterFilterC7followsySbAA15UpstreamRequestCF
# Func Hash:
95820320083036752
# Num Counters:
14
# Counter Values:
0
533095
533095
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterFilterC7forward33_B94E04ED5032B6578E019CCB1EBFCAF9LL_9endStreamyAA11WorkerRouteC_SbtF
# Func Hash:
197471693130969615
# Num Counters:
19
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
533095
533095
0
0
533095
0
0
$0

$s8Proxying12RouterFilterC7measureyyAA15UpstreamRequestCF
# Func Hash:
136007995246195434
# Num Counters:
4
# Counter Values:
533095
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
0
0
0
0

$s8Proxying12RouterFilterC7nextTryAA15UpstreamRequestCyF
# Func Hash:
694937221076413112
# Num Counters:
5
# Counter Values:
0
531126
0
1969
0
$0

$s8Proxying12RouterFilterC8noteBodyyyF
# Func Hash:
238984484093187152
# Num Counters:
3
# Counter Values:
533833
0
533094
$0

$s8Proxying12RouterFilterC9writeHead33_CE4E3760BF1D2573120457B175F8E43BLLySbAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
948945312406765649
# Num Counters:
10
# Counter Values:
469094
0
533095
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
2
$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:389526
$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:143569

$s8Proxying12RouterFilterC_4name4logs6streamAC13Configuration0bG0V_SSAA7TryLogsCSgAA12ActiveStreamCtcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12RouterFilterCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12RouterFilterCfd
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
1969
0
0
0
0
$0

$s8Proxying12RouterTimersC12requestEndedyyAA15RequestTimeoutsVF
# Func Hash:
134732432720417413
# Num Counters:
4
# Counter Values:
533095
533095
1970
0
$0

$s8Proxying12RouterTimersC4loopAC10EventLoops0E4LoopC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12RouterTimersC6cancelyyF
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
1066190
0
0
0
0
$0

$s8Proxying12RouterTimersC8tryBeganyyAA15RequestTimeoutsVF
# Func Hash:
454381973734461803
# Num Counters:
11
# Counter Values:
533095
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying12RouterTimersCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12RouterTimersCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying12WorkerTracerCSgSgWOy
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
1969
1959
$0

$s8Proxying13FormatProgramC11appendPlace__2toSb13Configuration0B5FieldO_x7Buffers10ByteBufferVztAA14LoggedExchangeRzlFAA12ActiveStreamC_Tg5Tf4nnnd_n
# Func Hash:
660422887981124729
# Num Counters:
107
# Counter Values:
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s8Proxying13FormatProgramC5write_2toyx_7Buffers10ByteBufferVztAA14LoggedExchangeRzlFAA12ActiveStreamC_Tg5
# Func Hash:
522750706312424075
# Num Counters:
202
# Counter Values:
0
0
2
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
74
5543232
0
0
0
0
0
2
0
11439286
2579609
0
346452
0
692904
0
346452
0
0
346452
0
0
0
0
0
0
0
0
2425164
0
0
0
346452
0
0
0
0
0
0
0
0
0
2078710
346452
0
0
0
0
0
0
0
0
0
0
1732258
346452
0
0
0
0
0
0
0
0
0
0
0
346452
0
0
0
0
0
0
0
0
0
346454
0
0
0
0
0
0
0
0
0
0
346452
0
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
1732260
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying13FormatProgramC6append33_A6AF93E85DD6E445F8601522512BC385LL__2toSb13Configuration0B5FieldO_x7Buffers10ByteBufferVztAA14LoggedExchangeRzlFAA12ActiveStreamC_Tg5Tf4nnnd_n
# Func Hash:
757647650920912096
# Num Counters:
118
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
0
0
2425164
0
0
0
0
0
0
0
0
346452
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
346452
0
346452
0
0
346452
346452
0
346452
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
346452
0
0
0
0
0
0
0
0
0
346452
202883
143569
0
0
202883
143569
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s8Proxying13TrustSettingsC10isInternalySb16NetworkAddresses9IPAddressVSgF
# Func Hash:
414921811918903238
# Num Counters:
9
# Counter Values:
0
0
0
0
517526
0
0
0
0
$0

$s8Proxying15ConnectionTableV6removeyy15HTTPConnections010HTTPServerB0CF
# Func Hash:
948827209526585935
# Num Counters:
8
# Counter Values:
39218
39218
39218
39218
38868
350
0
0
$0

$s8Proxying15TCPProxySessionC12countTraffic33_C78A0FB2A49F879664D85EC49DC0C4B5LLyyF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
187565
152637
152637
0
0
17463
0
$0

$s8Proxying15TCPProxySessionC12makeUpstream33_8BC5EDFCD01AE3665E5E6B92229D39E2LL2of_AA0cE0_pSg9Upstreams13WorkerClusterC_AI14SubsetCriteriaCSgtF
# Func Hash:
52047012513317179
# Num Counters:
9
# Counter Values:
0
0
0
17472
0
0
17472
0
0
$0

$s8Proxying15TCPProxySessionC13endIfDrainingyyF
# Func Hash:
536873291344751978
# Num Counters:
4
# Counter Values:
170093
0
0
0
$0

$s8Proxying15TCPProxySessionC13startRelayingyyF
# Func Hash:
376335248009549646
# Num Counters:
10
# Counter Values:
17472
17472
17472
17472
0
0
0
17472
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:17472
0
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW:17472

$s8Proxying15TCPProxySessionC14upstreamOpenedyy10Transports10ConnectionCF
# Func Hash:
859921301165031431
# Num Counters:
6
# Counter Values:
17472
0
17472
0
0
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:17472

$s8Proxying15TCPProxySessionC16connectionOpenedyyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
0
17472
$0

$s8Proxying15TCPProxySessionC16upstreamReadable_11endOfStreamy10Transports10ConnectionC_SbtF
# Func Hash:
204980584365930395
# Num Counters:
18
# Counter Values:
158464
158464
0
158464
17456
0
152650
0
16730
0
152638
12
0
1
1
0
0
0
$0

$s8Proxying15TCPProxySessionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
1080275686697461020
# Num Counters:
11
# Counter Values:
0
0
170093
170093
0
24157
0
170093
0
0
0
$0

$s8Proxying15TCPProxySessionC5beginyyF
# Func Hash:
247671766678863184
# Num Counters:
11
# Counter Values:
17472
17472
0
0
0
0
17472
17472
17472
17472
0
$0

$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF
# Func Hash:
928018416742550689
# Num Counters:
7
# Counter Values:
17472
0
47
47
47
47
0
$0

$s8Proxying15TCPProxySessionC5relay11endOfStreamySb_tF
# Func Hash:
198709182107180021
# Num Counters:
12
# Counter Values:
170093
0
170093
0
152637
0
0
0
0
0
152637
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW:170093
0

$s8Proxying15TCPProxySessionC5touchyyF
# Func Hash:
134732432720417413
# Num Counters:
4
# Counter Values:
17472
17472
16151
0
$0

$s8Proxying15TCPProxySessionC6finish7isLocalySb_tF
# Func Hash:
123497037906821044
# Num Counters:
6
# Counter Values:
17472
17472
0
0
0
17426
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW:17426

$s8Proxying15TCPProxySessionC7connectyyF
# Func Hash:
881991933339888792
# Num Counters:
12
# Counter Values:
0
0
17472
0
0
0
0
0
0
0
17472
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW:17472

$s8Proxying15TCPProxySessionC_2ofAcA18ConnectionExchangeC_AA0B0Ctcfc
# Func Hash:
334492583886777695
# Num Counters:
5
# Counter Values:
17472
0
17472
17472
0
$0

$s8Proxying15TCPProxySessionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying15TCPProxySessionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying15UpstreamRequestC16responseComplete33_4389FC2D7AC3E79691139A39C447437ELLyyF
# Func Hash:
536873290177971255
# Num Counters:
4
# Counter Values:
533095
533095
0
0
$0

$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF
# Func Hash:
536873292358907816
# Num Counters:
4
# Counter Values:
533731
0
533092
0
$0

$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF
# Func Hash:
567185239809081519
# Num Counters:
5
# Counter Values:
533095
0
1
0
0
$0

$s8Proxying15UpstreamRequestC5begin2aty9Upstreams12EndpointPoolC_tF
# Func Hash:
135188634468544949
# Num Counters:
8
# Counter Values:
533095
0
0
1969
0
531126
533095
533095
$0

$s8Proxying15UpstreamRequestC6routerAcA12RouterFilterC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying15UpstreamRequestC9poolReady_8isReusedy15HTTPConnections20HTTPClientConnectionC_SbtF
# Func Hash:
1063705162462123496
# Num Counters:
3
# Counter Values:
533095
0
0
$0

$s8Proxying15UpstreamRequestCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying15UpstreamRequestCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s8Proxying16TCPProxySettingsC11destination2bySiSgs6UInt64V_tF
# Func Hash:
974670608368616133
# Num Counters:
7
# Counter Values:
0
0
17472
17472
0
0
0
$0

$s8Proxying17ConnectionServiceC5adopt__6behindy10Transports0B0C_7Filters0B5FactsCSayAI13NetworkFilterCGtF
# Func Hash:
170821685539916318
# Num Counters:
4
# Counter Values:
0
17472
17472
3
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s8Proxying8TCPProxyC9isLoggingSbvg:17472
1
$s8Proxying8TCPProxyC11makeHandleryAA17ServiceConnectionCAA0F8ExchangeCF:17472
1
$s8Proxying8TCPProxyC7adoptedyyAA17ServiceConnectionCF:17472

$s8Proxying17ConnectionServiceC5endedyyAA0cB0C_10Transports0B11CloseReasonOtF
# Func Hash:
737701297732131774
# Num Counters:
17
# Counter Values:
0
0
0
0
0
0
0
0
0
17472
0
17472
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
0

$s8Proxying17ConnectionServiceC6remove33_C913236C289C78683A8CDFE1FF31BA90LLyyAA0cB0CF
# Func Hash:
599005164626679326
# Num Counters:
9
# Counter Values:
17472
17472
17007
0
465
0
0
0
0
$0

$s8Proxying17ConnectionServiceCAA8ChainEndA2aDP5adopt__6behindy10Transports0B0C_7Filters0B5FactsCSayAK13NetworkFilterCGtFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying17ConnectionTrafficV3end2in8lastReady9Telemetry12MetricWriterV_xtAG0I5IndexRzlFAA08TCPProxyI0O_Tg5
# Func Hash:
238984481799490044
# Num Counters:
3
# Counter Values:
17472
17463
0
$0

$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF:17472

$s8Proxying18ConnectionExchangeC7measureyyF
# Func Hash:
623880590432653627
# Num Counters:
4
# Counter Values:
17472
17472
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
7
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW:17472
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:17472

$s8Proxying18ConnectionExchangeCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying18ConnectionExchangeCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF
# Func Hash:
647472252644005295
# Num Counters:
10
# Counter Values:
0
207569
325526
0
1969
0
0
0
0
0
$0

$s8Proxying21HTTPConnectionManagerC11countClosedys6UInt64V15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF
# Func Hash:
868104734246410481
# Num Counters:
26
# Counter Values:
193
0
268
49
0
39218
1290
0
0
0
39218
0
0
0
1290
193
39003
0
0
0
49
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9isSecuredSbvg:1290

$s8Proxying21HTTPConnectionManagerC11countOpenedyy10Transports10ConnectionCF
# Func Hash:
675064524811465583
# Num Counters:
7
# Counter Values:
39218
1290
11
0
1290
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9isSecuredSbvg:1290

$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF
# Func Hash:
526279451866662796
# Num Counters:
10
# Counter Values:
0
0
0
207569
533095
0
533095
533095
0
533095
$0

$s8Proxying21HTTPConnectionManagerC12http2Metrics9Telemetry12MetricWriterVyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
415327
4
$0

$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF
# Func Hash:
950994588367980083
# Num Counters:
13
# Counter Values:
39003
39003
391411
352407
0
0
51268
0
39003
0
193
39003
0
$0

$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF
# Func Hash:
19126822407684896
# Num Counters:
8
# Counter Values:
0
39218
0
39218
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
0

$s8Proxying21HTTPConnectionManagerC3logyyAA12ActiveStreamC_AA13AccessLogTypeOtF
# Func Hash:
1083424330703416840
# Num Counters:
11
# Counter Values:
0
346452
0
1523
346452
0
16
0
533095
346452
0
$0

$s8Proxying21HTTPConnectionManagerC5adopt__6behindy10Transports10ConnectionC_7Filters0G5FactsCSayAI13NetworkFilterCGtF
# Func Hash:
995382922164638581
# Num Counters:
7
# Counter Values:
39218
39218
39218
0
0
0
33
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s8Proxying21HTTPConnectionManagerC5route2at2ofAA11WorkerRouteCSi_AA12ActiveStreamCtF
# Func Hash:
95820317309765117
# Num Counters:
13
# Counter Values:
0
0
533076
9
533076
10
0
0
0
0
0
0
0
$0

$s8Proxying21HTTPConnectionManagerC6tracerAA12WorkerTracerCSgvg
# Func Hash:
238984484777895808
# Num Counters:
3
# Counter Values:
1969
0
10
$0

$s8Proxying21HTTPConnectionManagerCAA8ChainEndA2aDP5adopt__6behindy10Transports10ConnectionC_7Filters0I5FactsCSayAK13NetworkFilterCGtFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39218
$0

$s8Proxying21IstioConnectionReportC8SettingsVSgWOg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
17472
0
$0

$s8Proxying8TCPProxyC11destinationy9Upstreams13WorkerClusterCSg7cluster_AE14SubsetCriteriaCSg8criteriat7Filters15ConnectionFactsCF
# Func Hash:
599005164392378948
# Num Counters:
9
# Counter Values:
0
17472
17472
1
0
17471
0
0
0
$0

$s8Proxying8TCPProxyC11makeHandleryAA17ServiceConnectionCAA0F8ExchangeCF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s8Proxying8TCPProxyC3logyyAA18ConnectionExchangeC_AA13AccessLogTypeOtF
# Func Hash:
1073436552472826217
# Num Counters:
12
# Counter Values:
0
0
0
0
0
0
0
0
17472
0
0
0
$0

$s8Proxying8TCPProxyC7adoptedyyAA17ServiceConnectionCF
# Func Hash:
187771966484039339
# Num Counters:
7
# Counter Values:
17472
17471
0
17472
0
0
17472
$0

$s8Proxying8TCPProxyC9isLoggingSbvg
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
17472
17472
$0

$s9Telemetry10MetricTagsV4name5whole9extracted6labelsSays5UInt8VGSS_SSSayAA0B5LabelVGtFTf4nnnx_n
# Func Hash:
120863288505571631
# Num Counters:
31
# Counter Values:
0
0
0
0
0
0
0
0
0
473
91
0
0
0
0
4800
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s9Telemetry11MetricBlockC14countElsewhere33_52442AD49BC2D8419EF4DA0801A21405LLyySi_SitF
# Func Hash:
1096621588131200216
# Num Counters:
5
# Counter Values:
0
58536
44
12
114
$0

$s9Telemetry11MetricBlockC15incrementStatus_5tableySi_SitF
# Func Hash:
631255614695701478
# Num Counters:
6
# Counter Values:
1066190
1066190
1066170
1066170
0
1066190
$0

$s9Telemetry11MetricBlockC6recordyySi_s6UInt64VtF
# Func Hash:
325048438845837456
# Num Counters:
17
# Counter Values:
0
0
1770722
1770710
0
1770628
16
0
1712092
0
530
0
0
0
0
0
0
$0

$s9Telemetry11MetricBlockC8allocate33_52442AD49BC2D8419EF4DA0801A21405LLyyF
# Func Hash:
287486627207569573
# Num Counters:
6
# Counter Values:
3423
0
117
0
0
0
$0

$s9Telemetry11MetricIndexPAAE10makeFamily15extractedPrefix12statusTablesAA0bE0CSS_SayAA22StatusTableDeclarationVGtFZ
# Func Hash:
972606240138484215
# Num Counters:
5
# Counter Values:
4728
231
231
0
694
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
5
23
$s9Upstreams13ClusterMetricOwet:1704
$s8Proxying23ConnectionManagerMetricOwet:869
$s5Admin0A6MetricOwet:744
$s5Admin0A14ListenerMetricOwet:276
$s9Upstreams16HTTP2CodecMetricOwet:238
$s12ProxyRuntime14ListenerMetricOwet:204
$s12ProxyRuntime21ListenerManagerMetricOwet:168
$s9Upstreams17AsyncClientMetricOwet:156
$s12ProxyRuntime14WatchdogMetricOwet:144
$s12ProxyRuntime20ClusterManagerMetricOwet:120
$s8Proxying18ListenerHTTPMetricOwet:77
$s8Proxying16HTTP1CodecMetricOwet:60
$s3TLS9TLSMetricOwet:39
$s12ProxyRuntime20ListenerWorkerMetricOwet:36
$s12ProxyRuntime10FileReloadC0D6Metric33_36BD1D136D74B1C11E44EFFFB0048080LLOwet:36
$s12ProxyRuntime14OverloadMetricOwet:24
$s12ProxyRuntime12ServerMetricOwet:24
$s8Proxying14TCPProxyMetricOwet:17
$s3TLS15TLSSupplyMetricOwet:8
$s7Filters11FaultMetricOwet:6
$s7Filters10RBACMetricOwet:3
$s7Filters10CORSMetricOwet:3
$s7Filters16RBACShadowMetricOwet:3
2
__swift_memcpy1_1:4704
__swift_memcpy0_1:24
23
$s9Upstreams13ClusterMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:1692
$s8Proxying23ConnectionManagerMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:858
$s5Admin0A6MetricO9Telemetry0B5IndexAadEP11declarationAD0B11DeclarationVvgTW:732
$s5Admin0A14ListenerMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:264
$s9Upstreams16HTTP2CodecMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:231
$s12ProxyRuntime14ListenerMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:192
$s12ProxyRuntime21ListenerManagerMetricO9Telemetry0E5IndexAadEP11declarationAD0E11DeclarationVvgTW:156
$s9Upstreams17AsyncClientMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:144
$s12ProxyRuntime20ClusterManagerMetricO9Telemetry0E5IndexAadEP11declarationAD0E11DeclarationVvgTW:108
$s12ProxyRuntime14WatchdogMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:96
$s8Proxying18ListenerHTTPMetricO9Telemetry11MetricIndexAadEP11declarationAD0E11DeclarationVvgTW:66
$s8Proxying16HTTP1CodecMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:48
$s3TLS9TLSMetricO9Telemetry11MetricIndexAadEP11declarationAD0D11DeclarationVvgTW:36
$s12ProxyRuntime10FileReloadC0D6Metric33_36BD1D136D74B1C11E44EFFFB0048080LLO9Telemetry0E5IndexAagHP11declarationAG0E11DeclarationVvgTW:24
$s12ProxyRuntime20ListenerWorkerMetricO9Telemetry0E5IndexAadEP11declarationAD0E11DeclarationVvgTW:24
$s8Proxying14TCPProxyMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:16
$s12ProxyRuntime12ServerMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:12
$s12ProxyRuntime14OverloadMetricO9Telemetry0D5IndexAadEP11declarationAD0D11DeclarationVvgTW:12
$s3TLS15TLSSupplyMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:6
$s7Filters11FaultMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:5
$s7Filters10RBACMetricO9Telemetry11MetricIndexAadEP11declarationAD0D11DeclarationVvgTW:2
$s7Filters10CORSMetricO9Telemetry11MetricIndexAadEP11declarationAD0D11DeclarationVvgTW:2
$s7Filters16RBACShadowMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW:2
1
__swift_noop_void_return:4728
1
** External Symbol **:231

$s9Telemetry11MetricScopeC5block6threadAA0B5BlockCSi_tF
# Func Hash:
391331301623532359
# Num Counters:
6
# Counter Values:
5303
11
0
0
0
0
$0

$s9Telemetry11MetricScopeC5block6threadAA0B5BlockCSi_tFAgC5StateVzYuYTXEfU_
# Func Hash:
135188633071066230
# Num Counters:
7
# Counter Values:
5149
154
5149
0
0
0
0
$0

$s9Telemetry12MetricFamilyC15extractedPrefix_12statusTables9isForeignACSS_SayAA0B11DeclarationVGSayAA011StatusTableJ0VGSbtcfcTf4nggnn_n
# Func Hash:
571853559227703108
# Num Counters:
38
# Counter Values:
48
4524
4742
4742
4499
4524
4694
218
218
0
219
792
90
0
499
4243
12
243
0
0
0
0
0
0
0
0
568
85
0
0
72
0
0
0
0
0
0
4243
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
4
9:418
8:67
7:13
6:1
4
17:3108
33:851
32:162
16:122

$s9Telemetry12MetricFamilyC18prometheusFamilies33_2E7373D64B124B08E5EFBED3D601EF80LLySayAA010PrometheusC0VGSayAA0B11DeclarationVG_SayAA011StatusTableO0VGSaySiGAA0B4TagsVtFZTf4nnnxd_n
# Func Hash:
1044701989638566255
# Num Counters:
58
# Counter Values:
0
0
0
48
0
4366
243
4123
96
0
0
48
0
48
0
601
243
0
0
0
0
0
0
0
12
0
36
0
243
243
0
0
0
0
662
0
0
10
0
0
0
0
280
0
0
0
0
0
0
0
0
0
0
0
725
3799
0
36
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
9:12
1
17:36

$s9Telemetry13DecimalDigitsV5Limbs33_45916BAFC874B71725B175CED50FD8C2LLV6digitsSays5UInt8VGvg
# Func Hash:
331779891223719997
# Num Counters:
9
# Counter Values:
952
11441
249
11989
1377
498
249
0
0
$0

$s9Telemetry13DecimalDigitsV9dropZeros33_45916BAFC874B71725B175CED50FD8C2LLyyF
# Func Hash:
1096621587388113382
# Num Counters:
5
# Counter Values:
7841
7592
0
249
0
$0

$s9Telemetry13DecimalDigitsV_5countACSd_SitcfCTf4nnd_n
# Func Hash:
278041624567287248
# Num Counters:
17
# Counter Values:
30569
0
10529
10529
879
260
249
249
249
249
0
381
0
0
0
0
10529
$0

$s9Telemetry13LogWriterCoreC3run33_A35CD5E884ECA10C22B5E5D6C83FD231LLyyF
# Func Hash:
741617012112445759
# Num Counters:
62
# Counter Values:
0
0
0
0
0
0
0
0
0
0
0
3197
0
0
0
0
0
1587
1587
0
0
0
0
3197
0
0
0
1599
12
12
0
0
0
12
0
1611
0
0
0
12
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s9Telemetry13MetricReadingV7counterys6UInt64V5value_Sb4usedtSiFTf4nx_n
# Func Hash:
303685791208792514
# Num Counters:
12
# Counter Values:
4
20
1576
318
20
608
338
288
0
0
0
0
$0

$s9Telemetry13ProcessMemoryV10countPages33_D070C3E92D84D8F2AF4AE35D0ABB7A2FLLs6UInt64V8resident_AG6sharedtyFZTf4d_n
# Func Hash:
484499720658196457
# Num Counters:
6
# Counter Values:
6350
50
50
0
0
0
$0

$s9Telemetry13ProcessMemoryV11releaseCodeyyFZys6UInt64V_SPySo10Elf64_PhdraGSgs6UInt16VtcfU_
# Func Hash:
159676628064762566
# Num Counters:
9
# Counter Values:
2688
2688
756
728
280
0
0
0
1036
$0

$s9Telemetry14PrometheusPage33_3E0B084E3618286B13302648CD87A3A4LLV10appendNameyyAA0B4RowsV3RowVF
# Func Hash:
732038791178103653
# Num Counters:
8
# Counter Values:
31036
5
948
948
948
0
50
27263
$0

$s9Telemetry14PrometheusRowsV3RowV7ContentOWOe
# Func Hash:
844982799169123455
# Num Counters:
5
# Counter Values:
8172
1197
6975
0
0
$0

$s9Telemetry14PrometheusRowsV3RowV7ContentOWOy
# Func Hash:
844982799169123455
# Num Counters:
5
# Counter Values:
8172
1197
6975
0
0
$0

$s9Telemetry14PrometheusRowsV3RowVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7784
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwcp:7784

$s9Telemetry14PrometheusRowsV3RowVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7784
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwxx:7784

$s9Telemetry14PrometheusRowsV3RowVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7784
$0

$s9Telemetry14PrometheusRowsV3RowVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
8172
$0

$s9Telemetry14SparseCountersV3add_2toACSgs6UInt64V_SitF
# Func Hash:
567185241684921874
# Num Counters:
4
# Counter Values:
58365
58059
44
1076
$0

$s9Telemetry14SparseCountersV4log2ACSi_tcfCTf4nd_n
# Func Hash:
1031809831416449618
# Num Counters:
8
# Counter Values:
2464
158
0
0
0
0
0
158
$0

$s9Telemetry16PrometheusFamilyV3KeyVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
4414
$0

$s9Telemetry16PrometheusLabelsV8renderedySays5UInt8VGAA11MetricLabelVFZTf4nd_n
# Func Hash:
1035042144616675001
# Num Counters:
34
# Counter Values:
57
45
0
1384
0
0
0
0
0
151
0
57
0
0
0
0
0
107
0
0
0
0
0
0
0
0
4
0
1438
1429
0
1255
0
151
$0

$s9Telemetry17MetricDeclarationV19extractResponseCode017_EF4C55BB952E0C76j11A11FD4CC868J1CLLySS_AA0B5LabelVSgtSSFZTf4nd_n
# Func Hash:
701607648911880347
# Num Counters:
12
# Counter Values:
0
1
4260
0
470
0
0
0
0
0
0
0
$0

$s9Telemetry17MetricDeclarationV7counter_9existenceACSS_AA0B9ExistenceOtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3716
$0

$s9Telemetry17MetricDeclarationV7counter_9existenceACSS_AA0B9ExistenceOtFZTf4nnd_n
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
3716
410
$0

$s9Telemetry17MetricDeclarationVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
5494
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry17MetricDeclarationVwcp:5494

$s9Telemetry17MetricDeclarationVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
5566
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry17MetricDeclarationVwxx:5566

$s9Telemetry17MetricDeclarationVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
5494
$0

$s9Telemetry17MetricDeclarationVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
5566
$0

$s9Telemetry18TimestampFormatterV13appendISO86017seconds11nanoseconds2toys5Int64V_Si7Buffers10ByteBufferVztF
# Func Hash:
650973719881147251
# Num Counters:
8
# Counter Values:
346464
60
36
0
0
0
0
0
$0

$s9Telemetry7LogSinkC4hand4overAA0B5BatchCAG_tF
# Func Hash:
3603321721078753
# Num Counters:
14
# Counter Values:
1567
1587
1587
20
0
20
0
0
1567
1587
0
0
0
0
$0

$s9Telemetry9LogOutputC12writeWaiting33_5F268897F513775E94ECEAD109612D03LL_3nowAC7OutcomeOAA0B4SinkC_s5Int64VtF
# Func Hash:
301351145562205230
# Num Counters:
14
# Counter Values:
0
0
1587
12
0
1587
0
3197
0
0
0
0
0
0
$0

$s9Telemetry9LogOutputC5write33_5F268897F513775E94ECEAD109612D03LLyAC7OutcomeOAA0B5BatchC_AA0B4SinkCtF
# Func Hash:
804816984289182267
# Num Counters:
15
# Counter Values:
0
0
0
0
1587
0
0
0
0
1587
1587
1587
0
0
0
$0

$s9Telemetry9LogStreamC5flushyyF
# Func Hash:
1124680652115249575
# Num Counters:
3
# Counter Values:
1598
1552
19
$0

$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
499828439292172238
# Num Counters:
8
# Counter Values:
143569
0
143569
0
0
0
0
1112
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s9Upstreams12EndpointPoolC12openIfNeededyyF
# Func Hash:
210395714213607852
# Num Counters:
20
# Counter Values:
1348
0
0
1682
0
0
2029
1697
1697
0
696
0
4733
0
0
3030
1703
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg:1703

$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
402209680820953202
# Num Counters:
7
# Counter Values:
0
389526
0
0
389526
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF
# Func Hash:
694937219048682844
# Num Counters:
6
# Counter Values:
398726
396711
0
0
6852
0
$0

$s9Upstreams12EndpointPoolC5lease3foryAA14UpstreamStreamC_tF
# Func Hash:
121256609413198082
# Num Counters:
12
# Counter Values:
3500
0
0
3500
141417
388178
0
10
0
0
0
40
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$s9Upstreams12EndpointPoolC5offer33_A43BC863C845CD5422A0300917D24FC6LLyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
951140657997266613
# Num Counters:
16
# Counter Values:
1348
1348
1348
1348
0
0
0
15
0
388859
388859
1348
0
0
0
24
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
0

$s9Upstreams12EndpointPoolC5share_4withy15HTTPConnections20HTTPClientConnectionC_AA14UpstreamStreamCtF
# Func Hash:
903233815936420271
# Num Counters:
10
# Counter Values:
0
413355
141417
141417
141417
0
139038
139038
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:141417

$s9Upstreams12EndpointPoolC6attach_2toyAA14UpstreamStreamC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
121256607174161913
# Num Counters:
12
# Counter Values:
533095
533095
533095
0
0
0
143569
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15UpstreamRequestC9poolReady_8isReusedy15HTTPConnections20HTTPClientConnectionC_SbtF:533095

$s9Upstreams12EndpointPoolC6detachyyF
# Func Hash:
135188633450152203
# Num Counters:
7
# Counter Values:
533095
533095
533095
0
0
0
0
$0

$s9Upstreams12EndpointPoolC6isKept33_1E53BBF22B2061C5E1B5880A0C4C61D9LLySb15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
1124680650534140287
# Num Counters:
4
# Counter Values:
1703
1703
1703
0
$0

$s9Upstreams12EndpointPoolC6settle33_1E53BBF22B2061C5E1B5880A0C4C61D9LLyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
862094015811869573
# Num Counters:
21
# Counter Values:
0
565343
425378
143599
143599
0
941
0
143599
941
0
0
142359
941
0
2394
0
0
941
0
4
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:143599
1
$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg:143599
0

$s9Upstreams12EndpointPoolC9offerRoom2ofy15HTTPConnections20HTTPClientConnectionC_tF
# Func Hash:
951140661197396356
# Num Counters:
18
# Counter Values:
2152
0
145751
145751
144511
2152
2152
2152
0
0
2152
0
143599
0
1233
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:145751
0

$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF
# Func Hash:
624597111751333990
# Num Counters:
7
# Counter Values:
0
0
17472
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
0
0
0

$s9Upstreams13ClusterMetricO9Telemetry0C5IndexAadEP11declarationAD0C11DeclarationVvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1692
$0

$s9Upstreams13ClusterMetricOSYAASY8rawValue03RawE0QzvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1692
$0

$s9Upstreams13ClusterMetricOwet
# Func Hash:
78612111971051120
# Num Counters:
10
# Counter Values:
1704
1704
0
0
0
0
0
0
0
1692
$0

$s9Upstreams13ClusterMetricOwst
# Func Hash:
1104024240248841140
# Num Counters:
14
# Counter Values:
0
1704
0
12
0
0
0
0
0
0
0
0
0
0
$0

$s9Upstreams13WorkerClusterC11isAggregateSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
533106
$0

$s9Upstreams13WorkerClusterC4pick8priority7isHTTP20F4BareAA12EndpointPoolCSg13Configuration15RoutingPriorityO_S2btF
# Func Hash:
671438674151094938
# Num Counters:
20
# Counter Values:
533095
0
325526
0
0
0
0
207575
207569
325526
0
325520
0
0
0
0
0
207569
0
0
$0

$s9Upstreams13WorkerClusterC4pool3for8priorityAA12EndpointPoolCSgAA0G0C_13Configuration15RoutingPriorityOtF
# Func Hash:
1042354056944724780
# Num Counters:
21
# Counter Values:
0
0
7
0
0
0
207565
0
10
0
10
7
10
0
0
0
0
0
0
0
0
$0

$s9Upstreams13WorkerClusterC6charge6status10isInternalys6UInt16V_SbtF
# Func Hash:
953800017566219737
# Num Counters:
36
# Counter Values:
0
0
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
533095
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s9Upstreams13WorkerClusterC6chooseyAC7cluster_AA8EndpointC8endpointtSgAA0F6ChoiceVF
# Func Hash:
93911641795463505
# Num Counters:
9
# Counter Values:
0
0
17472
0
0
0
0
0
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF:17472

$s9Upstreams13WorkerClusterC7cluster_AA8EndpointC8endpointtSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
17472
17472
$0

$s9Upstreams14EndpointChoiceVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
19441
$0

$s9Upstreams14EndpointChoiceVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
19441
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams14EndpointChoiceVwxx:19441

$s9Upstreams14EndpointChoiceVwxx
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
19441
0
0
$0

$s9Upstreams14SubsetCriteriaCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
17472
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:17472

$s9Upstreams14UpstreamStreamCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1969
$0

$s9Upstreams14UpstreamStreamCfd
# Func Hash:
135188635954868298
# Num Counters:
7
# Counter Values:
1969
1968
1968
0
0
0
0
$0

$s9Upstreams16EndpointCountersC16requestSucceededyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
533095
$0

$s9Upstreams17UpstreamTransportVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
18178
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams17UpstreamTransportVwxx:18178

$s9Upstreams17UpstreamTransportVwxx
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
18178
0
$0

$s9Upstreams18UpstreamConnectionC11stopWaiting33_12753243B8C6DF50FB28C2FA0ADF28FBLLyyF
# Func Hash:
844982797560798979
# Num Counters:
4
# Counter Values:
17472
17472
0
0
$0

$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
280511520829863713
# Num Counters:
18
# Counter Values:
16
17472
17472
17472
17472
17448
0
0
24
0
16
17456
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s8Proxying11TCPUpstreamC13upstreamEndedyy10Transports10ConnectionC_AE0F11CloseReasonOtF:17472

$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF
# Func Hash:
875034026931045355
# Num Counters:
11
# Counter Values:
17472
17472
17472
17472
17472
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamC14upstreamOpenedyy10Transports10ConnectionCF:17472

$s9Upstreams18UpstreamConnectionC2to2of3forAcA8EndpointC_AA13WorkerClusterC10Transports0C6OriginCSgtcfc
# Func Hash:
238984481941143025
# Num Counters:
3
# Counter Values:
17472
0
0
$0

$s9Upstreams18UpstreamConnectionC5adopt33_12753243B8C6DF50FB28C2FA0ADF28FBLLyy10Transports0C0CF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s9Upstreams18UpstreamConnectionC5beginAA11PoolFailureVSgyF
# Func Hash:
197471692663789797
# Num Counters:
18
# Counter Values:
17472
17472
17472
0
17472
0
0
0
0
1
0
0
0
0
0
0
0
0
$0

$s9Upstreams18UpstreamConnectionC7connect33_12753243B8C6DF50FB28C2FA0ADF28FBLLyy10EventLoops11SystemErrorVYKF
# Func Hash:
596847748406186720
# Num Counters:
13
# Counter Values:
0
0
17472
0
0
0
0
0
0
0
0
17472
0
$0

$s9Upstreams18UpstreamConnectionC8noteGone33_12753243B8C6DF50FB28C2FA0ADF28FBLL7isLocalySb_tF
# Func Hash:
896858937320001868
# Num Counters:
10
# Counter Values:
16
17472
17472
0
16
17456
0
0
0
0
$0

$s9Upstreams18UpstreamConnectionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17472
$0

$s9Upstreams7ClusterC11maintenances6UInt64Vvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
533095
$0

$s9Upstreams7ClusterC11tellsOriginSbvg
# Func Hash:
567185240010890254
# Num Counters:
5
# Counter Values:
0
0
0
34955
0
$0

$s9Upstreams7ClusterC21placeOfOtherTransport3forSiSgAA8EndpointC_tF
# Func Hash:
163404891404614501
# Num Counters:
25
# Counter Values:
0
0
18178
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
$0

$s9Upstreams7ClusterC9transport2ofAA17UpstreamTransportVAA8EndpointC_tF
# Func Hash:
1124680651882813910
# Num Counters:
3
# Counter Values:
18178
0
0
$0

$s9Upstreams8EndpointC13appendAddress2toy7Buffers10ByteBufferVz_tF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
0
346452
$0

$s9Upstreams9WaitQueueV8popFirstAA14UpstreamStreamCSgyF
# Func Hash:
927205938266860028
# Num Counters:
10
# Counter Values:
3500
0
3465
35
0
999
29
0
0
0
$0

$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSO_yXlTt0g5Tf4g_n
# Func Hash:
974670607003767707
# Num Counters:
6
# Counter Values:
0
39414
0
0
0
0
$0

$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSS_13Configuration11StructValueOTt0g5Tf4g_n
# Func Hash:
391331300515330044
# Num Counters:
6
# Counter Values:
0
18299
0
0
0
0
$0

$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSS_13HTTPSemantics13MetadataValueOTt0g5Tf4g_n
# Func Hash:
391331300515330044
# Num Counters:
6
# Counter Values:
0
58659
0
0
0
0
$0

$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSS_Says5UInt8VGTt0g5Tf4g_n
# Func Hash:
391331300515330044
# Num Counters:
6
# Counter Values:
0
533095
0
0
0
0
$0

$sSD17dictionaryLiteralSDyxq_Gx_q_td_tcfCSi_7Filters12FilterStreamC5ChainVTt0g5Tf4g_n
# Func Hash:
974670607003767707
# Num Counters:
6
# Counter Values:
0
3938
0
0
0
0
$0

$sSKsSQ7ElementRpzrlE9lastIndex2of0C0QzSgAB_tFSS8UTF8ViewV_Tg5
# Func Hash:
76346324149258615
# Num Counters:
16
# Counter Values:
0
2406
0
0
0
2447
41
0
0
0
0
0
0
41
41
41
$0

$sSMsSKRzrlE14_insertionSort6within9sortedEnd2byySny5IndexSlQzG_AFSb7ElementSTQz_AItKXEtKFSry9Telemetry13MetricListingV5Place33_D007888D136E2BB4BBE97D7E8E9FE348LLVG_Tg5014$s9Telemetry13jk46VyAcA0B8RegistryC_AA0B5QueryVtcfcSbAC5Place33_mnopqrstU13LLV_AJtXEfU2_Tf1nncn_n
# Func Hash:
950994589284390656
# Num Counters:
13
# Counter Values:
2583
1967
669
57
613
5
4
1
1
0
0
0
0
$0

$sSMsSKRzrlE14_insertionSort6within9sortedEnd2byySny5IndexSlQzG_AFSb7ElementSTQz_AItKXEtKFSrySays5UInt8VG4name_9Telemetry13MetricListingV6Number33_D007888D136E2BB4BBE97D7E8E9FE348LLO6numberAP5PlaceARLLV5placetG_Tg5014$s9Telemetry13lm29V13forEachNumberyyys4SpanVys5i43VG_s6UInt64VtXEFys10ArraySliceVyAC5Place33_opqrstuvW66LLVGXEfU_SbSayAHG4name_AC0F0AOLLO6numberAP5placet_ArS_AuvpWttXEfU_Tf1nncn_n
# Func Hash:
950994589284390656
# Num Counters:
13
# Counter Values:
1496
1480
63
48
16
0
0
2
2
0
0
0
0
$0

$sSMsSKRzrlE14_insertionSort6within9sortedEnd2byySny5IndexSlQzG_AFSb7ElementSTQz_AItKXEtKFSrySiG_Tg5139$s9Telemetry12MetricFamilyC15extractedPrefix_12statusTables9isForeignACSS_SayAA0B11DeclarationVGSayAA011StatusTableJ0VGSbtcfcSbSi_SitXEfU0_SaySays5UInt8VGGTf1nncn_nTf4nnng_n
# Func Hash:
807055965249246124
# Num Counters:
17
# Counter Values:
38582
36091
4389
1972
19
19
2462
0
220
185
0
0
0
0
0
0
2462
$0

$sSTsE13_copyContents12initializing8IteratorQz_SitSry7ElementQzG_tFSnys5Int32VG_Tg5
# Func Hash:
5832817393658766
# Num Counters:
10
# Counter Values:
2331
37
37
0
0
0
0
0
0
0
$0

$sSTsE13_copyContents12initializing8IteratorQz_SitSry7ElementQzG_tFs18ReversedCollectionVySnys5Int32VGG_Tg5
# Func Hash:
650973722559884441
# Num Counters:
8
# Counter Values:
1088
6
6
0
0
6
0
0
$0

$sSTsE21_copySequenceContents12initializing8IteratorQz_SitSry7ElementQzG_tFSs8UTF8ViewV_Tgq5
# Func Hash:
116406623167135270
# Num Counters:
18
# Counter Values:
5766
0
537
5229
446
0
446
0
446
0
0
0
0
0
0
0
5766
0
$0

$sSTsE8contains5whereS2b7ElementQzKXE_tKFSS8UTF8ViewV_Tg560$s9Telemetry14MetricRegistryC9sanitizedyS2SFZSbs5UInt8VXEfU_Tf1cn_n
# Func Hash:
764657764435379829
# Num Counters:
14
# Counter Values:
0
446
2453
0
3379
446
0
0
0
0
0
0
3543
5832
$0

$sSTsE8reversedSay7ElementQzGyFSnys5Int32VG_Tg5
# Func Hash:
331779888299314446
# Num Counters:
9
# Counter Values:
37
1184
1184
0
37
0
0
0
0
$0

$sSTsSL7ElementRpzrlE25lexicographicallyPrecedesySbqd__STRd__AAQyd__ABRSlFSays5UInt8VG_AGTg5
# Func Hash:
414921812552004805
# Num Counters:
9
# Counter Values:
24269
24269
22261
3009
36
36
0
0
0
$0

$sSTsSQ7ElementRpzrlE13elementsEqualySbqd__STRd__AAQyd__ABRSlFs10ArraySliceVys5UInt8VG_SS8UTF8ViewVTg5Tf4nx_n
# Func Hash:
630343211348240236
# Num Counters:
17
# Counter Values:
1076
1076
1076
0
0
509
501
0
0
0
0
0
0
0
0
1076
1076
$0

$sSTsSQ7ElementRpzrlE6starts4withSbqd___tSTRd__AAQyd__ABRSlFs10ArraySliceVys5UInt8VG_SS8UTF8ViewVTg5Tf4nx_n
# Func Hash:
728130255262022791
# Num Counters:
29
# Counter Values:
0
2548
6808
0
0
4730
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
6808
0
0
$0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lF15HTTPConnections13HTTP2HeldHead33_6342418ED1869147101DFF1B8D4F6911LLV_s15EmptyCollectionVyAIGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
59789
0
59789
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:59789
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lF5HTTP20E6StreamC_s15EmptyCollectionVyAHGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
2446
0
2446
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:2446
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lFSo6pollfdV_s15EmptyCollectionVyAGGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
1599
0
1599
0
0
0
0
0
0
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:1599
0

$sSa6append10contentsOfyqd__n_t7ElementQyd__RszSTRd__lF9Telemetry11MetricLabelV_SayAGGTg5
# Func Hash:
52047013800695382
# Num Counters:
9
# Counter Values:
81
4342
475
4731
5
0
0
0
0
$0

$sSa6append10contentsOfyqd__n_t7ElementQyd__RszSTRd__lF9Telemetry7LogSinkC_SayAGGTg5
# Func Hash:
52047013800695382
# Num Counters:
9
# Counter Values:
0
1623
0
1623
0
0
0
0
0
$0

$sSa6append10contentsOfyqd__n_t7ElementQyd__RszSTRd__lFs5UInt8V_s10ArraySliceVyAFGTg5
# Func Hash:
329227198378347490
# Num Counters:
17
# Counter Values:
2771
29
2743
2771
1
0
0
0
0
0
0
0
6
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
17
1:1078
9:632
17:223
7:217
8:147
2:117
5:94
65:52
3:50
33:46
16:40
6:33
513:22
4:11
129:6
32:2
64:1

$sSasSQRzlE2eeoiySbSayxG_ABtFZs5UInt8V_Tt1g5
# Func Hash:
974670607300770626
# Num Counters:
8
# Counter Values:
115
3980
3955
658
383
383
0
0
$0

$sSh8_VariantV6insertySb8inserted_x17memberAfterInserttxnFSS_Tg5
# Func Hash:
11922954720716284
# Num Counters:
5
# Counter Values:
823
1744
0
5
27
$0

$sSlsE5split9maxSplits25omittingEmptySubsequences14whereSeparatorSay11SubSequenceQzGSi_S2b7ElementQzKXEtKFSS_Tg5
# Func Hash:
246513013039143028
# Num Counters:
28
# Counter Values:
0
13
1052
13
13
10
64
0
0
0
0
64
54
0
2
0
0
0
10
19
0
0
0
0
64
64
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$sSlsE5split9maxSplits25omittingEmptySubsequences14whereSeparatorSay11SubSequenceQzGSi_S2b7ElementQzKXEtKFSS_Tg597$s13Configuration14FormatCommandsO5words33_593200D3C338F48A94C91AC37783C23DLLyShySSGSSFZSbSJXEfU_Tf1nncn_n
# Func Hash:
137866701603435386
# Num Counters:
32
# Counter Values:
0
387
450
450
0
27
7623
63
27
7623
0
0
0
27
0
0
126
0
0
0
0
27
0
0
0
0
27
27
387
63
0
0
$0

$sSlsE5split9maxSplits25omittingEmptySubsequences14whereSeparatorSay11SubSequenceQzGSi_S2b7ElementQzKXEtKFSs8UTF8ViewV_Tg5
# Func Hash:
1014354719394880828
# Num Counters:
42
# Counter Values:
0
0
3372
3264
0
108
0
108
0
108
12
12
0
0
0
0
12
0
0
0
0
0
0
0
0
0
0
0
0
0
48
0
0
0
0
0
0
3372
0
0
0
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$sSlsE5split9maxSplits25omittingEmptySubsequences14whereSeparatorSay11SubSequenceQzGSi_S2b7ElementQzKXEtKFs10ArraySliceVys5UInt8VG_Tg5
# Func Hash:
982771629736995677
# Num Counters:
29
# Counter Values:
0
172070
360
5605
414
409
3
0
0
0
411
2
0
0
0
0
0
0
1389
0
0
0
0
0
0
135
3
0
360
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
0

$sSlsSQ7ElementRpzrlE5split9separator9maxSplits25omittingEmptySubsequencesSay11SubSequenceQzGAB_SiSbtFSbABXEfU_s10ArraySliceVys5UInt8VG_TG5
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
176552
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay15HTTPConnections20HTTPClientConnectionCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
533095
529595
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay15HTTPConnections20HTTPServerConnectionCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
39218
39218
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay8Proxying15UpstreamRequestCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
1969
0
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSays5Int32VG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
74900
74900
0
0
$0

$sSr15_stableSortImpl2byySbx_xtKXE_tKFySryxGz_SiztKXEfU_9Telemetry14PrometheusRowsV3RowV_Tg5014$s9Telemetry14fg43VyAcA14MetricRegistryC_AA0D5QueryVtcfcSbAC3H11V_AItXEfU0_Tf1nnncn_n
# Func Hash:
173526422829339063
# Num Counters:
79
# Counter Values:
0
0
0
0
1
10644
736
2375
1
916
0
2215
2306
49
57
1603
54
55
0
51
323
0
0
0
0
14
51
3
3
8
22
22
0
13
760
291
0
3
8
1
0
0
1
42
8
0
8
0
0
0
8
1
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
2
0
0
0
0
0
0
0
0
0
0
0
$0

$sSr15_stableSortImpl2byySbx_xtKXE_tKFySryxGz_SiztKXEfU_Si_Tg5139$s9Telemetry12MetricFamilyC15extractedPrefix_12statusTables9isForeignACSS_SayAA0B11DeclarationVGSayAA011StatusTableJ0VGSbtcfcSbSi_SitXEfU0_SaySays5UInt8VGGTf1nnncn_nTf4nnnng_n
# Func Hash:
935055708724490113
# Num Counters:
65
# Counter Values:
0
0
35
31024
0
12336
9456
0
0
3228
360
23
117
35
1981
0
0
2880
0
0
0
0
0
46
46
35
23
0
12
11
12
0
0
23
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
23
0
0
0
0
0
0
0
0
0
0
0
0
0
2880
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
1
0:23

$ss10_NativeSetV13extractSubset5using5countAByxGs13_UnsafeBitsetV_SitFSS_Tg5
# Func Hash:
992371482162063710
# Num Counters:
16
# Counter Values:
9
27
1116
9
9
12
0
27
9
9
0
0
0
4
4
4
$0

$ss10_NativeSetV9insertNew_2at8isUniqueyxn_s10_HashTableV6BucketVSbtFSS_Tg5
# Func Hash:
526279452064647499
# Num Counters:
10
# Counter Values:
0
1680
2
0
0
62
0
0
0
0
$0

$ss11InlineArrayV9repeatingAByxq_Gq__tcfC$23__s6UInt32VTt1g5
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39902
$0

$ss11_StringGutsV19validateScalarIndexySS0E0VAEF
# Func Hash:
360019387990068195
# Num Counters:
6
# Counter Values:
9834
0
0
0
9834
8994
$0

$ss15ContiguousArrayV16_createNewBuffer14bufferIsUnique15minimumCapacity13growForAppendySb_SiSbtFSi_Tg5
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1300
$0

$ss17_NativeDictionaryV16_unsafeInsertNew3key5valueyxn_q_ntF9Telemetry16PrometheusFamilyV3KeyV_SiTg5
# Func Hash:
1063705162111847769
# Num Counters:
3
# Counter Values:
152513
5989
5989
$0

$ss17_NativeDictionaryV20_copyOrMoveAndResize8capacity12moveElementsySi_SbtF9Telemetry16PrometheusFamilyV3KeyV_SiTg5
# Func Hash:
157411392798849192
# Num Counters:
11
# Counter Values:
12
12
5989
0
12
243
0
554
47
0
554
$0

$ss17_NativeDictionaryV7_insert2at3key5valueys10_HashTableV6BucketV_xnq_ntF9Telemetry16PrometheusFamilyV3KeyV_SiTg5
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
4366
0
$0

$ss22_ContiguousArrayBufferV19_uninitializedCount15minimumCapacityAByxGSi_SitcfCs5UInt8V_Tt1gq5
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
10181
10181
$0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtF13Configuration16FieldDescriptionV_Tg5
# Func Hash:
1040079909134615379
# Num Counters:
9
# Counter Values:
1572
1572
342
0
1230
1572
0
0
783
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
4
65:341
129:326
513:300
257:263
0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtF13Configuration8JSONNodeV_Tg5
# Func Hash:
1040079909134615379
# Num Counters:
9
# Counter Values:
1393
1393
1389
0
16
1381
0
0
11
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
2
16:12
32:4
0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtF15HTTPConnections13HTTP2HeldHead33_6342418ED1869147101DFF1B8D4F6911LLV_Tg5
# Func Hash:
326953198419788627
# Num Counters:
9
# Counter Values:
1038
1038
208
0
830
1038
0
0
577
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
5
32:207
64:207
128:206
16:203
256:7
0
1
0:208

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtF9Telemetry11MetricLabelV_Tg5
# Func Hash:
1040079909134615379
# Num Counters:
9
# Counter Values:
200
4342
4456
0
5
81
0
0
4
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
32:5
0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtFSays5UInt8VG4text_Si5placet_Tg5
# Func Hash:
1040079909134615379
# Num Counters:
9
# Counter Values:
1830
1830
342
0
1488
1830
0
0
927
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
8
16:341
32:341
64:302
128:218
256:135
512:72
513:70
257:9
0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtFSi_Tg5
# Func Hash:
326953198419788627
# Num Counters:
9
# Counter Values:
1322
1069
631
0
725
1057
0
0
487
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
7
8:286
17:159
33:118
65:68
129:47
257:35
513:12
0
2
0:620
33:11

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtFs0B5SliceVys5UInt8VG_Tg5
# Func Hash:
1040079909134615379
# Num Counters:
9
# Counter Values:
2037
2037
508
0
1529
2037
0
0
751
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
6
32:413
64:398
128:366
256:174
512:109
513:69
0

$ss22_ContiguousArrayBufferV20_consumeAndCreateNew14bufferIsUnique15minimumCapacity13growForAppendAByxGSb_SiSbtFs5UInt8V_Tg5
# Func Hash:
326953198419788627
# Num Counters:
9
# Counter Values:
7991
2233
7304
0
730
1966
0
0
409
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
11
17:338
8:309
257:25
513:25
4:8
65:7
1:6
129:5
33:4
3:2
7:1
0
9
0:6601
33:259
5:143
8:131
9:74
17:70
16:16
7:6
6:4

$ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlF9Telemetry16PrometheusFamilyV3KeyV_Tg5
# Func Hash:
599005162984477666
# Num Counters:
11
# Counter Values:
14920
376
376
12121
11503
994
994
9805
5187
0
0
$0

$ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlFSS_Tg5
# Func Hash:
607699200200471043
# Num Counters:
5
# Counter Values:
3601
2830
2770
4229
876
$0

$ss22__RawDictionaryStorageC4findys10_HashTableV6BucketV6bucket_Sb5foundtxSHRzlF9Telemetry16PrometheusFamilyV3KeyV_Tg5
# Func Hash:
1063705162111847769
# Num Counters:
3
# Counter Values:
236589
9805
9805
$0

$ss22__RawDictionaryStorageC4findys10_HashTableV6BucketV6bucket_Sb5foundtxSHRzlFSS_Tg5
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
4229
$0

$ss32_copyCollectionToContiguousArrayys0dE0Vy7ElementQzGxSlRzlFSS8UTF8ViewV_Tgq5
# Func Hash:
11922952732531945
# Num Counters:
6
# Counter Values:
9853
9731
0
0
0
8560
$0

$ss32_copyCollectionToContiguousArrayys0dE0Vy7ElementQzGxSlRzlFSnySiG_Tg5
# Func Hash:
421769328770610693
# Num Counters:
12
# Counter Values:
4742
4499
243
243
243
0
0
0
0
0
0
0
$0

$ss6UInt64VIegy_SgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
56714
56702
$0

$ss6_merge3low3mid4high6buffer2bySbSpyxG_A3GSbx_xtKXEtKlF9Telemetry14PrometheusRowsV3RowV_Tg5014$s9Telemetry14hi43VyAcA14MetricRegistryC_AA0D5QueryVtcfcSbAC3J11V_AItXEfU0_Tf1nnnnc_n
# Func Hash:
753411355801001169
# Num Counters:
52
# Counter Values:
0
69
0
2671
0
0
689
944
0
564
0
0
0
0
103
0
0
0
0
0
0
380
0
772
0
100
0
0
0
69
0
100
7
0
0
0
0
7
0
0
0
0
0
0
0
0
0
0
0
7
380
564
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
6
0
2
0:5
513:2
0
0
1
513:7
0

$ss6_merge3low3mid4high6buffer2bySbSpyxG_A3GSbx_xtKXEtKlFSi_Tg5139$s9Telemetry12MetricFamilyC15extractedPrefix_12statusTables9isForeignACSS_SayAA0B11DeclarationVGSayAA011StatusTableJ0VGSbtcfcSbSi_SitXEfU0_SaySays5UInt8VGGTf1nnnnc_nTf4nnnng_n
# Func Hash:
155500175166821689
# Num Counters:
34
# Counter Values:
0
0
0
0
0
0
1765
418
0
0
0
0
23
0
0
0
0
23
0
0
0
0
0
0
0
0
0
16
0
0
0
7
1765
138
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
6
0
1
0:23
0
0
2
257:12
16:11
0

__swift_instantiateConcreteTypeFromMangledName
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
118681
3130
$0

__swift_memcpy1_1
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
9818
$0

__swift_noop_void_return
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
5540
$0

