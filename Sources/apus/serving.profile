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
333
333
0
0
0
0
312695
686
313381
313370
0
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
5
$s12ProxyRuntime14WatchdogPatrol33_76E9905F0F7327830D6D83CE13629E62LLC10timerFiredyys5UInt8VF:273
$s8Proxying11ProxyWorkerC10LogFlusherC10timerFiredyys5UInt8VF:19
$s12ProxyRuntime12MemoryKeeperC10timerFiredyys5UInt8VF:17
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
1846798
1807071
39123
0
$0

$s10EventLoops0A4LoopC12buryDetached33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
255995254510318837
# Num Counters:
19
# Counter Values:
0
46673
31498
0
313391
31508
101
31407
31501
7
10
31498
0
0
0
0
313381
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
$s10Transports10ConnectionC8detachedyyF:46661
$s10EventLoops0A6SourceC8detachedyyF:12
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
1
0:10
1
0:31498

$s10EventLoops0A4LoopC12enqueueFlushyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
845452
845452
0
$0

$s10EventLoops0A4LoopC12enqueueReadyyyAA0A6SourceCF
# Func Hash:
238984482812021090
# Num Counters:
3
# Counter Values:
7711
7711
0
$0

$s10EventLoops0A4LoopC13continueReady33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
920864485235566002
# Num Counters:
18
# Counter Values:
24296
24296
24296
7579
7711
7685
7711
7711
0
0
0
2462
132
2766
2462
0
0
2898
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s10Transports10ConnectionC5readyyyF:7711
1
$s10Transports10ConnectionC5flushyyF:24296
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
118
313264
313263
313232
31
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
313232
313263
313232
$0

$s10EventLoops0A4LoopC14flushScheduled33_37280AA5F52C1C67D92C0CAC4E9C0715LLyyF
# Func Hash:
675800678640664319
# Num Counters:
9
# Counter Values:
313381
727248
720179
727248
586162
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
$s10Transports10ConnectionC5flushyyF:720179
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
2031670
2029554
38851
1846192
1807342
$0

$s10EventLoops0A4LoopC20takeConnectionNumbers6UInt64VyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47353
$0

$s10EventLoops0A4LoopC3runyyF
# Func Hash:
146835646196673450
# Num Counters:
3
# Counter Values:
313344
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
93906
0
0
93906
0
93906
0
0
935936
0
2727
0
935936
0
0
935934
0
0
0
0
312718
313381
272781
2462
313381
53
0
0
0
2
$0
# Num Value Kinds:
2
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
4
3
$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF:906306
$s10EventLoops8AcceptorC6handleyyAA0A3SetVF:29616
$s10EventLoops12SignalSourceC6handleyyAA0A3SetVF:12
1
$s10Transports10ConnectionC5flushyyF:93906
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
47395
6
0
0
0
0
0
0
0
47356
$0

$s10EventLoops0A4LoopC6detach_10descriptor0E6ClosesyAA0A6SourceC_s5Int32VSbtF
# Func Hash:
650973719758880617
# Num Counters:
8
# Counter Values:
46688
46688
46688
27
0
2
0
44
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
510474
143540
$0

$s10EventLoops0A6SourceC10isAttachedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
46661
$0

$s10EventLoops0A6SourceC4loopAcA0A4LoopC_tcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
47356
$0

$s10EventLoops10SourceListV11removeFirstyySiF
# Func Hash:
1083495315244199499
# Num Counters:
4
# Counter Values:
2898
0
553
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
9
8:256
16:149
17:66
33:43
32:24
129:6
257:5
65:3
128:1
0

$s10EventLoops10TimerWheelV10popExpired2atAA04LoopC0CSgs6UInt64V_tF
# Func Hash:
750865551241438010
# Num Counters:
13
# Counter Values:
856
687
354
687
1019
1371
687
1374
687
687
333
0
647
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
169112
165189
$0

$s10EventLoops10TimerWheelV6removeyyAA04LoopC0CF
# Func Hash:
844982796591859892
# Num Counters:
4
# Counter Values:
117778
113840
53195
3226
$0

$s10EventLoops10TimerWheelV8earliest33_46D69539C3BDAE4FEBE54275918E16D2LLs6UInt64V4tick_Si4slottSgyF
# Func Hash:
290495007224705245
# Num Counters:
5
# Counter Values:
947399
626644
626602
0
3794
$0

$s10EventLoops14FileDescriptorV5closeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
46661
46661
$0

$s10EventLoops14FileDescriptorVfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
46661
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
7809
$0

$s10EventLoops7SocketsO4make3for9operationAA14FileDescriptorV16NetworkAddresses13SocketAddressO_SSyXKtAA11SystemErrorVYKFZ
# Func Hash:
679119373655564149
# Num Counters:
5
# Counter Values:
0
7809
0
7809
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
7809
$0

$s10EventLoops7SocketsO7connect_2tos5Int32VAA14FileDescriptorV_16NetworkAddresses13SocketAddressOtFZTf4nnd_n
# Func Hash:
438284562383189920
# Num Counters:
10
# Counter Values:
7809
7809
7809
7809
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
39547
29616
39547
0
0
0
0
0
0
0
0
29616
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
$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:39544
$s5Admin0A8AcceptorC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF:3
2
$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF:29613
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
2237064
0
37290
2703
0
$0

$s10EventLoops9LoopTimerC4loop5owner4kind11timeoutKindAcA0aC0C_AA0D5OwnerCSgs5UInt8VAA07TimeoutI0Otcfc
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
88637
$0

$s10EventLoops9LoopTimerC5placeyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
131456
81113
$0

$s10EventLoops9LoopTimerCfD
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
87259
83219
$0

$s10Transports10ConnectionC10dropSourceyyF
# Func Hash:
650973720145446879
# Num Counters:
8
# Counter Values:
46661
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
3106
3106
3104
$0

$s10Transports10ConnectionC10pipedCountSivg
# Func Hash:
844982796701484031
# Num Counters:
4
# Counter Values:
0
270210
0
0
$0

$s10Transports10ConnectionC10receiveRaw4intoAA11ReadOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
456618549423834958
# Num Counters:
15
# Counter Values:
33341
869377
788808
4
0
869373
79990
34149
0
748739
863091
808
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
764
9
0
2008
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF:2781

$s10Transports10ConnectionC10takeUnreadAA11ReadOutcomeV5StateOyF
# Func Hash:
526279452852750498
# Num Counters:
12
# Counter Values:
0
334207
334205
334207
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
17
0
0
0
0
7124
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
46664
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
429314
422221
422221
422221
422221
422221
151992
151992
422221
387936
387936
0
0
17
22
0
0
0
0
22
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
93614
93614
32171
63031
0
0
31622
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
470227
0
696
$0

$s10Transports10ConnectionC12pauseReadingyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7120
$0

$s10Transports10ConnectionC12sendOutboundyyF
# Func Hash:
748768865581908580
# Num Counters:
38
# Counter Values:
0
0
805988
0
0
0
0
32441
0
838383
0
1
0
0
0
838383
0
0
0
0
0
838376
838375
7
805941
805941
14
0
838375
805934
805934
0
21
805927
0
10
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
7120
7120
0
$0

$s10Transports10ConnectionC15continueReadingyyF
# Func Hash:
376260593386337242
# Num Counters:
9
# Counter Values:
7711
7711
3299
5788
3299
3299
5788
2618
5107
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:3106
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:193

$s10Transports10ConnectionC15endOurDirectionyyF
# Func Hash:
264495434870589620
# Num Counters:
4
# Counter Values:
753
270
39258
47
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC7sendEnd2ony10Transports10ConnectionC_tF:753

$s10Transports10ConnectionC16takeSplicedCountSiyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
334319
$0

$s10Transports10ConnectionC17armLifecycleTimeryys6UInt64VF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
104560
104560
40204
104560
0
$0

$s10Transports10ConnectionC17notifyWhenDrainedyyF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
46349
2599
$0

$s10Transports10ConnectionC20isAboveHighWatermarkSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
604417
$0

$s10Transports10ConnectionC22hasReceivedEndOfStreamSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39527
$0

$s10Transports10ConnectionC4loop10descriptor6remote5localAC10EventLoops0G4LoopC_AH14FileDescriptorV16NetworkAddresses13SocketAddressOAOSgtcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39547
$0

$s10Transports10ConnectionC4send33_D2D32E4CF9C4DF2ADBF2F94460EDBF19LLyyF
# Func Hash:
228962954689488054
# Num Counters:
14
# Counter Values:
4124
0
792935
1
32185
41317
0
32185
765619
4124
0
0
0
32185
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s3TLS12TLSTransportC5write4from2on10Transports12WriteOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:45441

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
39481
7086
39481
0
32395
32395
18
0
$0

$s10Transports10ConnectionC5flushyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
838383
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
7711
7711
0
0
7711
0
2
0
763
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
$s3TLS12TLSTransportC10wantsFlushSbvg:765

$s10Transports10ConnectionC5startyyF
# Func Hash:
1096621587831064068
# Num Counters:
5
# Counter Values:
39547
0
772
772
38775
$0

$s10Transports10ConnectionC6handleyy10EventLoops0D3SetVF
# Func Hash:
1141247764307122949
# Num Counters:
31
# Counter Values:
0
0
906306
31622
31504
835046
7809
61443
0
61443
2008
795742
1321
1
0
0
10
0
2008
7809
10
0
13
0
1
0
7809
7808
0
10
0
$0

$s10Transports10ConnectionC6lingeryyF
# Func Hash:
567185242781546426
# Num Counters:
5
# Counter Values:
223
32394
32171
32171
32394
$0

$s10Transports10ConnectionC6opened33_2C2846B28123F9D15E59B25BD653F05DLLyyF
# Func Hash:
18663488466359223
# Num Counters:
10
# Counter Values:
47070
47347
7809
39535
47347
47347
47070
777
0
777
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF:32425
$s8Proxying15TCPProxySessionC16connectionOpenedyyF:7113
$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF:7113
$s15HTTPConnections21HTTP1ClientConnectionC16connectionOpenedyyF:681
$s15HTTPConnections21HTTP2ClientConnectionC16connectionOpenedyyF:15

$s10Transports10ConnectionC6origin10forTellingAA0B6OriginCSgSb_tF
# Func Hash:
650973720149239099
# Num Counters:
8
# Counter Values:
14226
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
7809
0
7809
7809
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
7134
805981
32394
7134
3277
3277
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF:3277

$s10Transports10ConnectionC7handlerAA0B7HandlerCSgvs
# Func Hash:
37730073980293528
# Num Counters:
4
# Counter Values:
0
47549
193
47549
$0

$s10Transports10ConnectionC7receive33_67B225CA7C0152DF30F7EFC786F59F03LLyyF
# Func Hash:
197088143187051970
# Num Counters:
24
# Counter Values:
46
0
43
7145
270
136
796515
796469
8823
793679
796254
796254
43
38200
14223
43
14223
0
763
579
0
7078
579
10
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
6
$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF:334208
$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF:270441
$s8Proxying15TCPProxySessionC18connectionReadable11endOfStreamySb_tF:83089
$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF:77659
$s15HTTPConnections21HTTP2ServerConnectionC18connectionReadable11endOfStreamySb_tF:25191
$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF:5881
1
$s3TLS12TLSTransportC10wantsFlushSbvg:38963

$s10Transports10ConnectionC7sendRaw4fromAA12WriteOutcomeV7Buffers10ByteBufferVz_tF
# Func Hash:
331779888104955211
# Num Counters:
9
# Counter Values:
1
809220
810461
809220
809219
1
809219
765619
0
$0

$s10Transports10ConnectionC8closeNowyyAA0B11CloseReasonOF
# Func Hash:
903345235644837084
# Num Counters:
9
# Counter Values:
46661
46661
39509
772
46661
39527
0
7084
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
$s3TLS12TLSTransportC6closedyyF:772
5
$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:32241
$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:7113
$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF:7113
$s15HTTPConnections21HTTP2ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:193
$s15HTTPConnections21HTTP1ClientConnectionC16connectionClosedyy10Transports0D11CloseReasonOF:1

$s10Transports10ConnectionC8detachedyyF
# Func Hash:
287486628912133448
# Num Counters:
6
# Counter Values:
46661
0
0
46661
0
0
$0

$s10Transports10ConnectionC8isClosedSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
143815
$0

$s10Transports10ConnectionC8readOnce33_67B225CA7C0152DF30F7EFC786F59F03LLAA11ReadOutcomeVyF
# Func Hash:
716669422958198027
# Num Counters:
7
# Counter Values:
0
43
757553
579
781469
14426
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF:38964

$s10Transports10ConnectionC8readableyy10EventLoops0D3SetVF
# Func Hash:
965012993927400262
# Num Counters:
17
# Counter Values:
0
0
795742
14741
239
795501
2
7123
0
0
2
791814
0
2
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
14202
14202
14202
8740
$0

$s10Transports10ConnectionC9hasOutputSbvg
# Func Hash:
543243708474390485
# Num Counters:
4
# Counter Values:
7084
7084
7084
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
14137
21539
21539
193
21346
21346
3801
$0

$s10Transports10ConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
46661
$0

$s10Transports10ConnectionCfd
# Func Hash:
391331303746805509
# Num Counters:
6
# Counter Values:
0
0
46661
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
7809
$0

$s10Transports16ConnectionOriginCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:7113

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
86263
$0

$s10Transports21ConnectionCloseReasonO21__derived_enum_equalsySbAC_ACtFZTf4nnd_n
# Func Hash:
135896433335601181
# Num Counters:
26
# Counter Values:
0
14158
32429
27
0
46736
0
0
0
0
0
0
71956
0
14158
122
0
27
0
0
71956
0
14158
122
0
27
$0

$s12ProxyRuntime14WorkerListenerC11acceptedAllyySiF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
29613
0
$0

$s12ProxyRuntime14WorkerListenerC8accepted_6remotey10EventLoops14FileDescriptorVn_16NetworkAddresses13SocketAddressOtF
# Func Hash:
356538117563808643
# Num Counters:
7
# Counter Values:
0
39544
39544
0
39544
39544
39544
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
39544
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
772
0
0
12
0
0
0
39544
0
0
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
$s8Proxying21HTTPConnectionManagerCAA8ChainEndA2aDP5adopt__6behindy10Transports10ConnectionC_7Filters0I5FactsCSayAK13NetworkFilterCGtFTW:32431
$s8Proxying17ConnectionServiceCAA8ChainEndA2aDP5adopt__6behindy10Transports0B0C_7Filters0B5FactsCSayAK13NetworkFilterCGtFTW:7113
0

$s12ProxyRuntime15ListenerServiceC6admits33_D2353B0392C331F211412F93C9351CA7LLSbyF
# Func Hash:
653247340856437173
# Num Counters:
13
# Counter Values:
39544
0
0
0
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
39544
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
22056
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
23772
$0

$s13Configuration15RetryConditionsV12gatewayErrorACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
$0

$s13Configuration15RetryConditionsV12retriable4xxACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
$0

$s13Configuration15RetryConditionsV16retriableHeadersACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
$0

$s13Configuration15RetryConditionsV20retriableStatusCodesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
$0

$s13Configuration15RetryConditionsV6mayAsk3forSbs6UInt16V_tF
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
23772
0
$0

$s13Configuration15RetryConditionsV7anyGRPCACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
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
7893
12
$0

$s13Configuration24CircuitBreakerThresholdsVSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
7845
7833
$0

$s13Configuration24CircuitBreakerThresholdsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7893
$0

$s13Configuration24CircuitBreakerThresholdsVwst
# Func Hash:
567185240178928211
# Num Counters:
5
# Counter Values:
7893
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
7833
94
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s13Configuration24CircuitBreakerThresholdsVwcp:7833
1
$s13Configuration24CircuitBreakerThresholdsVwst:7833
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
470926
0
0
64001
0
406925
0
0
0
0
0
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
470923
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
470920
470920
470920
0
470920
470920
0
0
0
470920
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
470920
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
2217899
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
646273
2796
643480
$0

$s13HTTPSemantics8HeaderIDV4names12StaticStringVvg
# Func Hash:
1144487900784059767
# Num Counters:
118
# Counter Values:
3804369
9
1076
202741
8725
10
9
9
9
301995
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
470946
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
3012
9
9
9
128108
9
1063
2207
200725
401441
462880
1338
9
0
9
9
9
9
9
9
9
30
9
17
9
471754
9
9
0
9
9
9
9
28
873
9
2509
9
12
9
471595
55
9
9
9
2396
9
3713
9
462981
200725
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
3704
0
0
0
0
0
646273
0
0
3012
0
0
0
0
0
0
0
0
0
0
0
0
0
0
8759
4420
3838
864
200746
0
0
0
0
99
0
0
0
0
3
200716
0
0
0
0
0
14
663
4018
0
9789
0
2792
0
9
7332
0
0
0
664
0
822
0
0
14
0
0
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
8716
16
0
0
0
0
0
0
864
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
822
0
0
0
0
0
0
0
0
0
663
1
0
765
0
2198
0
2016
0
0
0
17
0
0
0
0
0
0
2500
0
0
0
1064
0
0
0
0
0
0
0
2792
0
0
3628
0
0
0
0
0
0
0
0
0
599
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
99
0
0
0
0
0
200716
0
664
0
0
822
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
470923
0
$0

$s13HTTPSemantics8MetadataVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
41513
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
274714
0
0
0
0
0
0
271539
0
271539
0
0
0
0
0
0
0
0
0
0
0
0
0
0
635
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZ
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32160
$0

$s13HTTPSemantics9FieldListO8containsySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
341199223409513399
# Num Counters:
27
# Counter Values:
0
0
32160
32160
0
160800
160800
32160
32160
0
160800
32160
32160
32160
32160
32160
32160
32160
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
1293948
1203800
1770030
98864
0
1299107
$0

$s13HTTPSemantics9HeaderMapV11extendValue2at9separator_ySi_s12StaticStringVy7Buffers10ByteBufferVzXEtF018$s13HTTPSemantics9bc59V8ProxyingE15appendForwardedyys4SpanVys5UInt8VGFy7Buffers10kL7VzXEfU_s0S0Vys0U0VGTf1nncn_n
# Func Hash:
1065123702328387272
# Num Counters:
15
# Counter Values:
8716
8716
0
0
0
0
0
0
0
8716
0
8716
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
1962474
2600
$0

$s13HTTPSemantics9HeaderMapV12notePresenceyyAA0B2IDVF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
4765843
598923
$0

$s13HTTPSemantics9HeaderMapV15sanitizeRefereryyF
# Func Hash:
391331302394690820
# Num Counters:
7
# Counter Values:
0
4508484
470920
470920
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
1002621
1702673
0
0
604417
0
604417
604417
0
0
0
0
0
0
0
0
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
604417
604417
0
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10ByteBufferVzXEfU_
# Func Hash:
801277454386375900
# Num Counters:
11
# Counter Values:
534923
0
0
0
64000
470923
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
72716
0
462207
704
0
72716
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF054$s8Proxying12ActiveStreamC12setRequestIDyyFy7Buffers10gH7VzXEfU_s6UInt64VALTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
8716
0
284545
0
0
8716
$0

$s13HTTPSemantics9HeaderMapV3setyyAA0B2IDV_y7Buffers10ByteBufferVzXEtF088$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtFy7Buffers10gH7VzXEfU_s0T0VTf1ncn_n
# Func Hash:
11922953243573159
# Num Counters:
6
# Counter Values:
0
0
470923
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
8716
0
462207
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
4339962
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
1686204
0
1215284
1215284
0
0
1215284
0
$0

$s13HTTPSemantics9HeaderMapV6appendyyAA0B2IDV_s4SpanVys5UInt8VGtF
# Func Hash:
801277458014341285
# Num Counters:
11
# Counter Values:
1389847
0
0
462207
662923
200717
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
470923
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
40873
525340
40873
40873
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
2
0:32157
16:8716

$s13HTTPSemantics9HeaderMapV8ProxyingE15appendForwardedyys4SpanVys5UInt8VGF
# Func Hash:
1096621588078651545
# Num Counters:
5
# Counter Values:
0
95876
462207
8716
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
385884
0
0
0
0
0
0
0
32157
0
0
0
0
0
0
0
0
0
0
0
32157
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
32157
0
160785
0
32157
32157
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
217900
200468
78444
0
17432
0
0
0
0
0
0
0
0
0
0
17432
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
470923
470923
470923
0
$0

$s13HTTPSemantics9HeaderMapV8setValue2at_ySi_s4SpanVys5UInt8VGtF
# Func Hash:
784007058953177093
# Num Counters:
2
# Counter Values:
479638
0
$0

$s13HTTPSemantics9HeaderMapV9removeAllyyF
# Func Hash:
1124680653679132783
# Num Counters:
3
# Counter Values:
0
2828766
0
$0

$s13HTTPSemantics9HeaderMapV9writeLiney7Buffers05FieldE0VAA0B2IDV_yAE10ByteBufferVzXEtF018$s13HTTPSemantics9bc45V3setyyAA0B2IDV_s12StaticStringVtFy7Buffers10iJ7VzXEfU_s0rS0VTf1ncn_n
# Func Hash:
605141909193687484
# Num Counters:
14
# Counter Values:
534923
0
0
0
0
470923
0
0
0
64000
0
0
0
534923
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
293261
0
0
0
0
0
293261
0
0
0
0
0
0
293261
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
470923
0
0
0
0
470923
0
0
0
0
0
0
0
470923
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
470923
0
0
18
0
470923
0
0
0
0
0
0
0
470923
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
366390
366390
366390
0
0
3
32180
334207
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
605790
438
$0

$s13HTTPSemantics9HeaderSetV21countedOnceInRequestsACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
270464
$0

$s13HTTPSemantics9HeaderSetV22countedOnceInResponsesACvau
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
334888
$0

$s13RuntimeValues0A6NumberV7currents6UInt64Vvg
# Func Hash:
1063705162494746942
# Num Counters:
3
# Counter Values:
24363
24363
24363
$0

$s15HTTPConnections13HTTP2HeldHead33_6342418ED1869147101DFF1B8D4F6911LLVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
337432
$0

$s15HTTPConnections20HTTPClientConnectionC12countTrafficyyF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
8988
7581
3107
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:7581

$s15HTTPConnections20HTTPClientConnectionC13stopIdleTimeryyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
467465
465547
$0

$s15HTTPConnections20HTTPClientConnectionC14startIdleTimer5afterys6UInt64V_tF
# Func Hash:
607699197618094922
# Num Counters:
5
# Counter Values:
334475
334475
696
762
0
$0

$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
470923
136716
$0

$s15HTTPConnections20HTTPServerConnectionC10connection5owner7options11speaksHTTP2AC10Transports0C0C_AA0bC5OwnerCAA0bC7OptionsVSbtcfc
# Func Hash:
927205939964404080
# Num Counters:
9
# Counter Values:
32627
3
32627
3
0
32627
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
470923
470923
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC11endReleasedyyF:270207
$s15HTTPConnections21HTTP2ServerConnectionC11endReleasedyyF:200716

$s15HTTPConnections20HTTPServerConnectionC10stopTimersyyF
# Func Hash:
1096621591214462149
# Num Counters:
5
# Counter Values:
64614
64614
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
328075
327824
32471
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:327818
$s5Admin0A11ConnectionsC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF:6

$s15HTTPConnections20HTTPServerConnectionC4PeerVyAE16NetworkAddresses13SocketAddressOcfCTf4nd_n
# Func Hash:
1124680650602959256
# Num Counters:
3
# Counter Values:
0
32627
0
$0

$s15HTTPConnections20HTTPServerConnectionC7armHeadyyF
# Func Hash:
37730074275502569
# Num Counters:
5
# Counter Values:
470926
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
470923
0
$0

$s15HTTPConnections20HTTPServerConnectionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32627
$0

$s15HTTPConnections21HTTP1ClientConnectionC11takeSpliced33_108072ED44BE0B80B070D2BECA2E9012LLyy13HTTPSemantics0C6StreamCF
# Func Hash:
1108181536843906764
# Num Counters:
4
# Counter Values:
334295
88
88
2
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15UpstreamRequestC19responseDataSpliced_9endStreamySi_SbtF:88

$s15HTTPConnections21HTTP1ClientConnectionC12finishStream33_108072ED44BE0B80B070D2BECA2E9012LL05endOfF0ySb_tF
# Func Hash:
908742321315586228
# Num Counters:
18
# Counter Values:
0
334207
0
334207
334207
0
334207
334207
0
0
0
334207
0
334207
334207
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
$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF:334207

$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
757987888527947852
# Num Counters:
11
# Counter Values:
0
3
334207
334207
334207
334207
334206
334207
0
334206
0
$0

$s15HTTPConnections21HTTP1ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
1003929209310505063
# Num Counters:
3
# Counter Values:
334296
334295
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams12EndpointPoolC14trafficChanged_8received4senty15HTTPConnections20HTTPClientConnectionC_s6UInt64VAKtF:334295

$s15HTTPConnections21HTTP1ClientConnectionC6handle33_108072ED44BE0B80B070D2BECA2E9012LLySb0B00B4StepO_13HTTPSemantics0C6StreamC7Buffers10ByteBufferVzANztF
# Func Hash:
377985392134887869
# Num Counters:
42
# Counter Values:
0
334207
0
0
0
0
0
334204
334206
0
334206
1
1
0
1
0
0
0
334206
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
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:334207
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:334206
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
334296
334296
668413
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
334207
1
0
88
0
0
1
1
334295
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
32434
$0

$s15HTTPConnections21HTTP1ServerConnectionC11beginStreamyyF
# Func Hash:
515008861668025288
# Num Counters:
5
# Counter Values:
270210
270210
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
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:270207
$s5Admin0A11ConnectionsC10makeStream2on13HTTPSemantics06ServerD0C15HTTPConnections20HTTPServerConnectionC_tF:3

$s15HTTPConnections21HTTP1ServerConnectionC11decideReuseyyF
# Func Hash:
624520584751353295
# Num Counters:
11
# Counter Values:
0
32160
0
238050
0
238050
0
238044
6
6
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
270207
270207
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
270210
0
270209
0
270208
270208
0
238029
0
0
238029
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
270209
270210
810618
270210
0
270210
1
0
1
270210
0
270210
0
1
0
32180
3
270207
270209
270209
0
270210
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
270210
0
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC13decideReading33_477EB726209AD7FE45979F8193544B06LLyyF
# Func Hash:
896858934374428610
# Num Counters:
11
# Counter Values:
270256
270211
45
23
270200
0
0
270200
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
762
763
193
32216
0
13
0
762
1
0
0
31659
1
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s3TLS12TLSTransportC19applicationProtocolSSvg:763
1
$s8Proxying21HTTPConnectionManagerC11http2Chosenyy15HTTPConnections20HTTPServerConnectionCF:193

$s15HTTPConnections21HTTP1ServerConnectionC16connectionClosedyy10Transports0D11CloseReasonOF
# Func Hash:
212427825531466200
# Num Counters:
4
# Counter Values:
32241
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
$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF:32238
$s5Admin0A11ConnectionsC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0H11CloseReasonOtF:3

$s15HTTPConnections21HTTP1ServerConnectionC16connectionOpenedyyF
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
32425
32425
32425
$0

$s15HTTPConnections21HTTP1ServerConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
536873293221928524
# Num Counters:
4
# Counter Values:
270450
270257
45
32422
$0

$s15HTTPConnections21HTTP1ServerConnectionC22finishStreamIfCompleteyyF
# Func Hash:
585075841721807903
# Num Counters:
17
# Counter Values:
540431
270210
270210
0
0
270210
270210
0
238030
0
238030
32180
0
238030
0
0
238030
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:270207
$s5Admin0A11ConnectionsC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:3

$s15HTTPConnections21HTTP1ServerConnectionC7processyyF
# Func Hash:
93121762855945415
# Num Counters:
89
# Counter Values:
0
540470
540469
270213
270257
270233
270210
270210
270210
0
270257
0
0
270210
0
0
3
0
24
0
3
0
0
0
3
0
1
270256
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
270222
0
0
270209
270209
270209
270209
270209
0
0
0
0
0
270233
270256
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
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:270207
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
32180
32180
0
$0

$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF
# Func Hash:
1014045258167405403
# Num Counters:
17
# Counter Values:
270210
270210
270210
270210
270210
270210
270207
238031
3
0
4
270206
0
0
0
270210
270207
$0

$s15HTTPConnections21HTTP1ServerConnectionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32434
$0

$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF
# Func Hash:
927205940351213107
# Num Counters:
11
# Counter Values:
136716
0
136716
0
6741
0
20828
129977
6739
0
0
$0

$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
136746
$0

$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
1601
1586
1586
$0

$s15HTTPConnections21HTTP2ClientConnectionC17connectionDrainedyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
3277
$0

$s15HTTPConnections21HTTP2ClientConnectionC18connectionReadable11endOfStreamySb_tF
# Func Hash:
376260592669507976
# Num Counters:
9
# Counter Values:
8987
8987
0
0
8987
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
12279
12279
12279
0
10673
3053
8076
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

$s15HTTPConnections21HTTP2ClientConnectionC6handleyy0B00B4StepOn_7Buffers10ByteBufferVtF
# Func Hash:
306552510047711966
# Num Counters:
46
# Counter Values:
0
0
0
2010
0
0
0
0
0
2010
0
0
0
0
0
0
0
0
0
0
0
0
0
0
137250
0
0
0
15
0
0
0
137250
0
0
0
0
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
137250
534
136716
0
136716
0
136716
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
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:136716
1
$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF:136716
1
$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF:534

$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg
# Func Hash:
1124680650898168297
# Num Counters:
4
# Counter Values:
410208
410208
410208
410208
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
22468
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
200716
$0

$s15HTTPConnections21HTTP2ServerConnectionC11endReleasedyyF
# Func Hash:
141929910016605479
# Num Counters:
11
# Counter Values:
0
0
0
0
0
0
200716
0
0
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC12streamOpenedyy0B00B6StreamCF
# Func Hash:
135658511445218959
# Num Counters:
9
# Counter Values:
200716
200716
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
$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF:200716
0

$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF
# Func Hash:
325048436923033855
# Num Counters:
19
# Counter Values:
0
0
200716
200716
0
0
200716
0
0
200716
200716
31135
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
25384
179
25384
25384
25384
179
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
25384
25384
0
24238
0
24238
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
401966
0
37829
200716
0
200716
0
0
0
$0

$s15HTTPConnections21HTTP2ServerConnectionC6finishyy0B00B6StreamC_13HTTPSemantics0cF0CtF
# Func Hash:
518987677821452143
# Num Counters:
25
# Counter Values:
0
0
0
200716
0
0
0
0
200716
0
0
18085
0
18085
18085
18085
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
$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF:200716

$s15HTTPConnections21HTTP2ServerConnectionC6handleyy0B00B4StepOn_7Buffers10ByteBufferVtF
# Func Hash:
379644349920147521
# Num Counters:
27
# Counter Values:
0
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
264716
200716
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
201250
201250
0
0
201250
534
6694
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
12279
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
25384
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
476436906973259520
# Num Counters:
15
# Counter Values:
136716
136716
136716
136716
0
0
22995
0
0
0
22995
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
$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF:136716

$s15HTTPConnections9HTTP2SidePAAE12processInputSbyFAA0B16ClientConnectionC_Tg5
# Func Hash:
548210402287426386
# Num Counters:
55
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
281857
281857
139260
8987
7891
136716
133610
0
0
19889
0
8987
0
0
136716
139260
8987
136716
0
3106
0
3106
0
0
15
0
3106
0
0
0
5881
0
0
0
63
0
0
0
0
0
5881
5881
5881
5881
5881
0
$0

$s15HTTPConnections9HTTP2SidePAAE12processInputSbyFAA0B16ServerConnectionC_Tg5
# Func Hash:
947642955636692710
# Num Counters:
103
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
200716
0
200716
0
200716
0
0
0
291064
0
28012
0
0
25384
291064
0
64964
0
0
0
26156
200716
200716
200716
0
25384
0
0
0
0
0
0
0
0
0
200716
64964
25384
0
28012
0
0
0
0
0
0
200716
0
0
0
0
0
0
0
0
0
0
193
15496
0
0
0
0
0
0
0
25384
0
0
0
0
0
0
0
0
0
0
0
0
0
0
771
0
0
0
0
0
9887
9887
9887
9887
9887
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
$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF:200716

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
12279
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
25384
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
1235107
0
$0

$s16NetworkAddresses11AddressTextV6append7decimalys6UInt16V_tF
# Func Hash:
920543277903067295
# Num Counters:
15
# Counter Values:
130784
36
36
32723
32723
130784
36
36
32723
32723
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
40279
0
40279
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
7809
0
0
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
7857
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
1102077
550012
$0

$s16NetworkAddresses13SocketAddressOSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:7113

$s16NetworkAddresses13SocketAddressOSgWOy
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
525389
39544
$0

$s16NetworkAddresses13SocketAddressOWOe
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
720486
29628
$0

$s16NetworkAddresses13SocketAddressOWOy
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
645747
0
$0

$s16NetworkAddresses13SocketAddressOwet
# Func Hash:
607699200014702880
# Num Counters:
5
# Counter Values:
7113
7113
0
0
7113
$0

$s16NetworkAddresses9IPAddressV11isLocalhostSbvg
# Func Hash:
1007112939986446439
# Num Counters:
6
# Counter Values:
470923
0
470923
470923
0
0
$0

$s16NetworkAddresses9IPAddressV4textAA11AddressTextVvg
# Func Hash:
1031809834686824502
# Num Counters:
8
# Counter Values:
2057013
97953
97953
32651
0
0
0
130604
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
23774
0
0
0
0
0
71316
71316
0
0
23772
2
0
0
0
0
0
23772
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
17344
11494
760
10734
5850
$0

$s3TLS10TLSContextC15setMessageCount33_0C18FD7CA5F380F092AE1502B064B39ALL2onys13OpaquePointerV_tFZyAHSg_s5Int32VAKtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
17344
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZSiAH_s5Int32VSiSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
703654
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_
# Func Hash:
844982796974805307
# Num Counters:
4
# Counter Values:
44365
44365
0
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_SPys4Int8VGSgSiSpySiGSgtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
44365
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_
# Func Hash:
334492584027767094
# Num Counters:
5
# Counter Values:
130339
130339
87240
43099
0
$0

$s3TLS10TLSLibraryO10makeMethod33_77F645415155C8CBB4DFD4D19C60DA70LLs13OpaquePointerVSgyFZs5Int32VAH_Spys4Int8VGSgSiSpySiGSgtcfU0_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
130339
$0

$s3TLS10TLSMetricsC5count_6number6thread4nameyAC8PropertyO_S2iSSyXEtF50$s3TLS12TLSTransportC15countPropertiesyyFSSyXEfU1_AA0J0CTf1nnncn_nTf4nnnng_n
# Func Hash:
45209324640076840
# Num Counters:
16
# Counter Values:
1525
0
764
3
764
764
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
2289
0
764
3
764
764
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

$s3TLS12TLSTransportC10wantsFlushSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39728
$0

$s3TLS12TLSTransportC11giveRecordsySiSwF
# Func Hash:
111570512344168648
# Num Counters:
14
# Counter Values:
130339
87240
87240
87240
87240
39895
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
5:43620
513:36618
129:3643
257:1825
1:764
33:764
65:5
32:1

$s3TLS12TLSTransportC11takeRecordsyySWF
# Func Hash:
339793670420220621
# Num Counters:
8
# Counter Values:
0
44365
0
44365
44365
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
257:37632
513:3100
129:2878
17:754
65:1

$s3TLS12TLSTransportC4read4into2on10Transports11ReadOutcomeV7Buffers10ByteBufferVz_AG10ConnectionCtF
# Func Hash:
940266886716323178
# Num Counters:
19
# Counter Values:
0
80869
41317
39552
588
0
38964
38964
0
38376
38376
0
38964
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
42080
87520
41317
0
41317
41317
45441
45440
1
0
0
$0

$s3TLS12TLSTransportC9handshake2on10Transports16HandshakeOutcomeOAF10ConnectionC_tF
# Func Hash:
902206887951672327
# Num Counters:
14
# Counter Values:
3547
3547
2781
2781
0
2781
0
9
2008
764
0
0
2014
2008
$0

$s3TLS12TLSTransportC9isSecuredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
44545
$0

$s5HTTP10A10BodyLengthO10keepsAlive_7versionSb13HTTPSemantics9HeaderMapV_AF11HTTPVersionOtFZTf4nnd_n
# Func Hash:
238984481558059729
# Num Counters:
3
# Counter Values:
366368
0
334208
$0

$s5HTTP10A10BodyLengthO5listsySb13HTTPSemantics9HeaderMapV_AE0F2IDVs12StaticStringVtFZTf4nnnd_n
# Func Hash:
259212324601404017
# Num Counters:
13
# Counter Values:
32160
385899
0
700576
32160
32160
32160
0
0
0
0
700576
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
1230972
1230972
0
0
334208
334208
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
334208
0
0
1002621
0
0
0
0
0
32160
0
0
334208
0
0
0
0
0
0
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
270210
0
0
0
0
0
0
0
0
0
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
334207
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
334207
668414
334206
0
0
0
334206
0
0
1002622
0
0
334207
0
0
0
0
334207
334207
334207
334207
0
0
0
0
334207
0
334207
334207
334207
0
0
334207
0
0
0
0
0
0
0
334206
0
0
0
0
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
270207
0
270210
0
270210
32180
0
0
0
3
0
0
0
32180
32180
32180
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
668414
0
0
0
0
334207
0
0
334207
0
0
0
0
0
0
0
0
334207
334207
0
0
334207
0
0
334207
0
0
0
0
0
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
1080841
810631
270210
270210
0
0
270210
0
270210
0
0
0
0
0
0
0
0
0
0
0
0
0
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
270210
270210
44
0
270210
0
270210
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
32161
32161
0
0
32160
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
270209
0
$0

$s5HTTP10A13RequestParserV12startMessage33_5FC32F26A3B6806CB580CB2861623710LLyyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
238030
$0

$s5HTTP10A13RequestParserV13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
270210
$0

$s5HTTP10A13RequestParserV15appendFirstLine33_5FC32F26A3B6806CB580CB2861623710LLySiAA0abF0V_Si13HTTPSemantics0B4HeadVztF
# Func Hash:
391331301509888550
# Num Counters:
6
# Counter Values:
270210
44
0
270210
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
270210
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
238030
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32434
$0

$s5HTTP10A13RequestParserV7optionsAcA0A7OptionsV_tcfCTf4nd_n
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32434
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
270210
0
0
270210
270210
270210
0
270210
0
0
0
0
0
0
270210
0
0
0
0
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
270210
238049
0
270210
0
0
0
0
270210
0
0
0
0
0
0
0
0
0
0
0
0
32161
0
0
0
0
270210
$0

$s5HTTP10A13RequestParserVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
32434
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A13RequestParserVwxx:32434

$s5HTTP10A13RequestParserVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
32434
$0

$s5HTTP10A14ResponseParserV10finishHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOSi_s6UInt16VtF
# Func Hash:
391331303120490135
# Num Counters:
7
# Counter Values:
0
0
334206
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
334207
334207
1393
0
334207
0
334207
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
668413
0
0
334207
0
334204
334206
0
0
0
0
0
0
0
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
334207
$0

$s5HTTP10A14ResponseParserV8readHead33_A4919031915AF19A269B3EC81AB42F16LLyAA0A4StepOs4SpanVys5UInt8VG_13HTTPSemantics0bE0VzAM9HeaderMapVztF
# Func Hash:
804816984834665268
# Num Counters:
13
# Counter Values:
334207
0
334207
0
0
0
334207
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
334207
0
0
0
0
334207
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
270210
0
0
0
0
0
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
66263
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwcp:66263

$s5HTTP10A7OptionsVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
33173
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s5HTTP10A7OptionsVwxx:33173

$s5HTTP10A7OptionsVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
66263
$0

$s5HTTP10A7OptionsVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
33173
$0

$s5HTTP20A10FrameGuardV10countBlock33_9E2AE3F5DC709861BFF8CED64F82C049LLyAC7VerdictOAA0aB6HeaderVF
# Func Hash:
856435868560273462
# Num Counters:
7
# Counter Values:
337432
337432
0
337432
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
136716
0
200716
0
0
0
2173
0
0
540929
0
200716
337432
0
0
0
2173
608
0
200716
2173
0
0
0
2173
0
0
0
337432
0
200716
0
200716
0
0
0
0
0
$0

$s5HTTP20A11FieldNatureV4nameACs4SpanVys5UInt8VG_tcfCTf4nd_n
# Func Hash:
93478046834499465
# Num Counters:
13
# Counter Values:
0
0
0
0
0
99
0
2016
646196
646196
646196
440534
202831
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
5815997
239531
0
0
0
440534
440534
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
440534
205662
0
440534
0
0
440534
$0

$s5HTTP20A11FieldNatureV6isGood33_7CE45467D6E53EA6CDA57E585F460A00LL11pseudoValueSbs4SpanVys5UInt8VG_tF
# Func Hash:
534572324160885868
# Num Counters:
29
# Counter Values:
0
588
0
0
0
0
12048
1868
51
205662
0
1868
0
0
588
588
0
200716
1329
3012
17
3012
1329
200716
3012
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
410148
410148
0
802864
136716
0
136716
0
0
0
0
0
136716
200716
200716
200716
200716
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
337432
0
200716
2121
0
0
200716
0
0
200716
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
136716
0
0
0
0
0
0
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
200716
512000
0
0
0
0
64000
794148
794148
200716
0
0
64000
0
0
200716
0
0
0
0
200716
0
200716
0
200716
0
200716
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
700627
0
235195
939580
0
337432
337432
0
465432
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
337432
337432
$0

$s5HTTP20A11FieldReaderV6finish_2ofy13HTTPSemantics12ResponseHeadVz_AA0A6StreamCtF
# Func Hash:
948827211644776073
# Num Counters:
8
# Counter Values:
136716
136716
0
0
136716
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
200716
200716
0
0
0
0
0
802864
0
0
0
200716
0
0
0
0
0
0
136716
0
0
200716
0
0
0
0
200716
0
0
0
0
0
0
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
571660
540929
$0

$s5HTTP20A11KnownFieldsV9forgetAll33_F36AEA8ED64E6CCB35AF15D16D5BA8CDLLyyF
# Func Hash:
1096621590876055983
# Num Counters:
5
# Counter Values:
5525
6315
6315
185
185
$0

$s5HTTP20A13ClosedStreamsV3add_9resetByUsys6UInt32V_SbtF
# Func Hash:
619802543853138415
# Num Counters:
6
# Counter Values:
26624
310808
832
0
0
2472
$0

$s5HTTP20A4StepOWOe
# Func Hash:
287486627356528169
# Num Counters:
7
# Counter Values:
405474
0
0
402500
0
0
0
$0

$s5HTTP20A4StepOWOy
# Func Hash:
287486627356528169
# Num Counters:
7
# Counter Values:
204224
0
0
201250
0
0
0
$0

$s5HTTP20A6MemoryC11freeWaiting33_CEF1F79A9E0D98B8CE3536874D28CE44LL6downToySi_tF
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
71114
36915
33605
594
$0

$s5HTTP20A6MemoryC7takeNew33_CEF1F79A9E0D98B8CE3536874D28CE44LLySvSgSi_SitFTf4nnd_n
# Func Hash:
37730073911474559
# Num Counters:
5
# Counter Values:
59555
59555
59555
59555
624
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
2145430
2086528
2145430
58902
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgSvSgSi_AGtcfU_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
2145430
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
3492549
2144848
1347701
$0

$s5HTTP20A6MemoryC9allocatorSo11nghttp2_memavgySvSg_AGtcfU0_yACXEfU_
# Func Hash:
238984484093187152
# Num Counters:
3
# Counter Values:
579
2144269
2144269
$0

$s5HTTP20A6MemoryCfD
# Func Hash:
844982799189033270
# Num Counters:
4
# Counter Values:
32321
19969
12159
193
$0

$s5HTTP20A6StreamC12waitingBytesSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
201250
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
337432
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
559357
80988
42334
0
$0

$s5HTTP20A7PrefaceO5judgeyAC7VerdictO7Buffers10ByteBufferVFZ
# Func Hash:
783548776046616004
# Num Counters:
9
# Counter Values:
33759
31659
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
337432
337432
200716
337432
337432
136716
0
0
200716
136716
136716
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
337432
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU0_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
604909
604909
0
$0

$s5HTTP20A7SessionC10setSending33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SpySo13nghttp2_frameaGSgSPys5UInt8VGSgSiSpySo0S12_data_sourceaGSgSvSgtcfU1_Tf4ddnnnn_n
# Func Hash:
1152385647043303596
# Num Counters:
13
# Counter Values:
266853
266853
266853
266853
206705
60148
206705
58637
58637
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
266853
$0

$s5HTTP20A7SessionC10submitData__9endStream4into5limityAA0aF0C_s4SpanVys5UInt8VGSb7Buffers10ByteBufferVzSitF
# Func Hash:
1083424330534825107
# Num Counters:
12
# Counter Values:
265250
265250
264716
265250
0
265250
0
58637
58637
0
58637
265250
$0

$s5HTTP20A7SessionC10takeStreamyAA0aD0Cs6UInt32VF
# Func Hash:
798733564316917865
# Num Counters:
4
# Counter Values:
334096
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
136716
136716
0
0
200716
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
$s15HTTPConnections21HTTP2ServerConnectionC0B00B11SessionUserAadEP12streamOpenedyyAD0B6StreamCFTW:200716

$s5HTTP20A7SessionC11dataOutcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
1141247766735668872
# Num Counters:
27
# Counter Values:
201250
137250
193
201250
0
0
0
0
200716
0
200716
200716
64000
0
0
193
137250
0
0
0
0
0
0
0
0
200716
200716
$0

$s5HTTP20A7SessionC11expectsHeadySbs4SpanVys5UInt8VGF
# Func Hash:
1124680650843380658
# Num Counters:
4
# Counter Values:
334326
334326
334326
318830
$0

$s5HTTP20A7SessionC11hasDeferredSbvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
640345
$0

$s5HTTP20A7SessionC11messageSent33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyyAA0A6StreamC_So16nghttp2_frame_hdatF
# Func Hash:
414921810848852872
# Num Counters:
9
# Counter Values:
337432
337432
266853
200716
0
0
0
0
0
$0

$s5HTTP20A7SessionC12blockOutcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
186073776374228167
# Num Counters:
36
# Counter Values:
0
0
136716
0
0
0
0
0
0
200716
136716
337432
0
0
0
0
337432
136716
0
0
0
0
0
0
0
0
136716
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

$s5HTTP20A7SessionC12fieldDecoded33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys5Int32Vs13OpaquePointerV_AIs5UInt8VtF
# Func Hash:
665080134928171968
# Num Counters:
38
# Counter Values:
13104
200716
200716
8716
0
2647035
25245
0
3700048
646196
3699648
671041
445480
3028607
1331443
25245
1985010
35332
1722409
1722409
35124
26633
26633
185
208
1722409
0
0
0
0
0
0
3687898
3028607
610081
25245
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgA2Hs5UInt8VSvSgtcfU0_To
# Func Hash:
679210743074613351
# Num Counters:
4
# Counter Values:
3700048
3700048
0
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_Tf4dnn_n
# Func Hash:
334492583904896521
# Num Counters:
6
# Counter Values:
540929
540929
0
192
337432
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU1_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
540929
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_SPySo13nghttp2_frameaGSgSvSgtcfU_To
# Func Hash:
431494654108067943
# Num Counters:
3
# Counter Values:
337432
337432
0
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_Tf4dddnnn_n
# Func Hash:
334492584906947218
# Num Counters:
6
# Counter Values:
201250
201250
201250
201250
0
201250
$0

$s5HTTP20A7SessionC12setReceiving33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLyys13OpaquePointerVSgFZs5Int32VAH_s5UInt8VAJSPyALGSgSiSvSgtcfU2_To
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
201250
$0

$s5HTTP20A7SessionC12streamAtHand33_CDD24A4D4A6C2A0D7D2E5DAAB3CF923CLLys9UnmanagedVyAA0A6StreamCGSgs6UInt32VF
# Func Hash:
391331302180564298
# Num Counters:
7
# Counter Values:
58646
604285
544219
60143
58651
544137
5
$0

$s5HTTP20A7SessionC13canOpenStreamSbvg
# Func Hash:
1124680651190764884
# Num Counters:
4
# Counter Values:
410208
410208
410208
410208
$0

$s5HTTP20A7SessionC13droppedFieldsSivg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
337432
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
136716
136716
273432
136716
136716
136716
136716
136716
0
0
0
0
136716
136716
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
126727
3277
3277
0
$0

$s5HTTP20A7SessionC14submitResponse__9endStream4into5limityAA0aF0C_13HTTPSemantics0D4HeadVSb7Buffers10ByteBufferVzSitF
# Func Hash:
331779889613231093
# Num Counters:
10
# Counter Values:
200716
200716
200716
200716
0
0
200716
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
541656
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
572728
541463
571660
541463
540929
200716
0
0
538148
200716
540929
0
0
0
0
0
0
540929
203497
0
0
0
0
0
337432
136716
200716
0
0
0
200716
136716
0
2781
337432
200716
0
200716
0
0
0
0
0
0
0
0
0
0
0
337432
$0

$s5HTTP20A7SessionC5drain4into5limity7Buffers10ByteBufferVz_SitF
# Func Hash:
1065123701649126094
# Num Counters:
15
# Counter Values:
1817
0
1371
30
416
304091
0
0
0
0
304091
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
129:1163
33:193
513:15

$s5HTTP20A7SessionC5leaveyyAA0A6StreamCF
# Func Hash:
844982799983230856
# Num Counters:
4
# Counter Values:
337432
0
337432
0
$0

$s5HTTP20A7SessionC5offer33_E2720EB2EBF0857C7D1F38CD0B3A7C61LLySiAA0A6StreamC_Sis6UInt32VztF
# Func Hash:
783548774694642541
# Num Counters:
9
# Counter Values:
393580
229173
164407
126727
265250
0
534
42
229173
$0

$s5HTTP20A7SessionC5state33_DBA49316565DAE9E2751F5D2B0075876LL2ofAA0A10FrameGuardV11StreamStateOs6UInt32V_tF
# Func Hash:
454381970873694439
# Num Counters:
11
# Counter Values:
540929
538148
337432
200716
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
465966
465966
465966
465966
$0

$s5HTTP20A7SessionC7collect33_E2720EB2EBF0857C7D1F38CD0B3A7C61LL__8isTunnely13HTTPSemantics9HeaderMapV_SizSbtF
# Func Hash:
502764031348221055
# Num Counters:
22
# Counter Values:
264716
3874616
738864
328716
3464468
0
328716
264716
64000
337432
337432
0
0
0
0
0
0
0
0
0
3545900
328716
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
201250
136716
64534
$0

$s5HTTP20A7SessionC7outcome33_DBA49316565DAE9E2751F5D2B0075876LLAA0A4StepOyF
# Func Hash:
393568429395270302
# Num Counters:
18
# Counter Values:
337432
0
208
0
541656
541656
2381
337432
201443
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
393580
393580
393580
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
337432
0
337432
0
0
19047
594
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
747580
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
1178
336254
336254
0
336254
336254
336254
0
336254
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
266853
208
0
604909
604285
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
10077
0
1928
2275
2275
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
604410
604410
604410
0
604410
0
604410
0
0
0
604410
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
270204
0
5407862
0
7963923
117
6012279
5407862
5407862
604417
5407862
0
5407862
5407862
0
5137652
270210
604417
604410
5407862
0
4803452
0
0
604417
1361
0
4803452
0
12
604417
0
604417
18
2734213
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
2811654
4640
637997
143367
1346463
674600
10
9217
10
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
3
33:234074
65:203207
129:200716

$s7Buffers10ByteBufferV6append4uuid_ys6UInt64V_AGtF
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
293261
0
$0

$s7Buffers10ByteBufferV6append7copying5countySi_SitF
# Func Hash:
151646354268941662
# Num Counters:
10
# Counter Values:
497070
0
0
8716
17432
470922
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
2586314
0
2586314
21
694572
859240
134999
426966
3280886
$0

$s7Buffers10ByteBufferV6appendyys4SpanVys5UInt8VGF
# Func Hash:
474216532434094734
# Num Counters:
9
# Counter Values:
10867186
71780
0
5570409
1071748
2061255
876320
1060223
226995
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
1
7
33:2634788
513:1332246
65:707567
129:674431
257:221372
64:4
128:1

$s7Buffers10ByteBufferV8makeRoomyySiF
# Func Hash:
287624067843993483
# Num Counters:
14
# Counter Values:
80217
14784
0
0
14784
0
0
0
0
0
0
0
0
7148
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
129:2359
513:2309
257:2245
0:32
512:17
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
1346
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
1098256
6392666
6392666
1702673
1702673
1702673
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
742459
0
742459
742459
0
0
$0

$s7Buffers5BytesO15firstNotVisible2in4fromSis4SpanVys5UInt8VG_SitFZ
# Func Hash:
391331303010651131
# Num Counters:
7
# Counter Values:
200716
1106971
1352716
1352716
470926
470926
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
810612
0
398210
270204
0
270204
334209
0
334209
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
470920
0
470920
470920
0
0
$0

$s7Buffers5BytesO26firstForbiddenInFieldValueySis4SpanVys5UInt8VGFZ
# Func Hash:
920543274701170331
# Num Counters:
19
# Counter Values:
2063694
0
0
0
0
0
223164
0
0
0
814884
440534
440534
0
216306
205000
224228
11306
223164
$0

$s7Buffers5BytesO4findySis5UInt8V_SPyAFGS2itFZ
# Func Hash:
431494656217155589
# Num Counters:
3
# Counter Values:
941843
0
470923
$0

$s7Buffers5BytesO4sameySbSPys5UInt8VG_AGSitFZTf4nnnd_n
# Func Hash:
93478047654796134
# Num Counters:
8
# Counter Values:
759363
1220973
1220973
1448616
692261
756352
285237
285237
$0

$s7Buffers5BytesO5equalySbs4SpanVys5UInt8VG_s12StaticStringVtFZTf4nnd_n
# Func Hash:
93478049080650318
# Num Counters:
7
# Counter Values:
977690
977690
977690
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
465432
0
465432
465432
465432
465432
465432
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
470923
0
$0

$s7Buffers5BytesO9endOfPathySis4SpanVys5UInt8VGFZSiSRyAHGXEfU_
# Func Hash:
599005162348795454
# Num Counters:
9
# Counter Values:
0
278920
1344025
0
0
278920
0
278920
192003
$0

$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
641559097372828894
# Num Counters:
18
# Counter Values:
0
23772
0
0
0
0
0
0
0
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:23772
0
0
0

$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF
# Func Hash:
844982798729968240
# Num Counters:
4
# Counter Values:
23772
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
23772
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
23772
23772
23772
0
0
$0

$s7Filters10RBACEngineC6Policy33_A12F46413C28AC5B5134279DC68B0C7DLLC4fitsySbxAA11RBACSubjectRzlFAA12FilterStreamC_Tg5
# Func Hash:
331779890677530605
# Num Counters:
9
# Counter Values:
23772
23772
23772
23772
23772
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
23772
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
23772
0
0
0
23772
0
23772
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:23772

$s7Filters10RBACFilterC15streamDestroyedyyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
23772
0
$0

$s7Filters10StreamInfoVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
41513
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s7Filters10StreamInfoVwxx:41513

$s7Filters10StreamInfoVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
41513
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
23772
23772
0
23772
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
$s8Proxying12ActiveStreamC13routeSettings2ofyXlSg7Filters10HTTPFilterC_tF:23772
0
0

$s7Filters11FaultFilterC15streamDestroyedyyF
# Func Hash:
1096621587468664407
# Num Counters:
5
# Counter Values:
23772
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
71316
0
0
0
0
0
0
0
0
0
23772
0
23772
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
23772
23772
23772
0
$0

$s7Filters12FilterStreamC05startC0yyF
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
470923
0
$0

$s7Filters12FilterStreamC07destroyC0yyF
# Func Hash:
508661500060636783
# Num Counters:
15
# Counter Values:
447151
71316
0
0
71316
472892
470923
470923
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
$s8Proxying12RouterFilterC15streamDestroyedyyF:470923
3
$s7Filters11FaultFilterC15streamDestroyedyyF:23772
$s7Filters10CORSFilterC15streamDestroyedyyF:23772
$s7Filters10RBACFilterC15streamDestroyedyyF:23772

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
470923
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
471456
471456
471456
0
0
0
471456
471456
470920
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying12ActiveStreamC19deliverResponseData_03endC0ys4SpanVys5UInt8VG_SbtF:471456

$s7Filters12FilterStreamC14finishResponseyyF
# Func Hash:
1138669267912129345
# Num Counters:
5
# Counter Values:
0
0
470923
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
71316
71316
0
470923
0
0
0
23772
470923
0
0
0
0
0
0
0
0
0
0
0
0
0
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
$s7Filters10RBACFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:23772
$s7Filters10CORSFilterC14requestHeaders9endStreamAA06FilterD6StatusOSb_tF:23772
$s7Filters11FaultFilterC14requestHeaders9endStreamAA0cE6StatusOSb_tF:23772
0
1
$s8Proxying12RouterFilterC14requestHeaders9endStream7Filters0cE6StatusOSb_tF:470923

$s7Filters12FilterStreamC14respondHeaders03endC0ySb_tF
# Func Hash:
1063705162462123496
# Num Counters:
3
# Counter Values:
470923
470923
470923
$0

$s7Filters12FilterStreamC15responseHeaders4from03endC0ySi_SbtF
# Func Hash:
1135406638941197278
# Num Counters:
50
# Counter Values:
0
47544
23772
0
0
0
23772
0
0
0
470923
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
$s7Filters10CORSFilterC15responseHeaders9endStreamAA06FilterD6StatusOSb_tF:23772
0
0
0
0
0
0
0
1
$s8Proxying12ActiveStreamC22deliverResponseHeaders03endC0ySb_tF:470923

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
470923
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
293261
0
0
0
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
39544
$0

$s7Filters15ConnectionFactsCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39544
$0

$s7Filters15ConnectionFactsCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
39544
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
470923
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
470923
0
0
0
0
470923
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
470923
0
0
0
0
0
0
0
0
0
0
0
470923
0
470923
0
0
0
0
0
0
470923
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
470923
0
0
0
0
0
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
470923
470923
0
0
470923
470923
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
470923
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
470923
$0

$s7Routing13HeaderMatcherC4next33_B0B5C5277A2333280719727E73D5AC8FLL_4fromSi13HTTPSemantics0B3MapV_SitF
# Func Hash:
484499720678656336
# Num Counters:
7
# Counter Values:
23772
0
23772
23772
0
0
23772
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
23772
0
0
0
0
0
0
0
0
0
0
0
0
0
23772
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
23772
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
470923
0
0
470923
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
470923
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
23772
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
23772
23772
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
23772
23772
0
0
23772
0
0
23772
23772
23772
0
23772
23772
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
23772
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
73285
47544
$0

$s8Proxying10RetryStateVWOc
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
23772
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying10RetryStateVwcp:23772

$s8Proxying10RetryStateV_6addingAcA0B6PolicyC_13Configuration0B10ConditionsVtcfCTf4gnd_n
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
23772
23772
$0

$s8Proxying10RetryStateVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
23772
$0

$s8Proxying11IdleObjectsV6shrinkyyFAA12ActiveStreamC_Tg5
# Func Hash:
798733565151421842
# Num Counters:
4
# Counter Values:
1969
640
11
0
$0

$s8Proxying11ProxyWorkerC10randomUUIDs6UInt64V4high_AF3lowtyF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
293261
$0

$s8Proxying11RetryPolicyC7backOffAA0b4BackE0Vvg
# Func Hash:
167471839550756328
# Num Counters:
6
# Counter Values:
23772
23772
23772
0
0
23772
$0

$s8Proxying11TCPUpstreamC12countTraffic33_830339A501DF23EEB689569F85B4C25ALL2ofy10Transports10ConnectionC_tF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
84814
75996
76031
0
0
7142
0
$0

$s8Proxying11TCPUpstreamC12sessionEnded7flushesySb_tF
# Func Hash:
232250485997596933
# Num Counters:
12
# Counter Values:
7084
0
0
7084
7084
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
7110
29
7113
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
7113
7113
$0

$s8Proxying11TCPUpstreamC18connectionReadable11endOfStreamySb_tF
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
77701
77701
0
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7084
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
7113
7113
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW
# Func Hash:
238984482966880379
# Num Counters:
3
# Counter Values:
83089
7099
75990
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
21339
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14226
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
14226
$0

$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW
# Func Hash:
1063705161908944610
# Num Counters:
3
# Counter Values:
7113
7113
7113
$0

$s8Proxying11TCPUpstreamCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying12ActiveStreamC011removeHopByE033_F797D6DD694809B271E4F3910655249ELLyyF
# Func Hash:
421769328623037075
# Num Counters:
13
# Counter Values:
0
768000
470923
96157
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
941846
0
470923
470923
32157
0
0
0
0
0
0
0
0
0
470923
0
0
0
470920
470923
0
0
0
0
0
0
470923
0
0
0
0
0
0
0
0
0
0
0
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
1013162
0
0
470923
470923
0
0
0
470923
0
0
0
0
0
0
0
0
470923
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
122024
470923
293261
293261
8716
8716
8716
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
470923
0
0
0
470923
0
10
0
0
0
470923
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
71316
71316
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
342922
0
470923
1
0
0
0
0
0
470923
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
470922
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
385884
32157
32157
0
32157
0
0
32157
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
471456
471456
470920
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
2
$s15HTTPConnections21HTTP1ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:270206
$s15HTTPConnections21HTTP2ServerConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:201250

$s8Proxying12ActiveStreamC19removeControlFields33_F551B252FC1BFAED41371B4E13E3125CLLyyF
# Func Hash:
610385556961346802
# Num Counters:
24
# Counter Values:
0
470923
0
8716
8716
0
0
0
0
0
0
0
0
0
0
8716
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
104592
95876
470923
0
113308
0
0
8716
8716
0
470923
470923
470923
462207
0
0
470923
0
470923
0
0
0
0
0
0
470923
0
8716
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
470923
470923
0
1
470923
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
$s15HTTPConnections21HTTP1ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:270207
$s15HTTPConnections21HTTP2ServerConnectionC12writeHeaders__9endStreamy13HTTPSemantics0cH0C_AF12ResponseHeadVSbtF:200716

$s8Proxying12ActiveStreamC22requestHeadersReceived03endC0ySb_tF
# Func Hash:
121256607962424748
# Num Counters:
14
# Counter Values:
0
470923
470923
0
406922
0
470923
470923
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
470923
470923
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
470923
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
470923
470923
470923
0
0
470923
470923
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
427922
0
0
0
0
0
470923
470923
0
0
0
43001
427922
43001
470923
0
0
470923
0
0
270207
0
0
0
0
0
0
0
34285
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s3TLS12TLSTransportC9isSecuredSbvg:43001

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
23772
23772
23772
23772
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
470923
$0

$s8Proxying12RouterFilterC10passesOverySbAA15UpstreamRequestCF
# Func Hash:
640704447455782944
# Num Counters:
17
# Counter Values:
0
23772
23772
0
23772
0
0
0
0
23772
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
1077
64001
1077
0
0
0
1078
0
0
1077
1078
0
0
0
0
1077
1
0
0
0
1078
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
2
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1077
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0
0

$s8Proxying12RouterFilterC11tellTimeout_7elapsedyAA11WorkerRouteC_s6UInt64VtF
# Func Hash:
1080275686520336611
# Num Counters:
9
# Counter Values:
470923
470923
0
470923
470923
470923
0
0
470923
$0

$s8Proxying12RouterFilterC12beginRetriesyyAA11WorkerRouteCF
# Func Hash:
653247340604918766
# Num Counters:
12
# Counter Values:
0
0
470923
23772
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
62923
0
62923
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
26148
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
1079
62924
0
0
1078
0
0
0
0
0
0
0
1
62923
62923
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
$s15HTTPConnections21HTTP2ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:62923
$s15HTTPConnections21HTTP1ClientConnectionC9writeData__9endStreamy13HTTPSemantics0cH0C_s4SpanVys5UInt8VGSbtF:1
0

$s8Proxying12RouterFilterC12requestEndedyyF
# Func Hash:
1124680651571308851
# Num Counters:
4
# Counter Values:
470923
470923
469595
62924
$0

$s8Proxying12RouterFilterC12upstreamData__9endStreamyAA15UpstreamRequestC_s4SpanVys5UInt8VGSbtF
# Func Hash:
287486627448633404
# Num Counters:
6
# Counter Values:
470920
536
470920
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
470923
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
470923
470923
0
470923
0
0
0
407999
470923
0
0
0
0
0
0
470923
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
$s15HTTPConnections20HTTPClientConnectionC7version13HTTPSemantics11HTTPVersionOSgvg:470923

$s8Proxying12RouterFilterC14decideTimeoutsyyAA11WorkerRouteCF
# Func Hash:
231012523816575964
# Num Counters:
12
# Counter Values:
0
470923
8716
0
0
470923
470923
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
470923
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
470923
0
0
0
0
0
0
470923
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
470923
0
0
0
0
0
0
0
470923
470923
0
0
0
0
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
470923
0
0
23772
0
23772
0
0
0
0
0
64000
0
470923
470923
470923
0
470923
0
470923
64000
470923
0
470923
0
470923
470923
0
0
1
0
470923
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
470923
0
470923
470923
470923
470923
470923
0
470923
470923
0
0
470923
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
8716
0
0
0
0
0
0
0
0
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
470923
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
470923
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
470923
23772
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
470923
470923
470923
470923
0
470923
0
470923
0
$0

$s8Proxying12RouterFilterC6decide33_1E8BC851A68BE141AE0234CC99A6AD77LL8isWanted5askedAA10RetryStateV7VerdictOSb_s6UInt64VSgtF
# Func Hash:
70875765713023360
# Num Counters:
20
# Counter Values:
23772
0
23772
23772
0
23772
0
0
0
0
0
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
406922
0
0
0
64001
406922
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
23772
0
0
0
0
0
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
470923
470923
0
0
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
470923
470923
0
0
470923
0
0
$0

$s8Proxying12RouterFilterC7measureyyAA15UpstreamRequestCF
# Func Hash:
136007995246195434
# Num Counters:
4
# Counter Values:
470923
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
468954
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
471544
0
470922
$0

$s8Proxying12RouterFilterC9writeHead33_CE4E3760BF1D2573120457B175F8E43BLLySbAA15UpstreamRequestC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
948945312406765649
# Num Counters:
10
# Counter Values:
406922
0
470923
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
$s15HTTPConnections21HTTP1ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:334207
$s15HTTPConnections21HTTP2ClientConnectionC12writeHeaders__9endStreamSb13HTTPSemantics0cH0C_AF11RequestHeadVSbtF:136716

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
470923
470923
1976
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
941846
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
470923
0
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
293261
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
293261
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
77
4692176
0
0
0
0
0
2
0
9750880
2154081
0
293261
0
586522
0
293261
0
0
293261
0
0
0
0
0
0
0
0
2052827
0
0
0
293261
0
0
0
0
0
0
0
0
0
1759564
293261
0
0
0
0
0
0
0
0
0
0
1466303
293261
0
0
0
0
0
0
0
0
0
0
0
293261
0
0
0
0
0
0
0
0
0
293263
0
0
0
0
0
0
0
0
0
0
293261
0
0
293261
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
1466305
0
293261
0
0
0
0
0
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
2052827
0
0
0
0
0
0
0
0
293261
293261
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
293261
0
293261
0
0
293261
293261
0
293261
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
293261
0
0
0
0
0
0
0
0
0
293261
156545
136716
0
0
156545
136716
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
0
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
462207
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
32431
32431
32431
32431
32087
344
0
0
$0

$s8Proxying15TCPProxySessionC12countTraffic33_C78A0FB2A49F879664D85EC49DC0C4B5LLyyF
# Func Hash:
135188635233436101
# Num Counters:
7
# Counter Values:
90202
75996
75996
0
0
7110
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
7113
0
0
7113
0
0
$0

$s8Proxying15TCPProxySessionC13endIfDrainingyyF
# Func Hash:
536873291344751978
# Num Counters:
4
# Counter Values:
83089
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
7113
7113
7113
7113
0
0
0
7113
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:7113
0
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP15startDeliveringyyFTW:7113

$s8Proxying15TCPProxySessionC14upstreamOpenedyy10Transports10ConnectionCF
# Func Hash:
859921301165031431
# Num Counters:
6
# Counter Values:
7113
0
7113
0
0
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:7113

$s8Proxying15TCPProxySessionC16connectionOpenedyyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
0
7113
$0

$s8Proxying15TCPProxySessionC16upstreamReadable_11endOfStreamy10Transports10ConnectionC_SbtF
# Func Hash:
204980584365930395
# Num Counters:
18
# Counter Values:
77701
77701
0
77701
7103
0
76013
0
4358
0
75998
15
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
83089
83089
0
6610
0
83089
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
7113
7113
0
0
0
0
7113
7113
7113
7113
0
$0

$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF
# Func Hash:
928018416742550689
# Num Counters:
7
# Counter Values:
7113
0
36
36
36
36
0
$0

$s8Proxying15TCPProxySessionC5relay11endOfStreamySb_tF
# Func Hash:
198709182107180021
# Num Counters:
12
# Counter Values:
83089
0
83089
0
75996
0
0
0
0
0
75996
0
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP4send_11endOfStreamys4SpanVys5UInt8VG_SbtFTW:83089
0

$s8Proxying15TCPProxySessionC5touchyyF
# Func Hash:
134732432720417413
# Num Counters:
4
# Counter Values:
7113
7113
5716
0
$0

$s8Proxying15TCPProxySessionC6finish7isLocalySb_tF
# Func Hash:
123497037906821044
# Num Counters:
6
# Counter Values:
7113
7113
0
0
0
7084
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP12sessionEnded7flushesySb_tFTW:7084

$s8Proxying15TCPProxySessionC7connectyyF
# Func Hash:
881991933339888792
# Num Counters:
12
# Counter Values:
0
0
7113
0
0
0
0
0
0
0
7113
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8endpoint9Upstreams8EndpointCvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP5begin9Upstreams11PoolFailureVSgyFTW:7113

$s8Proxying15TCPProxySessionC_2ofAcA18ConnectionExchangeC_AA0B0Ctcfc
# Func Hash:
334492583886777695
# Num Counters:
5
# Counter Values:
7113
0
7113
7113
0
$0

$s8Proxying15TCPProxySessionCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying15TCPProxySessionCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying15UpstreamRequestC16responseComplete33_4389FC2D7AC3E79691139A39C447437ELLyyF
# Func Hash:
536873290177971255
# Num Counters:
4
# Counter Values:
470923
470923
0
0
$0

$s8Proxying15UpstreamRequestC20responseDataReceived_9endStreamys4SpanVys5UInt8VG_SbtF
# Func Hash:
536873292358907816
# Num Counters:
4
# Counter Values:
471456
0
470920
0
$0

$s8Proxying15UpstreamRequestC23responseHeadersReceived9endStreamySb_tF
# Func Hash:
567185239809081519
# Num Counters:
5
# Counter Values:
470923
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
470923
0
0
1969
0
468954
470923
470923
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
470923
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
7113
7113
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
7113
7113
3
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
3
1
$s8Proxying8TCPProxyC9isLoggingSbvg:7113
1
$s8Proxying8TCPProxyC11makeHandleryAA17ServiceConnectionCAA0F8ExchangeCF:7113
1
$s8Proxying8TCPProxyC7adoptedyyAA17ServiceConnectionCF:7113

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
7113
0
7113
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
7113
7113
6763
0
350
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
7113
$0

$s8Proxying17ConnectionTrafficV3end2in8lastReady9Telemetry12MetricWriterV_xtAG0I5IndexRzlFAA08TCPProxyI0O_Tg5
# Func Hash:
238984481799490044
# Num Counters:
3
# Counter Values:
7113
7110
0
$0

$s8Proxying17ServiceConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s8Proxying15TCPProxySessionC5endedyy10Transports21ConnectionCloseReasonOF:7113

$s8Proxying18ConnectionExchangeC7measureyyF
# Func Hash:
623880590432653627
# Num Counters:
4
# Counter Values:
7113
7113
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
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9wireBytesAA04WireF0VvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP9headBytesAA04WireF0VvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP10connection10Transports10ConnectionCSgvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP8openedAts6UInt64VvgTW:7113
1
$s8Proxying11TCPUpstreamCAA15SessionUpstreamA2aDP7readyAts6UInt64VvgTW:7113

$s8Proxying18ConnectionExchangeCfD
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying18ConnectionExchangeCfd
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s8Proxying21HTTPConnectionManagerC10makeStream2on13HTTPSemantics06ServerE0C15HTTPConnections20HTTPServerConnectionC_tF
# Func Hash:
647472252644005295
# Num Counters:
10
# Counter Values:
0
200716
270207
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
263
39
0
32431
772
0
0
0
32431
0
0
0
772
193
32216
0
0
0
39
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
$s3TLS12TLSTransportC9isSecuredSbvg:772

$s8Proxying21HTTPConnectionManagerC11countOpenedyy10Transports10ConnectionCF
# Func Hash:
675064524811465583
# Num Counters:
7
# Counter Values:
32431
772
11
0
772
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
$s3TLS12TLSTransportC9isSecuredSbvg:772

$s8Proxying21HTTPConnectionManagerC11streamEnded_2ony13HTTPSemantics12ServerStreamCn_15HTTPConnections20HTTPServerConnectionCtF
# Func Hash:
526279451866662796
# Num Counters:
10
# Counter Values:
0
0
0
200716
470923
0
470923
470923
0
470923
$0

$s8Proxying21HTTPConnectionManagerC12http2Metrics9Telemetry12MetricWriterVyF
# Func Hash:
146835647075900052
# Num Counters:
2
# Counter Values:
401621
4
$0

$s8Proxying21HTTPConnectionManagerC14trafficChanged_8received4senty15HTTPConnections20HTTPServerConnectionC_s6UInt64VAKtF
# Func Hash:
950994588367980083
# Num Counters:
13
# Counter Values:
32216
32216
327818
295601
0
0
42722
0
32216
0
193
32216
0
$0

$s8Proxying21HTTPConnectionManagerC16connectionClosed_6reasony15HTTPConnections20HTTPServerConnectionC_10Transports0I11CloseReasonOtF
# Func Hash:
19126822407684896
# Num Counters:
8
# Counter Values:
0
32431
0
32431
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
293261
0
1275
293261
0
19
0
470923
293261
0
$0

$s8Proxying21HTTPConnectionManagerC5adopt__6behindy10Transports10ConnectionC_7Filters0G5FactsCSayAI13NetworkFilterCGtF
# Func Hash:
995382922164638581
# Num Counters:
7
# Counter Values:
32431
32431
32431
0
0
0
34
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
470904
9
470904
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
32431
$0

$s8Proxying21IstioConnectionReportC8SettingsVSgWOg
# Func Hash:
382993475055910911
# Num Counters:
2
# Counter Values:
7113
0
$0

$s8Proxying8TCPProxyC11destinationy9Upstreams13WorkerClusterCSg7cluster_AE14SubsetCriteriaCSg8criteriat7Filters15ConnectionFactsCF
# Func Hash:
599005164392378948
# Num Counters:
9
# Counter Values:
0
7113
7113
1
0
7112
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
7113
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
7113
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
7113
7112
0
7113
0
0
7113
$0

$s8Proxying8TCPProxyC9isLoggingSbvg
# Func Hash:
784007059655560962
# Num Counters:
2
# Counter Values:
7113
7113
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
2155
66
12
114
$0

$s9Telemetry11MetricBlockC15incrementStatus_5tableySi_SitF
# Func Hash:
631255614695701478
# Num Counters:
6
# Counter Values:
941846
941846
941826
941826
0
941846
$0

$s9Telemetry11MetricBlockC6recordyySi_s6UInt64VtF
# Func Hash:
325048438845837456
# Num Counters:
17
# Counter Values:
0
0
1529302
1529290
0
1529208
18
0
1527053
0
528
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
3231
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
3077
154
3077
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
95
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
661
0
0
10
0
0
0
0
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
955
11546
251
12012
1389
502
251
0
0
$0

$s9Telemetry13DecimalDigitsV9dropZeros33_45916BAFC874B71725B175CED50FD8C2LLyyF
# Func Hash:
1096621587388113382
# Num Counters:
5
# Counter Values:
7844
7593
0
251
0
$0

$s9Telemetry13DecimalDigitsV_5countACSd_SitcfCTf4nnd_n
# Func Hash:
278041624567287248
# Num Counters:
17
# Counter Values:
30897
0
10632
10632
887
260
251
251
251
251
0
385
0
0
0
0
10632
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
2708
0
0
0
0
0
1342
1342
0
0
0
0
2708
0
0
0
1354
12
12
0
0
0
12
0
1366
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
6858
54
54
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
2784
2784
783
754
290
0
0
0
1073
$0

$s9Telemetry14PrometheusPage33_3E0B084E3618286B13302648CD87A3A4LLV10appendNameyyAA0B4RowsV3RowVF
# Func Hash:
732038791178103653
# Num Counters:
8
# Counter Values:
31035
6
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
8162
1183
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
8162
1183
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
7774
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwcp:7774

$s9Telemetry14PrometheusRowsV3RowVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7774
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Telemetry14PrometheusRowsV3RowVwxx:7774

$s9Telemetry14PrometheusRowsV3RowVwcp
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7774
$0

$s9Telemetry14PrometheusRowsV3RowVwxx
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
8162
$0

$s9Telemetry14SparseCountersV3add_2toACSgs6UInt64V_SitF
# Func Hash:
567185241684921874
# Num Counters:
4
# Counter Values:
2033
1488
66
1491
$0

$s9Telemetry14SparseCountersV4log2ACSi_tcfCTf4nd_n
# Func Hash:
1031809831416449618
# Num Counters:
8
# Counter Values:
3184
180
0
0
0
0
0
180
$0

$s9Telemetry14SparseCountersV5grown33_157296BECC76DED47D2EA69768C14A04LLACyF
# Func Hash:
311693036432538267
# Num Counters:
7
# Counter Values:
1070
710
66
0
0
0
66
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
293273
105
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
1322
1342
1342
20
0
20
0
0
1322
1342
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
1342
12
0
1342
0
2708
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
1342
0
0
0
0
1342
1342
1342
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
1350
1304
19
$0

$s9Upstreams12EndpointPoolC11streamEndedyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
499828439292172238
# Num Counters:
8
# Counter Values:
136716
0
136716
0
0
0
0
1288
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
1381
0
0
1688
0
0
2062
1703
1703
0
696
0
4640
0
0
3069
1571
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
$s15HTTPConnections21HTTP2ClientConnectionC14awaitsSettingsSbvg:1571

$s9Upstreams12EndpointPoolC14connectionIdleyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
402209680820953202
# Num Counters:
7
# Counter Values:
0
334207
0
0
334207
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
341876
340176
0
0
5449
0
$0

$s9Upstreams12EndpointPoolC5lease3foryAA14UpstreamStreamC_tF
# Func Hash:
121256609413198082
# Num Counters:
12
# Counter Values:
3458
0
0
3458
134639
332826
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
1381
1381
1381
1381
0
0
0
15
0
333507
333507
1381
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
404201
134639
134639
134639
0
132341
132341
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:134639

$s9Upstreams12EndpointPoolC6attach_2toyAA14UpstreamStreamC_15HTTPConnections20HTTPClientConnectionCtF
# Func Hash:
121256607174161913
# Num Counters:
12
# Counter Values:
470923
470923
470923
0
0
0
136716
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
$s8Proxying15UpstreamRequestC9poolReady_8isReusedy15HTTPConnections20HTTPClientConnectionC_SbtF:470923

$s9Upstreams12EndpointPoolC6detachyyF
# Func Hash:
135188633450152203
# Num Counters:
7
# Counter Values:
470923
470923
470923
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
1571
1571
1571
0
$0

$s9Upstreams12EndpointPoolC6settle33_1E53BBF22B2061C5E1B5880A0C4C61D9LLyy15HTTPConnections20HTTPClientConnectionCF
# Func Hash:
862094015811869573
# Num Counters:
21
# Counter Values:
0
548592
415347
136746
136746
0
968
0
136746
968
0
0
135558
968
0
2313
0
0
968
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:136746
1
$s15HTTPConnections21HTTP2ClientConnectionC13activeStreamsSivg:136746
0

$s9Upstreams12EndpointPoolC9offerRoom2ofy15HTTPConnections20HTTPClientConnectionC_tF
# Func Hash:
951140661197396356
# Num Counters:
18
# Counter Values:
2077
0
138823
138823
137635
2077
2077
2077
0
0
2077
0
136746
0
1182
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
$s15HTTPConnections21HTTP2ClientConnectionC7hasRoomSbvg:138823
0

$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF
# Func Hash:
624597111751333990
# Num Counters:
7
# Counter Values:
0
0
7113
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
470934
$0

$s9Upstreams13WorkerClusterC4pick8priority7isHTTP20F4BareAA12EndpointPoolCSg13Configuration15RoutingPriorityO_S2btF
# Func Hash:
671438674151094938
# Num Counters:
20
# Counter Values:
470923
0
270207
0
0
0
0
200722
200716
270207
0
270201
0
0
0
0
0
200716
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
200712
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
470923
0
0
0
0
0
0
0
0
0
0
0
470923
0
0
0
0
0
0
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
7113
0
0
0
0
0
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
2
0
1
$s9Upstreams12LoadBalancerC4pickyAA8EndpointCSgAA0E6ChoiceVF:7113

$s9Upstreams13WorkerClusterC7cluster_AA8EndpointC8endpointtSgWOe
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
7113
7113
$0

$s9Upstreams14EndpointChoiceVACycfC
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
9082
$0

$s9Upstreams14EndpointChoiceVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
9082
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams14EndpointChoiceVwxx:9082

$s9Upstreams14EndpointChoiceVwxx
# Func Hash:
238984482353853237
# Num Counters:
3
# Counter Values:
9082
0
0
$0

$s9Upstreams14SubsetCriteriaCSgWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7113
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
** External Symbol **:7113

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
470923
$0

$s9Upstreams17UpstreamTransportVWOh
# Func Hash:
170957022131388415
# Num Counters:
1
# Counter Values:
7819
$0
# Num Value Kinds:
1
# ValueKind = IPVK_IndirectCallTarget:
0
# NumValueSites:
1
1
$s9Upstreams17UpstreamTransportVwxx:7819

$s9Upstreams17UpstreamTransportVwxx
# Func Hash:
784007056844089447
# Num Counters:
2
# Counter Values:
7819
0
$0

$s9Upstreams18UpstreamConnectionC11stopWaiting33_12753243B8C6DF50FB28C2FA0ADF28FBLLyyF
# Func Hash:
844982797560798979
# Num Counters:
4
# Counter Values:
7113
7113
0
0
$0

$s9Upstreams18UpstreamConnectionC16connectionClosedyy10Transports0C11CloseReasonOF
# Func Hash:
280511520829863713
# Num Counters:
18
# Counter Values:
10
7113
7113
7113
7113
7095
0
0
18
0
10
7103
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
$s8Proxying11TCPUpstreamC13upstreamEndedyy10Transports10ConnectionC_AE0F11CloseReasonOtF:7113

$s9Upstreams18UpstreamConnectionC16connectionOpenedyyF
# Func Hash:
875034026931045355
# Num Counters:
11
# Counter Values:
7113
7113
7113
7113
7113
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
$s8Proxying11TCPUpstreamC14upstreamOpenedyy10Transports10ConnectionCF:7113

$s9Upstreams18UpstreamConnectionC2to2of3forAcA8EndpointC_AA13WorkerClusterC10Transports0C6OriginCSgtcfc
# Func Hash:
238984481941143025
# Num Counters:
3
# Counter Values:
7113
0
0
$0

$s9Upstreams18UpstreamConnectionC5adopt33_12753243B8C6DF50FB28C2FA0ADF28FBLLyy10Transports0C0CF
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
7113
$0

$s9Upstreams18UpstreamConnectionC5beginAA11PoolFailureVSgyF
# Func Hash:
197471692663789797
# Num Counters:
18
# Counter Values:
7113
7113
7113
0
7113
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
7113
0
0
0
0
0
0
0
0
7113
0
$0

$s9Upstreams18UpstreamConnectionC8noteGone33_12753243B8C6DF50FB28C2FA0ADF28FBLL7isLocalySb_tF
# Func Hash:
896858937320001868
# Num Counters:
10
# Counter Values:
10
7113
7113
0
10
7103
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
7113
$0

$s9Upstreams7ClusterC11maintenances6UInt64Vvg
# Func Hash:
742261418966908927
# Num Counters:
1
# Counter Values:
470923
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
14237
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
7819
0
0
0
0
0
0
0
0
0
0
0
0
0
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
7819
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
293261
$0

$s9Upstreams9WaitQueueV8popFirstAA14UpstreamStreamCSgyF
# Func Hash:
927205938266860028
# Num Counters:
10
# Counter Values:
3458
0
3416
42
0
906
27
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
32627
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
7940
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
41513
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
470923
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
2455
1856
655
57
600
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
51007
0
51007
0
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
0:51007
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lF5HTTP20E6StreamC_s15EmptyCollectionVyAHGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
3277
0
3277
0
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
0:3277
0

$sSa15replaceSubrange_4withySnySiG_qd__nt7ElementQyd__RszSlRd__lFSo6pollfdV_s15EmptyCollectionVyAGGTg5Tf4ndn_n
# Func Hash:
149074444777698130
# Num Counters:
14
# Counter Values:
0
1354
0
1354
0
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
0:1354
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
1378
0
1378
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
802
1744
0
5
34
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
172171
360
5629
418
413
3
0
0
0
415
2
0
0
0
0
0
0
1401
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
470923
467465
0
0
$0

$sSmsSKRzrlE7popLast7ElementSTQzSgyFSay15HTTPConnections20HTTPServerConnectionCG_Tg5
# Func Hash:
844982796012406485
# Num Counters:
4
# Counter Values:
32431
32431
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
47395
47395
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
10601
722
2369
0
908
0
2217
2308
48
57
1588
54
55
0
50
324
0
0
0
0
15
50
3
3
8
22
22
0
13
769
293
0
3
8
1
0
0
0
41
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
14
27
1111
9
14
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
33115
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
1040079909134615379
# Num Counters:
9
# Counter Values:
1042
1042
208
0
834
1042
0
0
561
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
5
16:207
32:207
64:207
128:206
256:7
0

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
3
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
458
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
2053
2053
512
0
1541
2053
0
0
746
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
2
6
32:417
64:402
128:370
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
7999
2241
7308
0
734
1975
0
0
410
$0
# Num Value Kinds:
1
# ValueKind = IPVK_MemOPSize:
1
# NumValueSites:
3
11
17:340
8:311
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
0:6603
33:261
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
14868
376
376
12173
11574
975
975
9805
5139
0
0
$0

$ss22__RawDictionaryStorageC4find_9hashValues10_HashTableV6BucketV6bucket_Sb5foundtx_SitSHRzlFSS_Tg5
# Func Hash:
607699200200471043
# Num Counters:
5
# Counter Values:
3644
2873
2813
4229
877
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
39568
39556
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
15
0
0
0
8
1765
140
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
87674
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

