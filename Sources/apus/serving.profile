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
427141
655
427796
427784
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
2735467
2696256
37896
0
$0

$s10EventLoops0A4LoopC12buryDetached33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
255995254510318837
# Num Counters:
19
# Counter Values:
0
84867
50955
0
427806
50965
78
50887
50958
7
10
50955
0
0
0
0
427796
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
$s10Transports10ConnectionC8detachedyyF:84855
$s10EventLoops0A6SourceC8detachedyyF:12
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:10
1
0:50955

$s10EventLoops0A4LoopC12enqueueFlushyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
1257827
1257827
0
$0

$s10EventLoops0A4LoopC12enqueueReadyyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
17289
17289
0
$0

$s10EventLoops0A4LoopC13continueReady33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
920864485235566002
# Num Counters:
18
# Counter Values:
34529
34529
34529
17230
17289
17267
17289
17289
0
0
0
4764
59
5325
4764
0
0
5385
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s10Transports10ConnectionC5readyyyF:17289
1
$s10Transports10ConnectionC5flushyyF:34529
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
56
427741
427740
427705
35
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
427705
427740
427705
$0

$s10EventLoops0A4LoopC14flushScheduled33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
675800678640664319
# Num Counters:
9
# Counter Values:
427796
1126998
1112076
1126998
802562
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
$s10Transports10ConnectionC5flushyyF:1112076
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
3026459
3022186
37628
2734152
2696524
$0

$s10EventLoops0A4LoopC20takeConnectionNumbers6UInt64VyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
85387
$0

$s10EventLoops0A4LoopC3runyyF
# Func Hash:
146835646196673450
# Num Counters:
3
# Counter Values:
427759
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
65
0
0
0
96298
0
0
96298
0
96298
0
0
1423917
0
2759
0
1423917
0
0
1423916
0
0
0
0
427169
427796
374766
4764
427796
52
0
0
0
1
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
3
$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF:1376459
$s10EventLoops8AcceptorC6handleyyAA0A3SetVF:47445
$s10EventLoops12SignalSourceC6handleyyAA0A3SetVF:12
1
$s10Transports10ConnectionC5flushyyF:96298
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
85429
6
0
0
0
0
0
0
0
85390
$0

$s10EventLoops0A4LoopC6detach_10descriptor0E6ClosesyAA0A6SourceC_s5Int32VSbtF
# Func Hash:
650973719758880617
# Num Counters:
8
# Counter Values:
84882
84882
84882
27
0
3
0
41
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
683330
217432
$0

$s10EventLoops0A6SourceC10isAttachedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
84855
$0

$s10EventLoops0A6SourceC4loopAcA0A4LoopC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
85390
$0

$s10EventLoops10SourceListV11removeFirstyySiF
# Func Hash:
1083495315244199499
# Num Counters:
4
# Counter Values:
5384
0
675
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
8
8:302
16:196
17:138
32:24
129:7
257:5
65:2
64:1
0

$s10EventLoops10TimerWheelV10popExpired2atAA04LoopC0CSgs6UInt64V_tF
# Func Hash:
750865551241438010
# Num Counters:
13
# Counter Values:
819
543
336
655
978
1308
655
1198
539
655
323
0
621
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
298547
295828
$0

$s10EventLoops10TimerWheelV6removeyyAA04LoopC0CF
# Func Hash:
844982796591859892
# Num Counters:
4
# Counter Values:
225554
212738
84066
2054
$0

$s10EventLoops10TimerWheelV8earliest33_46D69539C3BDAE4FEBE54275918E16D2LLs6UInt64V4tick_Si4slottSgyF
# Func Hash:
290495007224705245
# Num Counters:
5
# Counter Values:
1344353
855536
855489
0
8788
$0

$s10EventLoops14FileDescriptorV5closeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
84855
84855
$0

$s10EventLoops14FileDescriptorVfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
84855
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
15489
$0

$s10EventLoops7SocketsO4make3for9operationAA14FileDescriptorV16NetworkAddresses13SocketAddressO_SSyXKtAA11SystemErrorVYKFZ
# Func Hash:
679119373655564149
# Num Counters:
5
# Counter Values:
0
15489
0
15489
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
15489
$0

$s10EventLoops7SocketsO7connect_2tos5Int32VAA14FileDescriptorV_16NetworkAddresses13SocketAddressOtFZTf4nnd_n
# Func Hash:
438284562383189920
# Num Counters:
10
# Counter Values:
15489
15489
15489
15489
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
69901
47445
69901
0
0
0
0
0
0
0
0
47445
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
$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:69898
$s5Admin0A8AcceptorC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:3
2
$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF:47442
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
2942869
0
59502
2562
0
$0

$s10EventLoops9LoopTimerC4loop5owner4kind11timeoutKindAcA0aC0C_AA0D5OwnerCSgs5UInt8VAA07TimeoutI0Otcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
148375
$0

$s10EventLoops9LoopTimerC5placeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
238697
150660
$0

$s10EventLoops9LoopTimerCfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
147317
143582
$0

$s10Transports10ConnectionC10dropSourceyyF
# Func Hash:
650973720145446879
# Num Counters:
8
# Counter Values:
84855
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
3299
3299
3295
$0

$s10Transports10ConnectionC10pipedCountSivg
# Func Hash:
844982796701484031
# Num Counters:
4
# Counter Values:
0
403949
0
0
$0

$s10Transports10ConnectionC10receiveRaw4intoAA11ReadOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
456618549423834958
# Num Counters:
15
# Counter Values:
58221
1335174
1191334
4
0
1335170
143060
59761
0
1139432
1319778
1540
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
1483
10
0
4012
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF:5505

$s10Transports10ConnectionC10takeUnreadAA11ReadOutcomeV5StateOyF
# Func Hash:
526279452852750498
# Num Counters:
12
# Counter Values:
0
467946
467944
467946
2
2
2
2
0
0
0
1
$0

$s10Transports10ConnectionC11deliverRestyyF
# Func Hash:
356538120655674419
# Num Counters:
7
# Counter Values:
6
0
0
0
0
14983
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
84858
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
702461
687526
687526
687526
687526
687526
283567
283567
687526
645855
645855
0
0
9
13
0
0
0
0
13
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
157991
157991
54673
107755
0
0
54562
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
612889
0
536
$0

$s10Transports10ConnectionC12pauseReadingyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14960
$0

$s10Transports10ConnectionC12sendOutboundyyF
# Func Hash:
748768865581908580
# Num Counters:
38
# Counter Values:
0
0
1188005
0
0
0
0
54918
0
1242905
0
0
0
0
0
1242905
0
0
0
0
0
1242898
1242898
7
1187987
1187987
14
0
1242898
1187980
1187980
0
20
1187973
0
9
11
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
14960
14960
0
$0

$s10Transports10ConnectionC15continueReadingyyF
# Func Hash:
376260593386337242
# Num Counters:
9
# Counter Values:
17289
17289
3492
15620
3492
3492
15620
2453
14581
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:3299
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:193

$s10Transports10ConnectionC15endOurDirectionyyF
# Func Hash:
264495434870589620
# Num Counters:
4
# Counter Values:
1473
245
69607
18
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF:1473

$s10Transports10ConnectionC16takeSplicedCountSiyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
468099
$0

$s10Transports10ConnectionC17armHandshakeTimeryyF
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1492
0
0
$0

$s10Transports10ConnectionC17armLifecycleTimeryys6UInt64VF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
179752
179752
70389
179752
0
$0

$s10Transports10ConnectionC17notifyWhenDrainedyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
46494
2589
$0

$s10Transports10ConnectionC20isAboveHighWatermarkSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
871895
$0

$s10Transports10ConnectionC22hasReceivedEndOfStreamSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
69861
$0

$s10Transports10ConnectionC4loop10descriptor6remote5localAC10EventLoops0G4LoopC_AH14FileDescriptorV16NetworkAddresses13SocketAddressOAOSgtcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
69901
$0

$s10Transports10ConnectionC4send33_D2D32E4CF9C4DF2ADBF2F94460EDBF19LLyyF
# Func Hash:
228962954689488054
# Num Counters:
14
# Counter Values:
6542
0
1181539
0
54690
54817
0
54690
1155740
6542
0
0
0
54690
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s3TLS12TLSTransportC5write4from2on10Transports12WriteOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:61359

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
69843
14943
69843
0
54900
54900
18
0
$0

$s10Transports10ConnectionC5flushyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1242905
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
17289
17289
0
0
17289
0
2
0
1482
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
$s3TLS12TLSTransportC10wantsFlushSbvg:1484

$s10Transports10ConnectionC5startyyF
# Func Hash:
1096621587831064068
# Num Counters:
5
# Counter Values:
69901
0
1492
1492
68409
$0

$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF
# Func Hash:
1141247764307122949
# Num Counters:
31
# Counter Values:
0
0
1376459
54562
54383
1253640
15489
103318
0
103318
4012
1203279
2693
8
0
0
9
0
4012
15489
9
0
13
0
1
0
15489
15488
0
9
0
$0

$s10Transports10ConnectionC6lingeryyF
# Func Hash:
567185242781546426
# Num Counters:
5
# Counter Values:
227
54900
54673
54673
54900
$0

$s10Transports10ConnectionC6opened33_2C2846B28123F9D15E59B25BD653F05DLLyyF
# Func Hash:
18663488466359223
# Num Counters:
10
# Counter Values:
85084
85380
15489
69888
85380
85380
85084
1496
0
1496
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF:54938
$s8Proxying15TCPProxySessionC16connectionOpenedyyF:14953
$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF:14953
$s15HTTPConnections21HTTP1ClientConnectionC16connectionOpenedyyF:521
$s15HTTPConnections21HTTP2ClientConnectionC16connectionOpenedyyF:15

$s10Transports10ConnectionC6origin10forTellingAA0B6OriginCSgSb_tF
# Func Hash:
650973720149239099
# Num Counters:
8
# Counter Values:
29906
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
15489
0
15489
15489
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
14952
1187998
54900
14952
3223
3223
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF:3223

$s10Transports10ConnectionC7handlerAA0B7HandlerCSgvs
# Func Hash:
37730073980293528
# Num Counters:
4
# Counter Values:
0
85583
193
85583
$0

$s10Transports10ConnectionC7receive33_67B225CA7C0152DF30F7EFC786F59F03LLyyF
# Func Hash:
197088143187051970
# Num Counters:
24
# Counter Values:
58
0
55
14970
257
180
1205036
1204978
16058
1202370
1204768
1204768
55
48074
29894
55
29894
0
1482
780
0
14924
780
8
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
6
$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF:467946
$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF:404184
$s8Proxying15TCPProxySessionC18connectionReadable11endOfStreamySb_tF:156719
$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF:142815
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:25966
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:7348
1
$s3TLS12TLSTransportC10wantsFlushSbvg:49556

$s10Transports10ConnectionC7sendRaw4fromAA12WriteOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
331779888104955211
# Num Counters:
9
# Counter Values:
0
1215001
1217525
1215001
1215001
0
1215001
1155740
0
$0

$s10Transports10ConnectionC8closeNowyyAA0B11CloseReasonOF
# Func Hash:
903345235644837084
# Num Counters:
9
# Counter Values:
84855
84855
69854
1492
84855
69861
0
14940
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
$s3TLS12TLSTransportC6closedyyF:1492
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:54755
$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:14953
$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:14953
$s15HTTPConnections21HTTP2ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:193
$s15HTTPConnections21HTTP1ClientConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:1

$s10Transports10ConnectionC8detachedyyF
# Func Hash:
287486628912133448
# Num Counters:
6
# Counter Values:
84855
0
0
84855
0
0
$0

$s10Transports10ConnectionC8isClosedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
160435
$0

$s10Transports10ConnectionC8readOnce33_67B225CA7C0152DF30F7EFC786F59F03LLAA11ReadOutcomeVyF
# Func Hash:
716669422958198027
# Num Counters:
7
# Counter Values:
0
55
1155481
780
1174102
30101
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:49557

$s10Transports10ConnectionC8readableyy10EventLoops0D3SetVF
# Func Hash:
965012993927400262
# Num Counters:
17
# Counter Values:
0
0
1203279
30416
48
1203227
4
14978
0
0
4
1190892
0
4
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
29873
29873
29873
15960
$0

$s10Transports10ConnectionC9hasOutputSbvg
# Func Hash:
543243708474390485
# Num Counters:
4
# Counter Values:
14941
14941
14941
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
20309
45059
45059
193
44866
44866
12475
$0

$s10Transports10ConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
84855
$0

$s10Transports10ConnectionCfd
# Func Hash:
391331303746805509
# Num Counters:
6
# Counter Values:
0
0
84855
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
15489
$0

$s10Transports16ConnectionOriginCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:14953

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
154808
$0

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZTf4nnd_n
# Func Hash:
135896433335601181
# Num Counters:
26
# Counter Values:
0
29850
54912
30
0
84947
0
0
0
0
0
0
124773
0
29850
155
0
30
0
0
124773
0
29850
155
0
30
$0

$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
47442
0
$0

$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF
# Func Hash:
356538117563808643
# Num Counters:
7
# Counter Values:
0
69898
69898
0
69898
69898
69898
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
69898
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
1492
0
0
12
0
0
0
69898
0
0
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
$s8Proxying21HTTPConnectionManagerCAA8ChainEndA2aDP5adopt__6behindy10Transports10ConnectionC_7Filters0I5FactsCSayAK13NetworkFilterCGtFTW:54945
$s8Proxying17ConnectionServiceCAA8ChainEndA2aDP5adopt__6behindy10Transports0B0C_7Filters0B5FactsCSayAK13NetworkFilterCGtFTW:14953
0

$s12ProxyRuntime15ListenerServiceC6admits33_D2353B0392C331F211412F93C9351CA7LLSbyF
# Func Hash:
653247340856437173
# Num Counters:
13
# Counter Values:
69898
0
0
0
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
69898
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
1831
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s13Configuration06RouterA0Vwcp:1831

$s13Configuration06RouterA0Vwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1875
$0

$s13Configuration07ClusterA0V13proxyProtocolAA013UpstreamProxydA0VSgvg
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
45416
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
48628
$0

$s13Configuration15RetryConditionsV12gatewayErrorACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
$0

$s13Configuration15RetryConditionsV12retriable4xxACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
$0

$s13Configuration15RetryConditionsV16retriableHeadersACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
$0

$s13Configuration15RetryConditionsV20retriableStatusCodesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
$0

$s13Configuration15RetryConditionsV6mayAsk3forSbs6UInt16V_tF
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
48628
0
$0

$s13Configuration15RetryConditionsV7anyGRPCACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
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
15573
12
$0

$s13Configuration24CircuitBreakerThresholdsVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
15525
15513
$0

$s13Configuration24CircuitBreakerThresholdsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
15573
$0

$s13Configuration24CircuitBreakerThresholdsVwst
# Func Hash:
567185240178928211
# Num Counters:
5
# Counter Values:
15573
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
15513
94
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s13Configuration24CircuitBreakerThresholdsVwcp:15513
1
$s13Configuration24CircuitBreakerThresholdsVwst:15513
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
613428
0
0
64001
0
549427
0
0
0
0
0
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
1809
$0

$s13HTTPSemantics11RequestHeadV6isGRPCSbvg
# Func Hash:
287486624888688056
# Num Counters:
6
# Counter Values:
128000
64000
613425
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
1809
$0

$s13HTTPSemantics12RefererFieldO7isPlain33_AEC32440E88C6016B5A1FBA0FEAB53CDLLySbs4SpanVys5UInt8VGFZTf4nd_n
# Func Hash:
908950565784854908
# Num Counters:
19
# Counter Values:
0
0
613422
613422
613422
0
613422
613422
0
0
0
613422
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
613422
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
2921646
0
0
$0

$s13HTTPSemantics12ResponseHeadVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3621
$0

$s13HTTPSemantics12ServerStreamCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1812
$0

$s13HTTPSemantics12ServerStreamCfd
# Func Hash:
135188635954868298
# Num Counters:
7
# Counter Values:
1812
1812
1812
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
687193
1992
685204
$0

$s13HTTPSemantics8HeaderIDV4names12StaticStringVvg
# Func Hash:
1144487900784059767
# Num Counters:
118
# Counter Values:
4674769
9
79
211475
17488
10
9
9
9
426924
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
613446
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
701
9
9
9
128073
9
1691
2080
209488
418967
597234
1636
9
0
9
9
9
9
9
9
9
28
9
17
9
614672
9
9
0
9
9
9
9
27
2117
9
2141
9
12
9
614785
49
9
9
9
1459
9
1445
9
597205
209488
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
1436
0
0
0
0
0
687193
0
0
701
0
0
0
0
0
0
0
0
0
0
0
0
0
0
17516
3452
3768
2108
209508
0
0
0
0
64
0
0
0
0
3
209479
0
0
0
0
0
12
1351
5005
0
17555
0
1987
0
9
3371
0
0
0
1279
0
1238
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
17479
15
0
0
0
0
0
0
2108
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
1238
0
0
0
0
0
0
0
0
0
1351
2
0
1250
0
2071
0
1987
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
2132
0
0
0
67
0
0
0
0
0
0
0
1987
0
0
1935
0
0
0
0
0
0
0
0
0
1217
17
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
64
0
0
0
0
0
209479
0
1279
0
0
1238
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
613425
0
$0

$s13HTTPSemantics8MetadataVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
71707
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
406791
0
0
0
0
0
0
405576
0
405576
0
0
0
0
0
0
0
0
0
0
0
0
0
0
243
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54671
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
341199223409513399
# Num Counters:
27
# Counter Values:
0
0
54671
54671
0
273355
273355
54671
54671
0
273355
54671
54671
54671
54671
54671
54671
54671
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
1758387
1641950
2313702
133916
0
1700277
$0

$s13HTTPSemantics9HeaderMapV11extendValue2at9separator_ySi_s12StaticStringVy7Buffers10ByteBufferVzXEtF018$s13HTTPSemantics9bc59V8ProxyingE15appendForwardedyys4SpanVys5UInt8VGFy7Buffers10kL7VzXEfU_s0S0Vys0U0VGTf1nncn_n
# Func Hash:
1065123702328387272
# Num Counters:
15
# Counter Values:
17479
17479
0
0
0
0
0
0
0
17479
0
17479
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
2290226
2600
$0

$s13HTTPSemantics9HeaderMapV12notePresenceyyAA0B2IDVF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
5609751
741425
$0

$s13HTTPSemantics9HeaderMapV15sanitizeRefereryyF
# Func Hash:
391331302394690820
# Num Counters:
7
# Counter Values:
0
5924741
613422
613422
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
1403838
2522633
0
0
871895
0
871895
871895
0
0
0
0
0
0
0
0
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
871895
871895
0
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10ByteBufferVzXEfU_
# Func Hash:
801277454386375900
# Num Counters:
11
# Counter Values:
677425
0
0
0
64000
613425
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
81479
0
595946
704
0
81479
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF054$s8Proxying12ActiveStreamC12setRequestIDyyFy7Buffers10gH7VzXEfU_s6UInt64VALTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
17479
0
391948
0
0
17479
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF088$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtFy7Buffers10gH7VzXEfU_s0T0VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
0
0
613425
576
0
0
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF091$s8Proxying12RouterFilterC15upstreamHeaders_9endStreamyAA15UpstreamRequestC_SbtFy7Buffers10gH7VzXEfU_s6UInt64VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
17479
0
595946
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
5769967
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
2131236
0
1517814
1517814
0
0
1517814
0
$0

$s13HTTPSemantics9HeaderMapV6appendyyAA0B2IDV_s4SpanVys5UInt8VGtF
# Func Hash:
801277458014341285
# Num Counters:
11
# Counter Values:
1674851
0
0
595946
805425
209480
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
613425
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
72147
935680
72147
72147
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
2
0:54668
16:17479

$s13HTTPSemantics9HeaderMapV8ProxyingE15appendForwardedyys4SpanVys5UInt8VGF
# Func Hash:
1096621588078651545
# Num Counters:
5
# Counter Values:
0
192269
595946
17479
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
656016
0
0
0
0
0
0
0
54668
0
0
0
0
0
0
0
0
0
0
0
54668
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
54668
0
273340
0
54668
54668
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
436975
402017
157311
0
34958
0
0
0
0
0
0
0
0
0
0
34958
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
613425
613425
613425
0
$0

$s13HTTPSemantics9HeaderMapV8setValue2at_ySi_s4SpanVys5UInt8VGtF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
630903
0
$0

$s13HTTPSemantics9HeaderMapV9removeAllyyF
# Func Hash:
1124680653679132783
# Num Counters:
3
# Counter Values:
0
3567565
0
$0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF018$s13HTTPSemantics9bc45V3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10iJ7VzXEfU_s0rS0VTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
677425
0
0
0
0
613425
0
0
0
64000
0
0
0
677425
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
409427
1
0
0
0
0
409427
0
0
0
0
0
0
409427
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
613425
0
0
0
0
613425
0
0
0
0
0
0
0
613425
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
613425
0
0
18
0
613425
0
0
0
0
0
0
0
613425
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
522639
522639
522639
0
0
3
54690
467946
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
873112
438
$0

$s13HTTPSemantics9HeaderSetV21countedOnceInRequestsACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
404207
$0

$s13HTTPSemantics9HeaderSetV22countedOnceInResponsesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
468467
$0

$s13RuntimeValues0A6NumberV7currents6UInt64Vvg
# Func Hash:
1063705162494746942
# Num Counters:
3
# Counter Values:
49219
49219
49219
$0

$s15HTTPConnections20HTTPClientConnectionC12countTrafficyyF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
10648
9073
3299
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:9073

$s15HTTPConnections20HTTPClientConnectionC13stopIdleTimeryyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
609973
592796
$0

$s15HTTPConnections20HTTPClientConnectionC14startIdleTimer5afterys6UInt64V_tF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
468336
468336
535
708
0
$0

$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
613425
145479
$0

$s15HTTPConnections20HTTPServerConnectionC10connection5owner7options11speaksHTTP2AC10Transports0C0C_AA0bC5OwnerCAA0bC7OptionsVSbtcfc
# Func Hash:
927205939964404080
# Num Counters:
9
# Counter Values:
55141
3
55141
3
0
55141
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
613425
613425
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC11endReleasedyyF:403946
$s15HTTPConnections21HTTP2ServerConnectionC11endReleasedyyF:209479

$s15HTTPConnections20HTTPServerConnectionC10stopTimersyyF
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
109638
109638
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
485136
484878
54989
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:484872
$s5Admin0A11ConnectionsC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:6

$s15HTTPConnections20HTTPServerConnectionC4PeerVyAE16NetworkAddresses13SocketAddressOcfCTf4nd_n
# Func Hash:
1124680650602959256
# Num Counters:
3
# Counter Values:
0
55141
0
$0

$s15HTTPConnections20HTTPServerConnectionC7armHeadyyF
# Func Hash:
37730074275502569
# Num Counters:
5
# Counter Values:
613428
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
613425
0
$0

$s15HTTPConnections20HTTPServerConnectionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
55141
$0

$s15HTTPConnections21HTTP1ClientConnectionC11takeSpliced33_108072ED44BE0B80B070D2BECA2E9012LLyy13HTTPSemantics0C6StreamCF
# Func Hash:
1108181536843906764
# Num Counters:
4
# Counter Values:
468037
91
91
2
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15UpstreamRequestC19responseDataSpliced_9endStreamySi_SbtF:91

$s15HTTPConnections21HTTP1ClientConnectionC12finishStream33_108072ED44BE0B80B070D2BECA2E9012LL05endOfF0ySb_tF
# Func Hash:
908742321315586228
# Num Counters:
18
# Counter Values:
0
467946
0
467946
467945
1
467946
467946
0
0
0
467946
0
467946
467946
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
0
1
$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF:467945

$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
757987888527947852
# Num Counters:
11
# Counter Values:
0
3
467946
467946
467946
467946
467945
467946
0
467945
0
$0

$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
468037
468036
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:468036

$s15HTTPConnections21HTTP1ClientConnectionC6handle33_108072ED44BE0B80B070D2BECA2E9012LLySb0B00B4StepO_13HTTPSemantics0C6StreamC7Buffers10ByteBufferVzANztF
# Func Hash:
377985392134887869
# Num Counters:
42
# Counter Values:
0
467946
0
0
0
0
0
467943
467945
0
467945
1
1
0
1
0
0
0
467945
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
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:467946
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:467945
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
468037
468037
935891
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
467946
1
0
91
0
0
1
0
468037
0
0
0
0
0
0
0
0
0
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
54948
$0

$s15HTTPConnections21HTTP1ServerConnectionC11beginStreamyyF
# Func Hash:
515008861668025288
# Num Counters:
5
# Counter Values:
403949
403949
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
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:403946
$s5Admin0A11ConnectionsC10makeStream2on13HTTPSemantics06ServerD0C15HTTPConnections20HTTPServerConnectionC_tF:3

$s15HTTPConnections21HTTP1ServerConnectionC11decideReuseyyF
# Func Hash:
624520584751353295
# Num Counters:
11
# Counter Values:
0
54671
0
349278
0
349278
0
349278
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
403946
403946
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
403949
0
403948
0
403947
403947
0
349258
0
0
349258
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
403948
403949
1211835
403949
0
403949
1
0
1
403949
0
403949
0
1
0
54690
3
403946
403948
403948
0
403949
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
403949
0
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC13decideReading33_477EB726209AD7FE45979F8193544B06LLyyF
# Func Hash:
896858934374428610
# Num Counters:
11
# Counter Values:
404028
403988
40
18
403948
0
0
403948
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
1481
1482
193
54727
0
15
0
1481
1
0
0
53453
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s3TLS12TLSTransportC19applicationProtocolSSvg:1482
1
$s8Proxying21HTTPConnectionManagerC11http2Chosenyy15HTTPConnections20HTTPServerConnectionCF:193

$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF
# Func Hash:
212427825531466200
# Num Counters:
4
# Counter Values:
54755
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
$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF:54752
$s5Admin0A11ConnectionsC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0H11CloseReasonOtF:3

$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
54938
54938
54938
$0

$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
536873293221928524
# Num Counters:
4
# Counter Values:
404222
404029
40
54935
$0

$s15HTTPConnections21HTTP1ServerConnectionC22finishStreamIfCompleteyyF
# Func Hash:
585075841721807903
# Num Counters:
17
# Counter Values:
807937
403949
403949
0
0
403949
403949
0
349259
0
349259
54690
0
349259
0
0
349259
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:403946
$s5Admin0A11ConnectionsC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:3

$s15HTTPConnections21HTTP1ServerConnectionC7processyyF
# Func Hash:
93121762855945415
# Num Counters:
89
# Counter Values:
0
807980
807979
403951
404029
403967
403949
403949
403949
0
404029
0
0
403949
0
0
3
0
62
0
2
0
0
0
2
0
1
404028
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
0
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
403970
0
0
403949
403949
403949
403949
403948
0
0
0
0
0
404010
404028
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
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:403946
$s5Admin0A6StreamC22requestHeadersReceived03endB0ySb_tF:3
1
$s8Proxying12ActiveStreamC19requestDataReceived_03endC0ys4SpanVys5UInt8VG_SbtF:2
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
54690
54690
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
1014045258167405403
# Num Counters:
17
# Counter Values:
403949
403949
403949
403949
403949
403949
403946
349260
3
0
4
403945
0
0
0
403949
403946
$0

$s15HTTPConnections21HTTP1ServerConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54948
$0

$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
927205940351213107
# Num Counters:
11
# Counter Values:
145479
0
145479
0
9851
0
20919
135630
9849
0
0
$0

$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
145509
$0

$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1862
1847
1847
$0

$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3223
$0

$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
376260592669507976
# Num Counters:
9
# Counter Values:
10647
10647
0
0
10647
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
13885
13885
13885
0
11645
3018
9058
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
615787984265619610
# Num Counters:
46
# Counter Values:
0
0
0
0
2012
0
0
0
0
0
2012
0
0
0
0
0
0
0
0
0
0
0
0
0
146237
0
0
0
15
0
0
0
146237
0
0
0
0
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
14
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
0
0
0
0

$s15HTTPConnections21HTTP2ClientConnectionC7deliver_2of9endStreamys4SpanVys5UInt8VG_0B00bH0CSbtF
# Func Hash:
239377746714203210
# Num Counters:
8
# Counter Values:
146237
758
145479
0
145479
0
145479
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
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:145479
1
$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF:145479
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:758

$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg
# Func Hash:
1124680650898168297
# Num Counters:
4
# Counter Values:
436497
436497
436497
436497
$0

$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
744434112782061462
# Num Counters:
20
# Counter Values:
64000
64000
0
0
0
22557
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
209479
$0

$s15HTTPConnections21HTTP2ServerConnectionC11deliverHead2of9endStreamy0B00bI0C_SbtF
# Func Hash:
72790607990933407
# Num Counters:
13
# Counter Values:
209479
29124
0
0
0
209479
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
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:209479

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
209479
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
209479
209479
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
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:209479
0

$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF
# Func Hash:
325048436923033855
# Num Counters:
19
# Counter Values:
0
0
209479
209479
0
0
209479
0
0
209479
209479
32545
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
26159
188
26159
26159
26159
188
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
26159
26159
0
24294
0
24294
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
419716
0
39083
209479
0
209479
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
209479
0
0
0
0
209479
0
0
19886
0
19886
19886
19886
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
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:209479

$s15HTTPConnections21HTTP2ServerConnectionC6handleyy0B00B4StepO_7Buffers10ByteBufferVtF
# Func Hash:
425752983441310408
# Num Counters:
27
# Counter Values:
64964
0
0
192
0
772
0
0
0
0
772
0
0
0
0
0
193
64000
0
64000
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
0
0
0

$s15HTTPConnections21HTTP2ServerConnectionC6isOverySb0B00B6StreamCFTf4nd_n
# Func Hash:
567185239727864303
# Num Counters:
6
# Counter Values:
482958
209479
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
483274752362315937
# Num Counters:
10
# Counter Values:
210237
210237
0
0
210237
758
6538
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
13885
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
26159
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
476436906414378525
# Num Counters:
14
# Counter Values:
145479
0
145479
0
0
0
0
0
0
31999
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
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:145479

$s15HTTPConnections9HTTP2SidePAAE12deliverHeads33_6342418ED1869147101DFF1B8D4F6911LLyyFAA0B16ServerConnectionC_Tg5
# Func Hash:
948827211107415281
# Num Counters:
7
# Counter Values:
209479
209479
0
29124
0
0
0
$0

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
301076
148249
301076
10647
0
9360
145479
142180
0
0
0
28700
10647
0
0
145479
148249
10647
145479
0
3299
0
3299
0
15
0
3299
0
0
0
7348
0
0
0
62
0
0
0
0
0
7348
7348
7348
7348
7348
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
300602
64964
300602
26159
0
26931
209479
209479
0
0
0
29124
26159
0
0
209479
64964
26159
209479
0
0
0
0
0
193
16755
0
0
0
0
26159
0
0
0
771
0
0
0
0
0
9403
9403
9403
9403
9403
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
13885
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
26159
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
1636277
0
$0

$s16NetworkAddresses11AddressTextV6append7decimalys6UInt16V_tF
# Func Hash:
920543277903067295
# Num Counters:
15
# Counter Values:
220840
36
36
55237
55237
220840
36
36
55237
55237
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
70473
0
70473
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
15489
0
0
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
15537
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
1516543
753222
$0

$s16NetworkAddresses13SocketAddressOSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:14953

$s16NetworkAddresses13SocketAddressOSgWOy
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
713765
69898
$0

$s16NetworkAddresses13SocketAddressOWOe
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
1055947
47457
$0

$s16NetworkAddresses13SocketAddressOWOy
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
924865
0
$0

$s16NetworkAddresses13SocketAddressOwet
# Func Hash:
607699200014702880
# Num Counters:
5
# Counter Values:
14953
14953
0
0
14953
$0

$s16NetworkAddresses9IPAddressV11isLocalhostSbvg
# Func Hash:
1007112939986446439
# Num Counters:
6
# Counter Values:
613425
0
613425
613425
0
0
$0

$s16NetworkAddresses9IPAddressV4textAA11AddressTextVvg
# Func Hash:
1031809834686824502
# Num Counters:
8
# Counter Values:
3475395
165495
165495
55165
0
0
0
220660
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
48630
0
0
0
0
0
145884
145884
0
0
48628
2
0
0
0
0
0
48628
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
33752
22299
1480
20819
11453
$0

$s3TLS10TLSContextC15setMessageCount33_0C18FD7CA5F380F092AE1502B064B39ALL2onys13OpaquePointerV_tFZyAHSg_s5Int32VAKtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
33752
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZSiAH_s5Int32VSiSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
984307
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_
# Func Hash:
844982796974805307
# Num Counters:
4
# Counter Values:
60744
60744
0
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
60744
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_
# Func Hash:
334492584027767094
# Num Counters:
5
# Counter Values:
176415
176415
118558
57857
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
176415
$0

$s3TLS10TLSMetricsC5count_6number6thread4nameyAC8PropertyO_S2iSSyXEtF50$s3TLS12TLSTransportC15countPropertiesyyFSSyXEfU0_AA0J0CTf1nnncn_nTf4nnnng_n
# Func Hash:
45209324640076840
# Num Counters:
16
# Counter Values:
1480
0
1483
3
1480
1483
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
2963
0
1483
3
1483
1483
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
4446
0
1483
3
1483
1483
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
1496
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
1493
1
2
$0

$s3TLS12TLSTransportC10wantsFlushSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
51040
$0

$s3TLS12TLSTransportC11established33_EDFF6570CF3081498B03B8E8F9CAF190LLyy10EventLoops0K4LoopCF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
1483
3
$0

$s3TLS12TLSTransportC11giveRecordsySiSwF
# Func Hash:
111570512344168648
# Num Counters:
14
# Counter Values:
176415
118558
118558
118558
118558
51209
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
5:59279
513:47057
129:5122
257:4128
1:1483
33:1483
65:5
32:1

$s3TLS12TLSTransportC11takeRecordsyySWF
# Func Hash:
339793670420220621
# Num Counters:
8
# Counter Values:
0
60744
0
60744
60744
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
257:48759
513:6874
129:3636
17:1474
65:1

$s3TLS12TLSTransportC15countPropertiesyyF
# Func Hash:
896858937628885249
# Num Counters:
9
# Counter Values:
1483
1483
0
1481
1481
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
1482
1482
1482
$0

$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF
# Func Hash:
940266886716323178
# Num Counters:
19
# Counter Values:
0
105682
54817
50865
1308
0
49557
49557
0
48249
48249
0
49557
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
56299
117658
54817
0
54817
54817
61359
61359
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
1492
0
0
1492
1482
1482
0
$0

$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF
# Func Hash:
798733565003310616
# Num Counters:
5
# Counter Values:
1474
1474
1474
1474
0
$0

$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF
# Func Hash:
902206887951672327
# Num Counters:
14
# Counter Values:
6992
6992
5505
5505
0
5505
0
10
4012
1483
0
0
4017
4012
$0

$s3TLS12TLSTransportC9isSecuredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
62134
$0

$s3TLS12TLSTransportCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1492
$0

$s3TLS12TLSTransportCfd
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
1492
0
0
$0

$s3TLS16TLSContextSourceCA2A16TLSServerContextCRszrlE13makeTransport6thread13inspectedName10Transports0G6SocketCSi_SStF
# Func Hash:
948827211036777501
# Num Counters:
7
# Counter Values:
1492
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
1492
1492
0
$0

$s3TLS16TLSServerContextC17setProtocolChoice33_0622FEBF65C39910B7475D87D9F806BBLLyyFs5Int32Vs13OpaquePointerVSg_SpySPys5UInt8VGSgGSgSpyALGSgANs6UInt32VSvSgtcfU_Tf4dnnnnn_n
# Func Hash:
974670605870043179
# Num Counters:
7
# Counter Values:
1487
1487
1487
1487
1487
0
0
$0

$s3TLS16TLSServerContextC17setProtocolChoice33_0622FEBF65C39910B7475D87D9F806BBLLyyFs5Int32Vs13OpaquePointerVSg_SpySPys5UInt8VGSgGSgSpyALGSgANs6UInt32VSvSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1487
$0

$s5HTTP10A10BodyLengthO10keepsAlive_7versionSb13HTTPSemantics9HeaderMapV_AF11HTTPVersionOtFZTf4nnd_n
# Func Hash:
238984481558059729
# Num Counters:
3
# Counter Values:
522618
0
467947
$0

$s5HTTP10A10BodyLengthO5listsySb13HTTPSemantics9HeaderMapV_AE0F2IDVs12StaticStringVtFZTf4nnnd_n
# Func Hash:
259212324601404017
# Num Counters:
13
# Counter Values:
54671
656031
0
990565
54671
54671
54671
0
0
0
0
990565
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
1696445
1696445
0
0
467947
467947
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
467947
0
0
1403838
0
0
0
0
0
54671
0
0
467947
0
0
0
0
0
0
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
403949
0
0
0
0
0
0
0
0
0
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
467946
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
467946
935892
467945
0
0
0
467945
0
0
1403839
0
0
467946
0
0
0
0
467946
467946
467946
467946
0
0
0
0
467946
0
467946
467946
467946
0
0
467946
0
0
0
0
0
0
0
467945
0
0
0
0
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
403946
0
403949
0
403949
54690
0
0
0
3
0
0
0
54690
54690
54690
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
935892
0
0
0
0
467946
0
0
467946
0
0
0
0
0
0
0
0
467946
467946
0
0
467946
0
0
467946
0
0
0
0
0
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
1615797
1211848
403949
403949
0
0
403949
0
403949
0
0
0
0
0
0
0
0
0
0
0
0
0
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
403949
403949
44
0
403949
0
403949
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
54672
54672
0
0
54671
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
403948
0
$0

$s5HTTP10A13RequestParserV12startMessage33_5FC32F26A3B6806CB580CB2861623710LLyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
349259
$0

$s5HTTP10A13RequestParserV13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
403949
$0

$s5HTTP10A13RequestParserV15appendFirstLine33_5FC32F26A3B6806CB580CB2861623710LLySiAA0abF0V_Si13HTTPSemantics0B4HeadVztF
# Func Hash:
391331301509888550
# Num Counters:
6
# Counter Values:
403949
44
0
403949
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
403949
0
0
2
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
349259
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54948
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfCTf4nd_n
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54948
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
403949
0
0
403949
403949
403949
0
403949
0
0
0
0
0
0
403949
0
0
0
0
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
403949
349277
0
403949
0
0
0
0
403949
0
0
0
0
0
0
0
0
0
0
0
0
54672
0
0
0
0
403949
$0

$s5HTTP10A13RequestParserVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
54948
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A13RequestParserVwxx:54948

$s5HTTP10A13RequestParserVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54948
$0

$s5HTTP10A14ResponseParserV10finishHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOSi_s6UInt16VtF
# Func Hash:
391331303120490135
# Num Counters:
7
# Counter Values:
0
0
467945
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
467946
467946
1073
0
467946
0
467946
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
935891
0
0
467946
0
467943
467945
0
0
0
0
0
0
0
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
467946
$0

$s5HTTP10A14ResponseParserV8readHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0bE0VzAM9HeaderMapVztF
# Func Hash:
804816984834665268
# Num Counters:
13
# Counter Values:
467946
0
467946
0
0
0
467946
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
467946
0
0
0
0
467946
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
403949
0
0
0
0
0
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
110971
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwcp:110971

$s5HTTP10A7OptionsVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
55527
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwxx:55527

$s5HTTP10A7OptionsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
110971
$0

$s5HTTP10A7OptionsVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
55527
$0

$s5HTTP20A10FrameGuardV10countBlock33_9E2AE3F5DC709861BFF8CED64F82C049LLyAC7VerdictOAA0aB6HeaderVF
# Func Hash:
856435868560273462
# Num Counters:
7
# Counter Values:
354958
354958
0
354958
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
145479
0
209479
0
0
0
2175
0
0
567220
0
209479
354958
0
0
0
2175
608
0
209479
2175
0
0
0
2175
0
0
0
354958
0
209479
0
209479
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
64
0
1987
687116
687116
687116
474086
211530
1989
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
31822
3978
0
0
0
1989
1989
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
474086
213030
0
474086
0
0
474086
$0

$s5HTTP20A11FieldNatureV6isGood33_7CE45467D6E53EA6CDA57E585F460A00LL11pseudoValueSbs4SpanVys5UInt8VG_tF
# Func Hash:
534572324160885868
# Num Counters:
29
# Counter Values:
0
1206
0
0
0
0
2804
3688
51
213030
0
3688
0
0
1206
1206
0
209479
1627
701
17
701
1627
209479
701
17
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
436437
436437
0
837916
145479
0
145479
0
0
0
0
0
145479
209479
209479
209479
209479
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
354958
0
209479
1961
0
0
209479
0
0
209479
1961
$0

$s5HTTP20A11FieldReaderV11judgeLength33_5B9CFD99E907A2AA15127977CA6C43C3LLyy13HTTPSemantics12ResponseHeadVz_AA0A6StreamCtF
# Func Hash:
292804330433015218
# Num Counters:
18
# Counter Values:
0
0
145479
0
0
0
0
0
0
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
209479
512000
0
0
0
0
64000
820437
820437
209479
0
0
64000
0
0
209479
0
0
0
0
209479
0
209479
0
209479
0
209479
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
743375
0
260417
983395
0
354958
354958
0
482958
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
354958
354958
$0

$s5HTTP20A11FieldReaderV6finish_2ofy13HTTPSemantics12ResponseHeadVz_AA0A6StreamCtF
# Func Hash:
948827211644776073
# Num Counters:
8
# Counter Values:
145479
145479
0
0
145479
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
209479
209479
0
0
0
0
0
837916
0
0
0
209479
0
0
0
0
0
0
145479
0
0
209479
0
0
0
0
209479
0
0
0
0
0
0
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
599969
567220
$0

$s5HTTP20A11KnownFieldsV9forgetAll33_F36AEA8ED64E6CCB35AF15D16D5BA8CDLLyyF
# Func Hash:
1096621590876055983
# Num Counters:
5
# Counter Values:
3798
10922
10922
230
230
$0

$s5HTTP20A13ClosedStreamsV3add_9resetByUsys6UInt32V_SbtF
# Func Hash:
619802543853138415
# Num Counters:
6
# Counter Values:
26624
328334
832
0
0
2610
$0

$s5HTTP20A6MemoryC11freeWaiting33_CEF1F79A9E0D98B8CE3536874D28CE44LL6downToySi_tF
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
82534
43226
38626
682
$0

$s5HTTP20A6MemoryC7takeNew33_CEF1F79A9E0D98B8CE3536874D28CE44LLySvSgSi_SitFTf4nnd_n
# Func Hash:
37730073911474559
# Num Counters:
5
# Counter Values:
63272
63272
63272
63272
624
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
2288556
2225937
2288556
62619
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2288556
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
3695675
2287992
1407683
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_yACXEfU_
# Func Hash:
238984484093187152
# Num Counters:
3
# Counter Values:
579
2287413
2287413
$0

$s5HTTP20A6MemoryCfD
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
29745
17393
12159
193
$0

$s5HTTP20A6StreamC12waitingBytesSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
210237
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
354958
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
582497
86742
46785
0
$0

$s5HTTP20A7PrefaceO5judgeyAC7VerdictO7Buffers10ByteBufferVFZ
# Func Hash:
783548776046616004
# Num Counters:
9
# Counter Values:
55551
53453
207
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
354958
354958
209479
354958
354958
145479
0
0
209479
145479
145479
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
354958
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
631446
631446
0
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SpySo13nghttp2_frameaGSgSPys5UInt8VGSgSiSpySo0S12_data_sourceaGSgSvSgtcfU1_Tf4ddnnnn_n
# Func Hash:
1152385647043303596
# Num Counters:
13
# Counter Values:
275864
275864
275864
275864
215770
60094
215770
58580
58580
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
275864
$0

$s5HTTP20A7SessionC10submitData__9endStream4into5limityAA0aF0C_s4SpanVys5UInt8VGSb7Buffers10ByteBufferVzSitF
# Func Hash:
1083424330534825107
# Num Counters:
12
# Counter Values:
274237
274237
273479
274237
0
274237
0
58580
58580
0
58580
274237
$0

$s5HTTP20A7SessionC10takeStreamyAA0aD0Cs6UInt32VF
# Func Hash:
798733564316917865
# Num Counters:
4
# Counter Values:
351622
3336
0
666
$0

$s5HTTP20A7SessionC11blockBegins33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys5Int32VSo13nghttp2_frameaF
# Func Hash:
202080511373607888
# Num Counters:
8
# Counter Values:
0
145479
145479
0
0
209479
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
$s15HTTPConnections21HTTP2ServerConnectionC0B00B11SessionUserAadEP12streamOpenedyyAD0B6StreamCFTW:209479

$s5HTTP20A7SessionC11dataOutcome33_DBA49316565DAE9E2751F5D2B0075876LL2of6isLastAA0A4StepOAA0A6StreamC_SbtF
# Func Hash:
961288990201320272
# Num Counters:
21
# Counter Values:
210237
210237
146237
210237
0
0
209479
209479
0
209479
0
210237
0
0
0
0
0
0
0
209479
209479
$0

$s5HTTP20A7SessionC11dataOutcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
928018417107373684
# Num Counters:
7
# Counter Values:
210430
210237
193
64000
145672
145479
145479
$0

$s5HTTP20A7SessionC11expectsHeadySbs4SpanVys5UInt8VGF
# Func Hash:
1124680650843380658
# Num Counters:
4
# Counter Values:
351659
351659
351659
334904
$0

$s5HTTP20A7SessionC11hasDeferredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
669239
$0

$s5HTTP20A7SessionC11messageSent33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyyAA0A6StreamC_So16nghttp2_frame_hdatF
# Func Hash:
414921810848852872
# Num Counters:
9
# Counter Values:
354958
354958
275864
209479
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
145479
0
0
145479
0
0
0
209479
145479
354958
0
0
354958
145479
0
0
0
0
0
0
0
0
145479
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
354958
354958
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
209479
209479
17479
0
2837823
36049
0
3945412
687116
3945012
722765
477637
3222247
1394612
36049
2135112
41200
1863684
1863684
40992
27909
27909
230
208
1863684
0
0
0
0
0
0
3929684
3222247
660504
36049
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgA2Hs5UInt8VSvSgtcfU0_To
# Func Hash:
679210743074613351
# Num Counters:
4
# Counter Values:
3945412
3945412
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_Tf4dnn_n
# Func Hash:
334492583904896521
# Num Counters:
6
# Counter Values:
567220
567220
0
192
354958
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
567220
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
354958
354958
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_Tf4dddnnn_n
# Func Hash:
334492584906947218
# Num Counters:
6
# Counter Values:
210237
210237
210237
210237
0
210237
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
210237
$0

$s5HTTP20A7SessionC12streamAtHand33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys9UnmanagedVyAA0A6StreamCGSgs6UInt32VF
# Func Hash:
391331302180564298
# Num Counters:
7
# Counter Values:
57900
630822
570826
60088
57906
570728
6
$0

$s5HTTP20A7SessionC13canOpenStreamSbvg
# Func Hash:
1124680651190764884
# Num Counters:
4
# Counter Values:
436497
436497
436497
436497
$0

$s5HTTP20A7SessionC13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
354958
$0

$s5HTTP20A7SessionC13forEachStreamyyyAA0aE0CXEF
# Func Hash:
218421990205418202
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
145479
145479
290958
145479
145479
145479
145479
145479
0
0
0
0
145479
145479
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
125342
3223
3223
0
$0

$s5HTTP20A7SessionC14submitResponse__9endStream4into5limityAA0aF0C_13HTTPSemantics0D4HeadVSb7Buffers10ByteBufferVzSitF
# Func Hash:
331779889613231093
# Num Counters:
10
# Counter Values:
209479
209479
209479
209479
0
0
209479
0
0
0
$0

$s5HTTP20A7SessionC4feed33_DBA49316565DAE9E2751F5D2B0075876LLyAA0A4StepOs4SpanVys5UInt8VGF
# Func Hash:
830659416293008030
# Num Counters:
9
# Counter Values:
568171
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
601485
567978
599969
567978
567220
209479
0
0
564437
209479
567220
0
0
0
0
0
0
567220
212262
0
0
0
0
0
354958
145479
209479
0
0
0
209479
145479
0
2783
354958
209479
0
209479
0
0
0
0
0
0
0
0
0
0
0
354958
$0

$s5HTTP20A7SessionC5drain4into5limity7Buffers10ByteBufferVz_SitF
# Func Hash:
1065123701649126094
# Num Counters:
15
# Counter Values:
1890
0
1444
30
416
315532
0
0
0
0
315532
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
129:1234
33:193
513:17

$s5HTTP20A7SessionC5leaveyyAA0A6StreamCF
# Func Hash:
844982799983230856
# Num Counters:
4
# Counter Values:
354958
0
354958
0
$0

$s5HTTP20A7SessionC5offer33_E2720EB2EBF0857C7D1F38CD0B3A7C61LLySiAA0A6StreamC_Sis6UInt32VztF
# Func Hash:
783548774694642541
# Num Counters:
9
# Counter Values:
401206
238327
162879
125342
274237
0
758
42
238327
$0

$s5HTTP20A7SessionC5state33_DBA49316565DAE9E2751F5D2B0075876LL2ofAA0A10FrameGuardV11StreamStateOs6UInt32V_tF
# Func Hash:
454381970873694439
# Num Counters:
11
# Counter Values:
567220
564437
354958
209479
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
483716
483716
483716
483716
$0

$s5HTTP20A7SessionC7collect33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL__8isTunnely13HTTPSemantics9HeaderMapV_SizSbtF
# Func Hash:
502764031348221055
# Num Counters:
22
# Counter Values:
273479
4102454
773916
337479
3666017
0
337479
273479
64000
354958
354958
0
0
0
0
0
0
0
0
0
3764975
337479
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
210237
145479
64758
$0

$s5HTTP20A7SessionC7outcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
393568429395270302
# Num Counters:
18
# Counter Values:
354958
0
208
0
568171
568171
2383
354958
210430
0
192
416
0
0
416
192
208
0
$0

$s5HTTP20A7SessionC7provide33_E2720EB2EBF0857C7D1F38CD0B3A7C61LLyyAA0A6StreamCFSis13OpaquePointerVSg_s5Int32VSpys5UInt8VGSgSiSpys6UInt32VGSgSpySo19nghttp2_data_sourceaGSgSvSgtcfU_To
# Func Hash:
959085192517320418
# Num Counters:
5
# Counter Values:
401206
401206
401206
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
354958
0
354958
0
0
21034
682
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

$s5HTTP20A7SessionC8makeRoom33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL3for6behindySi_SitF
# Func Hash:
599077205963112699
# Num Counters:
6
# Counter Values:
791395
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
1251
353707
353707
0
353707
353707
353707
0
353707
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
275864
208
0
631446
630822
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
10083
0
1928
2269
2269
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

$s5HTTP20A7SessionCyAA0A6StreamCSicig
# Func Hash:
238984481941143025
# Num Counters:
3
# Counter Values:
1275111
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
871888
871888
871888
0
871888
0
871888
0
0
0
871888
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
403943
0
7837675
0
11842354
117
8709570
7837675
7837675
871895
7837675
0
7837675
7837675
0
7433726
403949
871895
871888
7837675
0
6965787
0
0
871895
1041
0
6965787
0
12
871895
0
871895
18
4094114
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
3430278
4311
677493
149867
1768923
815357
6
18632
6
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
3
33:256412
65:211602
129:209479

$s7Buffers10ByteBufferV6append4uuid_ys6UInt64V_AGtF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
409427
0
$0

$s7Buffers10ByteBufferV6append7copying5countySi_SitF
# Func Hash:
151646354268941662
# Num Counters:
10
# Counter Values:
665861
0
0
17479
34958
613424
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
3275146
0
3275146
20
866792
1281005
88073
629581
4141938
$0

$s7Buffers10ByteBufferV6appendyys4SpanVys5UInt8VGF
# Func Hash:
474216532434094734
# Num Counters:
9
# Counter Values:
13935724
71401
0
7394818
1260477
2607440
894484
1412258
366011
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
7
33:3366311
513:1744649
65:959135
129:950434
257:374282
64:5
256:2

$s7Buffers10ByteBufferV8makeRoomyySiF
# Func Hash:
287624067843993483
# Num Counters:
14
# Counter Values:
79030
14134
0
0
14134
0
0
0
0
0
0
0
0
7461
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
33:4808
65:2835
129:2194
513:2145
257:2081
0:32
512:19
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
1041
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
5888
0
1289
0
0
1196
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
0
1
256:1289

$s7Buffers10PlainArrayVA2A9FieldLineVRszrlE7wireRun4from3endS2i_SiztF
# Func Hash:
311693034230669840
# Num Counters:
8
# Counter Values:
1650738
9174849
9174849
2522633
2522633
2522633
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
1018998
0
1018998
1018998
0
0
$0

$s7Buffers5BytesO15firstNotVisible2in4fromSis4SpanVys5UInt8VG_SitFZ
# Func Hash:
391331303010651131
# Num Counters:
7
# Counter Values:
209479
1668216
1361479
1361479
613428
613428
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
1211829
0
531949
403943
0
403943
467948
0
467948
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
613422
0
613422
613422
0
0
$0

$s7Buffers5BytesO26firstForbiddenInFieldValueySis4SpanVys5UInt8VGFZ
# Func Hash:
920543274701170331
# Num Counters:
19
# Counter Values:
2162745
0
0
0
0
0
238197
0
0
0
841982
474086
474086
0
235822
214061
238264
21761
238197
$0

$s7Buffers5BytesO4findySis5UInt8V_SPyAFGS2itFZ
# Func Hash:
431494656217155589
# Num Counters:
3
# Counter Values:
1226847
0
613425
$0

$s7Buffers5BytesO4sameySbSPys5UInt8VG_AGSitFZTf4nnnd_n
# Func Hash:
93478047654796134
# Num Counters:
8
# Counter Values:
924401
1648409
1648409
1766581
847319
919259
297828
297828
$0

$s7Buffers5BytesO5equalySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
93478049080650318
# Num Counters:
7
# Counter Values:
1153153
1153153
1153153
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
482958
0
482958
482958
482958
482958
482958
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
613425
0
$0

$s7Buffers5BytesO9endOfPathySis4SpanVys5UInt8VGFZSiSRyAHGXEfU_
# Func Hash:
599005162348795454
# Num Counters:
9
# Counter Values:
0
421422
1344025
0
0
421422
0
421422
192003
$0

$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
641559097372828894
# Num Counters:
18
# Counter Values:
0
48628
0
0
0
0
0
0
0
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:48628
0
0
0

$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
48628
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
48628
0
$0

$s7Filters10HTTPFilterC6stream4name9interestsAcA12FilterStreamC_SSAA0F9InterestsVtcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1833
$0

$s7Filters10RBACEngineC5place33_A12F46413C28AC5B5134279DC68B0C7DLL2ofSiSgx_tAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
567185239066163652
# Num Counters:
5
# Counter Values:
48628
48628
48628
0
0
$0

$s7Filters10RBACEngineC6Policy33_A12F46413C28AC5B5134279DC68B0C7DLLC4fitsySbxAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
331779890677530605
# Num Counters:
9
# Counter Values:
48628
48628
48628
48628
48628
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
48628
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
48628
0
0
0
48628
0
48628
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:48628

$s7Filters10RBACFilterC15streamDestroyedyyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
48628
0
$0

$s7Filters10StreamInfoVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
71707
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s7Filters10StreamInfoVwxx:71707

$s7Filters10StreamInfoVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
71707
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
48628
48628
0
48628
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:48628
0
0

$s7Filters11FaultFilterC15streamDestroyedyyF
# Func Hash:
1096621587468664407
# Num Counters:
5
# Counter Values:
48628
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
145884
0
0
0
0
0
0
0
0
0
48628
0
48628
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
48628
48628
48628
0
$0

$s7Filters12FilterStreamC05startC0yyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
613425
0
$0

$s7Filters12FilterStreamC07destroyC0yyF
# Func Hash:
508661500060636783
# Num Counters:
15
# Counter Values:
564797
145884
0
0
145884
615234
613425
613425
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
$s8Proxying12RouterFilterC15streamDestroyedyyF:613425
3
$s7Filters11FaultFilterC15streamDestroyedyyF:48628
$s7Filters10CORSFilterC15streamDestroyedyyF:48628
$s7Filters10RBACFilterC15streamDestroyedyyF:48628

$s7Filters12FilterStreamC08terminalB0AA08TerminalB0CSgvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s7Filters12FilterStreamC10tellEndingyyF
# Func Hash:
1138669267912129345
# Num Counters:
5
# Counter Values:
0
0
613425
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
614182
614182
614182
0
0
0
614182
614182
613422
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC19deliverResponseData_03endC0ys4SpanVys5UInt8VG_SbtF:614182

$s7Filters12FilterStreamC14finishResponseyyF
# Func Hash:
1138669267912129345
# Num Counters:
5
# Counter Values:
0
0
613425
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
145884
145884
0
613425
0
0
0
48628
613425
0
0
0
0
0
0
0
0
0
0
0
0
0
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
$s7Filters10RBACFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:48628
$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:48628
$s7Filters11FaultFilterC14requestHeaders9endStreamAA0cE6StatusOSb_tF:48628
0
1
$s8Proxying12RouterFilterC14requestHeaders9endStream7Filters0cE6StatusOSb_tF:613425

$s7Filters12FilterStreamC14respondHeaders03endC0ySb_tF
# Func Hash:
1063705162462123496
# Num Counters:
3
# Counter Values:
613425
613425
613425
$0

$s7Filters12FilterStreamC15responseHeaders4from03endC0ySi_SbtF
# Func Hash:
1135406638941197278
# Num Counters:
50
# Counter Values:
0
97256
48628
0
0
0
48628
0
0
0
613425
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
$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF:48628
0
0
0
0
0
0
0
1
$s8Proxying12ActiveStreamC22deliverResponseHeaders03endC0ySb_tF:613425

$s7Filters12FilterStreamC15walkRequestData_03endC0ys4SpanVys5UInt8VG_SbtF
# Func Hash:
18663488873568055
# Num Counters:
10
# Counter Values:
64002
64000
64002
64002
0
0
0
64002
64002
64002
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12RouterFilterC12requestBytes_9endStreamys4SpanVys5UInt8VG_SbtF:64002

$s7Filters12FilterStreamC18walkRequestHeaders03endC0ySb_tF
# Func Hash:
212526878935420674
# Num Counters:
2
# Counter Values:
613425
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
1809
$0

$s7Filters12FilterStreamC5ChainVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
1809
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
1809
0
$0

$s7Filters12FilterStreamC9dismantleyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s7Filters12FilterStreamCfd
# Func Hash:
141929912803010158
# Num Counters:
11
# Counter Values:
1809
1809
1809
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
409427
0
0
0
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
1809
0
0
$0

$s7Filters15ConnectionFactsCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
69898
$0

$s7Filters15ConnectionFactsCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
69898
$0

$s7Filters15ConnectionFactsCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
69898
$0

$s7Filters15FilterInterestsV3allACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
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
613425
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
613425
0
0
0
0
613425
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
613425
0
0
0
0
0
0
0
0
0
0
0
613425
0
613425
0
0
0
0
0
0
613425
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
613425
0
0
0
0
0
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
613425
613425
0
0
613425
613425
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
613425
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
613425
$0

$s7Routing13HeaderMatcherC4next33_B0B5C5277A2333280719727E73D5AC8FLL_4fromSi13HTTPSemantics0B3MapV_SitF
# Func Hash:
484499720678656336
# Num Counters:
7
# Counter Values:
48628
0
48628
48628
0
0
48628
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
48628
0
0
0
0
0
0
0
0
0
0
0
0
0
48628
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
48628
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
613425
0
0
613425
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
613425
0
$0

$s8Proxying10FilterPlanV5ChainVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
1820
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10FilterPlanV5ChainVwcp:1820

$s8Proxying10FilterPlanV5ChainVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
1809
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10FilterPlanV5ChainVwxx:1809

$s8Proxying10FilterPlanV5ChainVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1820
$0

$s8Proxying10FilterPlanV5ChainVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1820
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
48628
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
48628
48628
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
48628
48628
0
0
48628
0
0
48628
48628
48628
0
48628
48628
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
48628
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
147693
97256
$0

$s8Proxying10RetryStateVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
48628
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10RetryStateVwcp:48628

$s8Proxying10RetryStateV_6addingAcA0B6PolicyC_13Configuration0B10ConditionsVtcfCTf4gnd_n
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
48628
48628
$0

$s8Proxying10RetryStateVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
48628
$0

$s8Proxying11IdleObjectsV6shrinkyyFAA12ActiveStreamC_Tg5
# Func Hash:
798733565151421842
# Num Counters:
4
# Counter Values:
1809
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
409427
$0

$s8Proxying11RetryPolicyC7backOffAA0b4BackE0Vvg
# Func Hash:
167471839550756328
# Num Counters:
6
# Counter Values:
48628
48628
48628
0
0
48628
$0

$s8Proxying11TCPUpstreamC12countTraffic33_830339A501DF23EEB689569F85B4C25ALL2ofy10Transports10ConnectionC_tF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
157820
141784
141823
0
0
14983
0
$0

$s8Proxying11TCPUpstreamC12sessionEnded7flushesySb_tF
# Func Hash:
232250485997596933
# Num Counters:
12
# Counter Values:
14941
0
0
14941
14941
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
14950
12
14953
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
14953
14953
$0

$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
142867
142867
0
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14941
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
14953
14953
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
156719
14935
141784
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
44859
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
29906
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
29906
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
14953
14953
14953
$0

$s8Proxying11TCPUpstreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying12ActiveStreamC011removeHopByE033_F797D6DD694809B271E4F3910655249ELLyyF
# Func Hash:
421769328623037075
# Num Counters:
13
# Counter Values:
0
768000
613425
118668
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
1809
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
1226850
0
613425
613425
54668
0
0
0
0
0
0
0
0
0
613425
0
0
0
613422
613425
0
0
0
0
0
0
613425
0
0
0
0
0
0
0
0
0
0
0
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
1372734
0
0
613425
613425
0
0
0
613425
0
0
0
0
0
0
0
0
613425
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
244706
613425
409427
409427
17479
17479
17479
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
613425
0
0
0
613425
0
10
0
0
0
613425
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
145884
145884
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
485424
0
613425
1
0
0
0
0
0
613425
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
613424
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
656016
54668
54668
0
54668
0
0
54668
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
614182
614182
613422
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:403945
$s15HTTPConnections21HTTP2ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:210237

$s8Proxying12ActiveStreamC19removeControlFields33_F551B252FC1BFAED41371B4E13E3125CLLyyF
# Func Hash:
610385556961346802
# Num Counters:
24
# Counter Values:
0
613425
0
17479
17479
0
0
0
0
0
0
0
0
0
0
17479
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
64002
64002
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
209748
192269
613425
0
227227
0
0
17479
17479
0
613425
613425
613425
595946
0
0
613425
0
613425
0
0
0
0
0
0
613425
0
17479
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
613425
613425
0
1
613425
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
$s15HTTPConnections21HTTP1ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:403946
$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:209479

$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF
# Func Hash:
121256607962424748
# Num Counters:
14
# Counter Values:
0
613425
613425
0
549424
0
613425
613425
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
613425
613425
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
613425
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
1809
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
613425
613425
613425
0
0
613425
613425
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
1809
0
0
1809
0
1809
$0

$s8Proxying12ActiveStreamC9makeChainy7Filters06FilterC0C0E0VSiF
# Func Hash:
369518218020403169
# Num Counters:
11
# Counter Values:
16
1801
1809
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
554275
0
0
0
0
0
613425
613425
0
0
0
59150
554275
59150
613425
0
0
613425
0
0
403946
0
0
0
0
0
0
0
41671
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9isSecuredSbvg:59150

$s8Proxying12ActiveStreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying12ActiveStreamCfd
# Func Hash:
844982796130338780
# Num Counters:
4
# Counter Values:
0
0
1809
0
$0

$s8Proxying12RouterFilterC10endRetriesyyF
# Func Hash:
804816984383054572
# Num Counters:
13
# Counter Values:
0
48628
48628
48628
48628
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
613425
$0

$s8Proxying12RouterFilterC10passesOverySbAA15UpstreamRequestCF
# Func Hash:
640704447455782944
# Num Counters:
17
# Counter Values:
0
48628
48628
0
48628
0
0
0
0
48628
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
1088
64001
1088
0
0
0
1089
0
0
1088
1089
0
0
0
0
1088
1
0
0
0
1089
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
2
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1088
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0
0

$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtF
# Func Hash:
1080275686520336611
# Num Counters:
9
# Counter Values:
613425
613425
0
613425
613425
613425
0
0
613425
$0

$s8Proxying12RouterFilterC12beginRetriesyyAA11WorkerRouteCF
# Func Hash:
653247340604918766
# Num Counters:
12
# Counter Values:
0
0
613425
48628
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
62912
0
62912
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
52437
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
64002
64002
0
64002
64002
0
64000
1089
62913
0
0
1089
0
0
0
0
0
0
0
1
62912
62912
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
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:62912
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0

$s8Proxying12RouterFilterC12requestEndedyyF
# Func Hash:
1124680651571308851
# Num Counters:
4
# Counter Values:
613425
613425
612257
62913
$0

$s8Proxying12RouterFilterC12upstreamData__9endStreamyAA15UpstreamRequestC_s4SpanVys5UInt8VGSbtF
# Func Hash:
287486627448633404
# Num Counters:
6
# Counter Values:
613422
760
613422
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
613425
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
613425
613425
0
613425
0
0
0
550512
613425
0
0
0
0
0
0
613425
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
$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg:613425

$s8Proxying12RouterFilterC14decideTimeoutsyyAA11WorkerRouteCF
# Func Hash:
231012523816575964
# Num Counters:
12
# Counter Values:
0
613425
17479
0
0
613425
613425
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
613425
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
613425
0
0
0
0
0
0
613425
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
613425
0
0
0
0
0
0
0
613425
613425
0
0
0
0
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
613425
0
0
48628
0
48628
0
0
0
0
0
64000
0
613425
613425
613425
0
613425
0
613425
64000
613425
0
613425
0
613425
613425
0
0
1
0
613425
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
613425
0
613425
613425
613425
613425
613425
0
613425
613425
0
0
613425
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
17479
0
0
0
0
0
0
0
0
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
613425
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
613425
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
613425
48628
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
613425
613425
613425
613425
0
613425
0
613425
0
$0

$s8Proxying12RouterFilterC6decide33_1E8BC851A68BE141AE0234CC99A6AD77LL8isWanted5askedAA10RetryStateV7VerdictOSb_s6UInt64VSgtF
# Func Hash:
70875765713023360
# Num Counters:
20
# Counter Values:
48628
0
48628
48628
0
48628
0
0
0
0
0
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
549424
0
0
0
64001
549424
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
48628
0
0
0
0
0
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
613425
613425
0
0
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
613425
613425
0
0
613425
0
0
$0

$s8Proxying12RouterFilterC7measureyyAA15UpstreamRequestCF
# Func Hash:
136007995246195434
# Num Counters:
4
# Counter Values:
613425
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
611616
0
1809
0
$0

$s8Proxying12RouterFilterC8noteBodyyyF
# Func Hash:
238984484093187152
# Num Counters:
3
# Counter Values:
614273
0
613424
$0

$s8Proxying12RouterFilterC9writeHead33_CE4E3760BF1D2573120457B175F8E43BLLySbAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
948945312406765649
# Num Counters:
10
# Counter Values:
549424
0
613425
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
$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:467946
$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:145479

$s8Proxying12RouterFilterC_4name4logs6streamAC13Configuration0bG0V_SSAA7TryLogsCSgAA12ActiveStreamCtcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying12RouterFilterCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying12RouterFilterCfd
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
1809
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
613425
613425
1842
0
$0

$s8Proxying12RouterTimersC4loopAC10EventLoops0E4LoopC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying12RouterTimersC6cancelyyF
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
1226850
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
613425
0
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
1809
$0

$s8Proxying12RouterTimersCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying12WorkerTracerCSgSgWOy
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
1809
1799
$0

$s8Proxying13FormatProgramC11appendPlace__2toSb13Configuration0B5FieldO_x7Buffers10ByteBufferVztAA14LoggedExchangeRzlFAA12ActiveStreamC_Tg5Tf4nnnd_n
# Func Hash:
660422887981124729
# Num Counters:
107
# Counter Values:
0
409427
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
409427
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
76
6550832
0
0
0
0
0
2
0
13450666
3083409
0
409427
0
818854
0
409427
0
0
409427
0
0
0
0
0
0
0
0
2865989
0
0
0
409427
0
0
0
0
0
0
0
0
0
2456560
409427
0
0
0
0
0
0
0
0
0
0
2047133
409427
0
0
0
0
0
0
0
0
0
0
0
409427
0
0
0
0
0
0
0
0
0
409429
0
0
0
0
0
0
0
0
0
0
409427
0
0
409427
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
2047135
0
409427
0
0
0
0
0
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
2865989
0
0
0
0
0
0
0
0
409427
409427
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
409427
0
409427
0
0
409427
409427
0
409427
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
409427
0
0
0
0
0
0
0
0
0
409427
263948
145479
0
0
263948
145479
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
595946
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
54945
54945
54945
54945
54547
398
0
0
$0

$s8Proxying15TCPProxySessionC12countTraffic33_C78A0FB2A49F879664D85EC49DC0C4B5LLyyF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
171672
141784
141784
0
0
14950
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
14953
0
0
14953
0
0
$0

$s8Proxying15TCPProxySessionC13endIfDrainingyyF
# Func Hash:
536873291344751978
# Num Counters:
4
# Counter Values:
156719
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
14953
14953
14953
14953
0
0
0
14953
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:14953
0
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW:14953

$s8Proxying15TCPProxySessionC14upstreamOpenedyy10Transports10ConnectionCF
# Func Hash:
859921301165031431
# Num Counters:
6
# Counter Values:
14953
0
14953
0
0
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:14953

$s8Proxying15TCPProxySessionC16connectionOpenedyyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
0
14953
$0

$s8Proxying15TCPProxySessionC16upstreamReadable_11endOfStreamy10Transports10ConnectionC_SbtF
# Func Hash:
204980584365930395
# Num Counters:
18
# Counter Values:
142867
142867
0
142867
14938
0
141791
0
9857
0
141783
8
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
156719
156719
0
18663
0
156719
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
14953
14953
0
0
0
0
14953
14953
14953
14953
0
$0

$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF
# Func Hash:
928018416742550689
# Num Counters:
7
# Counter Values:
14953
0
13
13
13
13
0
$0

$s8Proxying15TCPProxySessionC5relay11endOfStreamySb_tF
# Func Hash:
198709182107180021
# Num Counters:
12
# Counter Values:
156719
0
156719
0
141784
0
0
0
0
0
141784
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW:156719
0

$s8Proxying15TCPProxySessionC5touchyyF
# Func Hash:
134732432720417413
# Num Counters:
4
# Counter Values:
14953
14953
12571
0
$0

$s8Proxying15TCPProxySessionC6finish7isLocalySb_tF
# Func Hash:
123497037906821044
# Num Counters:
6
# Counter Values:
14953
14953
0
0
0
14941
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW:14941

$s8Proxying15TCPProxySessionC7connectyyF
# Func Hash:
881991933339888792
# Num Counters:
12
# Counter Values:
0
0
14953
0
0
0
0
0
0
0
14953
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW:14953

$s8Proxying15TCPProxySessionC_2ofAcA18ConnectionExchangeC_AA0B0Ctcfc
# Func Hash:
334492583886777695
# Num Counters:
5
# Counter Values:
14953
0
14953
14953
0
$0

$s8Proxying15TCPProxySessionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying15TCPProxySessionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying15UpstreamRequestC16responseComplete33_4389FC2D7AC3E79691139A39C447437ELLyyF
# Func Hash:
536873290177971255
# Num Counters:
4
# Counter Values:
613425
613425
0
0
$0

$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF
# Func Hash:
536873292358907816
# Num Counters:
4
# Counter Values:
614182
0
613422
0
$0

$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF
# Func Hash:
567185239809081519
# Num Counters:
5
# Counter Values:
613425
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
613425
0
0
1809
0
611616
613425
613425
$0

$s8Proxying15UpstreamRequestC6routerAcA12RouterFilterC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying15UpstreamRequestC9poolReady_8isReusedy15HTTPConnections20HTTPClientConnectionC_SbtF
# Func Hash:
1063705162462123496
# Num Counters:
3
# Counter Values:
613425
0
0
$0

$s8Proxying15UpstreamRequestCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying15UpstreamRequestCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s8Proxying16TCPProxySettingsC11destination2bySiSgs6UInt64V_tF
# Func Hash:
974670608368616133
# Num Counters:
7
# Counter Values:
0
0
14953
14953
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
14953
14953
3
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s8Proxying8TCPProxyC9isLoggingSbvg:14953
1
$s8Proxying8TCPProxyC11makeHandleryAA17ServiceConnectionCAA0F8ExchangeCF:14953
1
$s8Proxying8TCPProxyC7adoptedyyAA17ServiceConnectionCF:14953

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
14953
0
14953
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
14953
14953
14613
0
340
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
14953
$0

$s8Proxying17ConnectionTrafficV3end2in8lastReady9Telemetry12MetricWriterV_xtAG0I5IndexRzlFAA08TCPProxyI0O_Tg5
# Func Hash:
238984481799490044
# Num Counters:
3
# Counter Values:
14953
14950
0
$0

$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF:14953

$s8Proxying18ConnectionExchangeC7measureyyF
# Func Hash:
623880590432653627
# Num Counters:
4
# Counter Values:
14953
14953
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW:14953
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:14953

$s8Proxying18ConnectionExchangeCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying18ConnectionExchangeCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF
# Func Hash:
647472252644005295
# Num Counters:
10
# Counter Values:
0
209479
403946
0
1809
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
275
47
0
54945
1492
0
0
0
54945
0
0
0
1492
193
54727
0
0
0
47
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
$s3TLS12TLSTransportC9isSecuredSbvg:1492

$s8Proxying21HTTPConnectionManagerC11countOpenedyy10Transports10ConnectionCF
# Func Hash:
675064524811465583
# Num Counters:
7
# Counter Values:
54945
1492
11
0
1492
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
$s3TLS12TLSTransportC9isSecuredSbvg:1492

$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF
# Func Hash:
526279451866662796
# Num Counters:
10
# Counter Values:
0
0
0
209479
613425
0
613425
613425
0
613425
$0

$s8Proxying21HTTPConnectionManagerC12http2Metrics9Telemetry12MetricWriterVyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
419147
4
$0

$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF
# Func Hash:
950994588367980083
# Num Counters:
13
# Counter Values:
54727
54727
484872
430144
0
0
65499
0
54727
0
193
54727
0
$0

$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF
# Func Hash:
19126822407684896
# Num Counters:
8
# Counter Values:
0
54945
0
54945
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
409427
0
1815
409427
0
16
0
613425
409427
0
$0

$s8Proxying21HTTPConnectionManagerC5adopt__6behindy10Transports10ConnectionC_7Filters0G5FactsCSayAI13NetworkFilterCGtF
# Func Hash:
995382922164638581
# Num Counters:
7
# Counter Values:
54945
54945
54945
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
613406
9
613406
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
1809
0
10
$0

$s8Proxying21HTTPConnectionManagerCAA8ChainEndA2aDP5adopt__6behindy10Transports10ConnectionC_7Filters0I5FactsCSayAK13NetworkFilterCGtFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
54945
$0

$s8Proxying21IstioConnectionReportC8SettingsVSgWOg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
14953
0
$0

$s8Proxying8TCPProxyC11destinationy9Upstreams13WorkerClusterCSg7cluster_AE14SubsetCriteriaCSg8criteriat7Filters15ConnectionFactsCF
# Func Hash:
599005164392378948
# Num Counters:
9
# Counter Values:
0
14953
14953
1
0
14952
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
14953
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
14953
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
14953
14952
0
14953
0
0
14953
$0

$s8Proxying8TCPProxyC9isLoggingSbvg
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
14953
14953
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
2218
33
12
114
$0

$s9Telemetry11MetricBlockC15incrementStatus_5tableySi_SitF
# Func Hash:
631255614695701478
# Num Counters:
6
# Counter Values:
1226850
1226850
1226830
1226830
0
1226850
$0

$s9Telemetry11MetricBlockC6recordyySi_s6UInt64VtF
# Func Hash:
325048438845837456
# Num Counters:
17
# Counter Values:
0
0
2043025
2043013
0
2042931
15
0
2040713
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
6108
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
5954
154
5954
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
567
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
953
11440
249
11992
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
7842
7593
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
30563
0
10528
10528
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
10528
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
3782
0
0
0
0
0
1879
1879
0
0
0
0
3782
0
0
0
1890
12
12
0
0
0
12
0
1902
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
8260
1281
6979
0
0
$0

$s9Telemetry14PrometheusRowsV3RowV7ContentOWOy
# Func Hash:
844982799169123455
# Num Counters:
5
# Counter Values:
8260
1281
6979
0
0
$0

$s9Telemetry14PrometheusRowsV3RowVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7872
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwcp:7872

$s9Telemetry14PrometheusRowsV3RowVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7872
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwxx:7872

$s9Telemetry14PrometheusRowsV3RowVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7872
$0

$s9Telemetry14PrometheusRowsV3RowVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
8260
$0

$s9Telemetry14SparseCountersV3add_2toACSgs6UInt64V_SitF
# Func Hash:
567185241684921874
# Num Counters:
4
# Counter Values:
2715
1809
33
893
$0

$s9Telemetry14SparseCountersV4log2ACSi_tcfCTf4nd_n
# Func Hash:
1031809831416449618
# Num Counters:
8
# Counter Values:
2096
147
0
0
0
0
0
147
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
409439
75
38
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
1859
1879
1879
20
0
20
0
0
1859
1879
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
1879
12
0
1879
0
3782
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
1879
0
0
0
0
1879
1879
1879
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
1890
1844
19
$0

$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
499828439292172238
# Num Counters:
8
# Counter Values:
145479
0
145479
0
0
0
0
1123
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
1283
0
0
1590
0
0
1804
1605
1605
0
536
0
4705
0
0
2873
1832
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
$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg:1832

$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
402209680820953202
# Num Counters:
7
# Counter Values:
0
467945
0
0
467945
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
477109
475385
0
0
6985
0
$0

$s9Upstreams12EndpointPoolC5lease3foryAA14UpstreamStreamC_tF
# Func Hash:
121256609413198082
# Num Counters:
12
# Counter Values:
3452
0
0
3452
143309
466664
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
1282
1282
1282
1282
0
0
0
15
0
467184
467184
1282
0
0
0
23
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
379523
143309
143309
143309
0
141078
141078
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:143309

$s9Upstreams12EndpointPoolC6attach_2toyAA14UpstreamStreamC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
121256607174161913
# Num Counters:
12
# Counter Values:
613425
613425
613425
0
0
0
145479
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
$s8Proxying15UpstreamRequestC9poolReady_8isReusedy15HTTPConnections20HTTPClientConnectionC_SbtF:613425

$s9Upstreams12EndpointPoolC6detachyyF
# Func Hash:
135188633450152203
# Num Counters:
7
# Counter Values:
613425
613425
613425
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
1832
1832
1832
0
$0

$s9Upstreams12EndpointPoolC6settle33_1E53BBF22B2061C5E1B5880A0C4C61D9LLyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
862094015811869573
# Num Counters:
21
# Counter Values:
0
532724
390720
145509
145509
0
1152
0
145509
1152
0
0
144250
1152
0
2246
0
0
1152
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:145509
1
$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg:145509
0

$s9Upstreams12EndpointPoolC9offerRoom2ofy15HTTPConnections20HTTPClientConnectionC_tF
# Func Hash:
951140661197396356
# Num Counters:
18
# Counter Values:
2170
0
147679
147679
146420
2170
2170
2170
0
0
2170
0
145509
0
1252
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:147679
0

$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF
# Func Hash:
624597111751333990
# Num Counters:
7
# Counter Values:
0
0
14953
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
613436
$0

$s9Upstreams13WorkerClusterC4pick8priority7isHTTP20F4BareAA12EndpointPoolCSg13Configuration15RoutingPriorityO_S2btF
# Func Hash:
671438674151094938
# Num Counters:
20
# Counter Values:
613425
0
403946
0
0
0
0
209485
209479
403946
0
403940
0
0
0
0
0
209479
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
209475
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
613425
0
0
0
0
0
0
0
0
0
0
0
613425
0
0
0
0
0
0
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
14953
0
0
0
0
0
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF:14953

$s9Upstreams13WorkerClusterC7cluster_AA8EndpointC8endpointtSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
14953
14953
$0

$s9Upstreams14EndpointChoiceVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
16762
$0

$s9Upstreams14EndpointChoiceVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
16762
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams14EndpointChoiceVwxx:16762

$s9Upstreams14EndpointChoiceVwxx
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
16762
0
0
$0

$s9Upstreams14SubsetCriteriaCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
14953
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:14953

$s9Upstreams14UpstreamStreamCACycfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
1809
$0

$s9Upstreams14UpstreamStreamCfd
# Func Hash:
135188635954868298
# Num Counters:
7
# Counter Values:
1809
1808
1808
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
613425
$0

$s9Upstreams17UpstreamTransportVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
15499
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams17UpstreamTransportVwxx:15499

$s9Upstreams17UpstreamTransportVwxx
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
15499
0
$0

$s9Upstreams18UpstreamConnectionC11stopWaiting33_12753243B8C6DF50FB28C2FA0ADF28FBLLyyF
# Func Hash:
844982797560798979
# Num Counters:
4
# Counter Values:
14953
14953
0
0
$0

$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
280511520829863713
# Num Counters:
18
# Counter Values:
15
14953
14953
14953
14953
14946
0
0
7
0
15
14938
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
$s8Proxying11TCPUpstreamC13upstreamEndedyy10Transports10ConnectionC_AE0F11CloseReasonOtF:14953

$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF
# Func Hash:
875034026931045355
# Num Counters:
11
# Counter Values:
14953
14953
14953
14953
14953
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
$s8Proxying11TCPUpstreamC14upstreamOpenedyy10Transports10ConnectionCF:14953

$s9Upstreams18UpstreamConnectionC2to2of3forAcA8EndpointC_AA13WorkerClusterC10Transports0C6OriginCSgtcfc
# Func Hash:
238984481941143025
# Num Counters:
3
# Counter Values:
14953
0
0
$0

$s9Upstreams18UpstreamConnectionC5adopt33_12753243B8C6DF50FB28C2FA0ADF28FBLLyy10Transports0C0CF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14953
$0

$s9Upstreams18UpstreamConnectionC5beginAA11PoolFailureVSgyF
# Func Hash:
197471692663789797
# Num Counters:
18
# Counter Values:
14953
14953
14953
0
14953
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
14953
0
0
0
0
0
0
0
0
14953
0
$0

$s9Upstreams18UpstreamConnectionC8noteGone33_12753243B8C6DF50FB28C2FA0ADF28FBLL7isLocalySb_tF
# Func Hash:
896858937320001868
# Num Counters:
10
# Counter Values:
15
14953
14953
0
15
14938
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
14953
$0

$s9Upstreams7ClusterC11maintenances6UInt64Vvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
613425
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
29917
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
15499
0
0
0
0
0
0
0
0
0
0
0
0
0
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
15499
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
409427
$0

$s9Upstreams9WaitQueueV8popFirstAA14UpstreamStreamCSgyF
# Func Hash:
927205938266860028
# Num Counters:
10
# Counter Values:
3452
0
3415
37
0
848
28
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
55141
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
15620
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
71707
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
613425
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
3618
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
2742
2069
723
57
671
4
3
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
61123
0
61123
0
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
0:61123
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lF5HTTP20E6StreamC_s15EmptyCollectionVyAHGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
3223
0
3223
0
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
0:3223
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lFSo6pollfdV_s15EmptyCollectionVyAGGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
1890
0
1890
0
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
0:1890
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
1914
0
1914
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
908
1744
0
5
33
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
613425
609973
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay15HTTPConnections20HTTPServerConnectionCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
54945
54945
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay8Proxying15UpstreamRequestCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
1809
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
85429
85429
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
10749
743
2419
0
916
0
2217
2308
49
57
1582
54
55
0
53
323
0
0
0
0
15
53
3
3
8
22
22
0
13
824
292
0
3
8
1
0
0
0
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
11
27
1114
9
11
12
0
27
9
9
0
0
0
1
1
1
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
55469
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
1299
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
1041
1041
208
0
833
1041
0
0
554
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
6
16:207
32:207
64:206
128:205
256:7
65:1
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
1321
1068
631
0
724
1056
0
0
467
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
7
8:286
17:158
33:117
65:69
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
745
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
1969
0
0
405
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
14436
376
376
12575
11931
1020
1020
9805
5122
0
0
$0

$ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlFSS_Tg5
# Func Hash:
607699200200471043
# Num Counters:
5
# Counter Values:
3807
3036
2976
4229
879
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
69922
69910
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
107
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
111106
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

