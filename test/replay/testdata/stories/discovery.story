# What the server says about itself.

=== the core group
GET /api
@only kind versions
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "kind": "APIVersions",
  "versions": [
    "v1"
  ]
}

=== the groups
GET /apis
@only kind apiVersion groups.*.name
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groups.*.name": [
    "apiregistration.k8s.io",
    "apps",
    "events.k8s.io",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "storage.k8s.io",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "scheduling.k8s.io",
    "coordination.k8s.io",
    "node.k8s.io",
    "discovery.k8s.io",
    "resource.k8s.io",
    "flowcontrol.apiserver.k8s.io"
  ],
  "kind": "APIGroupList"
}

=== one group
GET /apis/apps
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "kind": "APIGroup",
  "name": "apps",
  "preferredVersion": {
    "groupVersion": "apps/v1",
    "version": "v1"
  },
  "versions": [
    {
      "groupVersion": "apps/v1",
      "version": "v1"
    }
  ]
}

=== resources of a group
GET /apis/coordination.k8s.io/v1
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "apiVersion": "v1",
  "groupVersion": "coordination.k8s.io/v1",
  "kind": "APIResourceList",
  "resources": [
    {
      "kind": "Lease",
      "name": "leases",
      "namespaced": true,
      "singularName": "lease",
      "storageVersionHash": "gqkMMb/YqFM=",
      "verbs": [
        "create",
        "delete",
        "deletecollection",
        "get",
        "list",
        "patch",
        "update",
        "watch"
      ]
    }
  ]
}

=== resources of the core group
GET /api/v1
@only kind groupVersion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "groupVersion": "v1",
  "kind": "APIResourceList"
}

=== resources of apps
GET /apis/apps/v1
@only kind groupVersion
--- 200
Cache-Control: no-cache, private
Content-Type: application/json

{
  "groupVersion": "apps/v1",
  "kind": "APIResourceList"
}

=== aggregated discovery of the core group
GET /api
@only kind apiVersion metadata items.*.metadata
Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
--- 200
Cache-Control: public
Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
Etag: <etag>
Vary: Accept

{
  "apiVersion": "apidiscovery.k8s.io/v2",
  "items.*.metadata": [
    {}
  ],
  "kind": "APIGroupDiscoveryList",
  "metadata": {}
}

=== aggregated discovery
GET /apis
@only kind apiVersion metadata
Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json
--- 200
Cache-Control: public
Content-Type: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList
Etag: <etag>
Vary: Accept

{
  "apiVersion": "apidiscovery.k8s.io/v2",
  "kind": "APIGroupDiscoveryList",
  "metadata": {}
}

=== the index of OpenAPI v3
GET /openapi/v3
@only paths.api/v1.x
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

{"paths":{".well-known/openid-configuration":{"serverRelativeURL":"/openapi/v3/.well-known/openid-configuration?hash=2229F3F580F0094E93546AAA4BD0A73EBC192B2573C524F570BF28D4FC68958C223F134CC2DCBE743C1519291EBFC9EE73DF3864C18CB5AA5F19CEE89EE71E1F"},"api":{"serverRelativeURL":"/openapi/v3/api?hash=09FC77387E701FAADC3D5591AE9F09E22E4DF94FEDAAD6B01FF3C3FD4B3CE52A8E59BF31C6A7D55CF44EC7E0BF0F5FC491BD1FA0D83E13117868F87974C10171"},"api/v1":{"serverRelativeURL":"/openapi/v3/api/v1?hash=B6B6A956CCCED3FDC486FF34C55C9A4774383F78F86F81024EF5F1A590EA4FEC3DA5B3B8C23EFE56DFBF627AF6B93D4AFEE4CBF05045CFC6EA3B33E85B73B054"},"apis":{"serverRelativeURL":"/openapi/v3/apis?hash=E77BDE29C0C16A4BF8BEFAA8A6871711FB3DB7A4D0723B5F12C7F8DAD72C51228A1700935C67858B700F4AF313F7E45DB4FACCFFC74F6B6CBA0056115082233D"},"apis/admissionregistration.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/admissionregistration.k8s.io?hash=0AD442A156AF0ADA7C1CDF5DB99FA58E090EFE2CD28726D1AF398AC94FEB49EAAD57EC34932BD97A51A27EB669745D3E9C95D2224212A154CBBA1A355EDA7C30"},"apis/admissionregistration.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/admissionregistration.k8s.io/v1?hash=673F7AAFC9AC0CCF6FA983FC8A89E1A4B5F9F6330125CB2A2020E23A09A2702D4DAB5E1831528131311A54B55A4853BCDC8941E8D609CAE5FA33A8F48DCF825C"},"apis/apiextensions.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/apiextensions.k8s.io?hash=84051AC7578169A46F370EAEA6DCD5F042907B2152EBA6D7D0E73FE8484B6824E50A96B24DE0AB0CA3B5160552065F3F0AD0701A1CFAB77E987C9683EF6132F6"},"apis/apiextensions.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/apiextensions.k8s.io/v1?hash=A3A5323EB79FB43596EE41FFBF81BE5BBAE396B138CBAB6A6CF89AEBF4EB22C8A999A9877041764EF27F47F96BA4A3E88984A08F9286D7CEF8301DD8E1C648F3"},"apis/apiregistration.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/apiregistration.k8s.io?hash=C69863A02AE6F6D2F3576CEFE0933CA4E3206CB6FA03F2AFCEC4D26E771B6D9076F4DC06F775E4E638DCD36CECABF4A2E30568F216726CA9C894AE7C48F14614"},"apis/apiregistration.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/apiregistration.k8s.io/v1?hash=885824ECA1118072CBD0CF1D55ACAE2975F4BD27CBD5B072403CE532134DECBAE39AC365F990D45E41C7A55BC8EFFA7130E146BF500920BD3A2ACAD3BC4C1D68"},"apis/apps":{"serverRelativeURL":"/openapi/v3/apis/apps?hash=781221DEDA5795C4D635A56B8603564D6F166E31489AA33D5013BB05BA00402BBBF3B26C140364B0218BD393CB46007F6415D13012A31CF19CB734913A7B6DF3"},"apis/apps/v1":{"serverRelativeURL":"/openapi/v3/apis/apps/v1?hash=E6837BF046F7D2603C949276F19DA2050C7521B0E5FA9FC64556E8AA9C500719EB5CE97EB6FDF85ABEDA04A50BDA5D2B5F59DA2B283D8B76A82BA2A256AFD626"},"apis/authentication.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/authentication.k8s.io?hash=8CE044975199E4F57AF130A104FF00BF86C725FE597913D61CEEBF73D80D2B310E2ECFC0E076C322683AFD6E22DEDAED13EE46382FF8C1B40EF5EDC97AA3C096"},"apis/authentication.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/authentication.k8s.io/v1?hash=AEB8455EAF84DB1DB277566F6D159E3DAC91A3D54127F80F0315E1E1ACC4FD1E5A0E9D4D07927B5891DDDCA5CCF644D9DD05ADE1CCB1FD3FC5508B6316EB9C7D"},"apis/authorization.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/authorization.k8s.io?hash=983A575C472BC9F90ED98F0F5FF8874E7D13BA61BE375AB728FED612C1AF6115788B0633F4C6277F9EACA1D85348DB8E2B1983DA3845680A71957A4710A07741"},"apis/authorization.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/authorization.k8s.io/v1?hash=F74B50ED6CE9356CDD36CC494DE79C803957CF1070F530367D96283F2E0883C30A5D3110EBB48BEA80CB3CBB7CE0C502D9ECBFF93FBF45BB0B26F26759F8E45C"},"apis/autoscaling":{"serverRelativeURL":"/openapi/v3/apis/autoscaling?hash=B4822635F434AEC9BE1283CC1D96E7A6DF2373E0B648C91F5E1AE03A05480FEAECB93F453F89EF9A2E370481F45211E62ABC5407A7F772E3AB398310C3E716C8"},"apis/autoscaling/v1":{"serverRelativeURL":"/openapi/v3/apis/autoscaling/v1?hash=0234E812866E848F66C838987D42274FCD6727096765FB459623AB83A3EC093BB5C04FAAFA8B4833CB279136EACDF27A2291915646068E91D47BFA5618C4E0EB"},"apis/autoscaling/v2":{"serverRelativeURL":"/openapi/v3/apis/autoscaling/v2?hash=D4ED7F37F5DD1FFAD10B2A8D5938F3A3AD0DD1706B7D8B6C52A950728C5D3A00C50CFF850277ECF1D37964A517CA51124D48733CD4086096C0006924CA4C870D"},"apis/batch":{"serverRelativeURL":"/openapi/v3/apis/batch?hash=4006C5318DA53DC36B0809F4CBC4B0A74B6462EC0513B31C466DB189530434495013321F7135A2C4730FAAF1B368F8AB355DF6B75AE7C4E68ED302CA40B8FB0B"},"apis/batch/v1":{"serverRelativeURL":"/openapi/v3/apis/batch/v1?hash=5664119A513C767EB38D7A749E466F5C72819EC1344DFDCD7513E8E611F7ABB8B5BD28AA937EADD92AC827C51ECFA0E63575A4B06E2F531F6CAB41D533A25B3E"},"apis/certificates.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/certificates.k8s.io?hash=D7416ED68A53F6ABEDF118182B7ACDB6351DEAFC0D3B6BB0FF1B393CA60EF7F7A7674D15869FE8EEC783C24D454E1498F4BF9EF91E3BD0E22A5CA5596865BBF5"},"apis/certificates.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/certificates.k8s.io/v1?hash=4A969F933C2FF13B2A64FD587DF62BB0686D7138D59C2D07A58B580C4670FC232B97DBC6F774ACC4E82FE329920062FE02FB21C6EB70545CB53E444AACCAD131"},"apis/coordination.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/coordination.k8s.io?hash=9246BB555EAFD260C8F09417C07BAF8F864291EF23D6D83443A9B6899B7028F07AF46037FD1CF9925F6DC4EA3378C7E53F4775245CA23E52595AC22EF2545C4F"},"apis/coordination.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/coordination.k8s.io/v1?hash=7A32931036A041A6104F019AA5F9EEAE35773229CC260C7EA0B122D9DB06D3922A0360D8517008CFC32A5759EACF183CB338164015CC7C9BFFEB58331D9FF19D"},"apis/discovery.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/discovery.k8s.io?hash=3A40A2F08DCF200E2196753CB2405EC100309897459E5F1A5D3EC6C2656CC824BF864BD2CB868609B73280204C93DF5FE125F0748C826ABDC3A2F8B73E928B2D"},"apis/discovery.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/discovery.k8s.io/v1?hash=51233C00FB6F5A4C9AABE6627C7A61257764511D721A8DC1967836E665A151A8BD0CAF0DB10A41D537B4EE0B714415D50802C34AA0CC9222BC480695E6EC9EF1"},"apis/events.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/events.k8s.io?hash=D6F3D9DA4E050D89579EAC07813D5F18A8C22837F09490548228F3A3601E1BFDD375E74AC0F36BB0C3CB508E4404EBC811FBAC1FD3F999431818D371AF86E96A"},"apis/events.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/events.k8s.io/v1?hash=09A60AB2DCF9BBF0EB4B8692E92A1873B915D0BA4381F71C6363CCEB677C9F7D52FE95910A241EAD7E511EC38B2CFB9EE33F2A7AC80043C3468D778B6F0DD1EB"},"apis/flowcontrol.apiserver.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/flowcontrol.apiserver.k8s.io?hash=DB8B49AF48E78528DC9829C3C94F201D4D3EA6E243F74E4404A7A70859F5EA846C1E280205993FA91DD2E83DBB9DF17D2540CB06ED2F7C0747CFED4FE413F2F8"},"apis/flowcontrol.apiserver.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/flowcontrol.apiserver.k8s.io/v1?hash=521D9553240B7BCA9E0F8CE28C7C9E33CD1B37F4DD9CED7FEAB104F9086E87BFC4D1349665D9A3E7CD9DD8719C0E4B0C6C586F2479FE755D1596F8ACBB41FEE0"},"apis/networking.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/networking.k8s.io?hash=633D94D761089FE13C56E9836DB9C0995731FC63C7BC543BD0BC34E28B36C5A4B00A65FBC3A2D3566ED2C002683DE016F1E9477BEF2C98050E912D7D36438C1E"},"apis/networking.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/networking.k8s.io/v1?hash=ADE0DC6AB67328D429E512168016F8E86F6F0F896427D2FC75E865AD9180B1CE96FF060548724AFD85DB04B161F2EFAECE634A42FCAB93C12E9236BC1D93EBB1"},"apis/node.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/node.k8s.io?hash=2258874AC7EA68C1235085337F4CAD44111B1911B0FB613B9C7F4DA44350301F36822F2999CA20A023B6F0CF3D483FFD75927EBF057FA7A9B1F600284BA63657"},"apis/node.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/node.k8s.io/v1?hash=924F228FEB243C808170C9C3EF67D7AA954E6DCA49CF98DA3C7F95B4E8CEFD114A85101E8F4AE6BD5DFCC7ED2992BFDB0B145DCABA947D7881E0BF2E0D2C1849"},"apis/policy":{"serverRelativeURL":"/openapi/v3/apis/policy?hash=5EADFF975AB51A27CB8E7F8F2C209796AFD7F438090E2C375A89313FFD936AC3D51A2F7712283ADE32FCFB9B54D993267F4D54BE127E88057AE666E87ED0C504"},"apis/policy/v1":{"serverRelativeURL":"/openapi/v3/apis/policy/v1?hash=FFA6426B2D8DA63049037D7AA6C42896AF5718D4D6E9E3098AEBB8FF33B5B4DF782DAF2ADE2E8FCAAAEC297C9B06ED1158A6A831202D4D5CA74CFFC2916CA582"},"apis/rbac.authorization.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/rbac.authorization.k8s.io?hash=425C732C50EF7D87658BF1F08738FC0CDB8E9CBF32F8D296451432C4BF41F97871D63FCC908441A0E1FBE740010B433D4477C8316B6A693AD1CBB9948F7E3E58"},"apis/rbac.authorization.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/rbac.authorization.k8s.io/v1?hash=84397C72324982549DEB1DDA85700F6B68707579A72C17854D0A35E4FA31B4E96BF5C938813556207AC4FCBE11D982A15BFCCEFEA942766FA40512A90F6912A7"},"apis/resource.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/resource.k8s.io?hash=CB0607F90DEEF760E8C5944C2B733C61980D84BBBE17999C81ADF41FA475F15DB63FBD2B75C3E8F82E39ED498A9CB5EF31FAB7474CEC411768FE94FECED5B378"},"apis/resource.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/resource.k8s.io/v1?hash=091C281072F39C85C649E408F857500142DF5C971ADF008E2052E6162044D52D50B08A97114B153F4B4435F8ADEBD42F63D9CCF787166FC19E1ED0E71AC06965"},"apis/scheduling.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/scheduling.k8s.io?hash=5CF094DD460C85668A91281D68BA9E9C9DDAA579A9C6502025898C5D9D40657EEAD57BBA03F2B777968190C1005798968CB153155CF997F28918D3C2309017DC"},"apis/scheduling.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/scheduling.k8s.io/v1?hash=15BA88624BFB0AE521EDE59299F530F25A896ED335B62E00A586B8BECB6545E96517A38CF63788C24760D8A0248AE1FD924391B655FC102C72150DB97AF0B7B3"},"apis/storage.k8s.io":{"serverRelativeURL":"/openapi/v3/apis/storage.k8s.io?hash=FE39B409D00A3F400BC2A2C21DD46F271EA861530537D028DD5D6822FB96715143BA9E07290A4AB53D0908ABCD1AC91C2CCA2B004468EEE2E24C07946EC6C90D"},"apis/storage.k8s.io/v1":{"serverRelativeURL":"/openapi/v3/apis/storage.k8s.io/v1?hash=F1C7D1D65D08656D2C907CEDE00B93FB9E6E95A1FC945025247000ADE4B711C46408D34B607B0BFFC76E8EE2D80B500ADD4A4E186A890A20DFF2D457DCDAB60B"},"openid/v1/jwks":{"serverRelativeURL":"/openapi/v3/openid/v1/jwks?hash=CBD756BEFDF9BD2BA46A334CC54F7426D81B791218F7798FEA3918C6D5C6452C5BEA2F0DB923E8DC33C81CCDA0726F6189A0CF66E2A399830333CEB3278153B5"},"version":{"serverRelativeURL":"/openapi/v3/version?hash=A7C72E0A0AAC295A9AEBF8E67009D4E39DC8A23F0FA66C42E86B81877E36773D8912294BEEF14BDD0CE3AC841AF900038EE6BCF6136AEEE4CD8F5B53D0B50711"}}}

=== health
GET /healthz
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== readiness by name
GET /readyz/ping
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

ok

=== liveness with words
GET /livez?verbose&exclude=etcd
@as anonymous
@only x
--- 200
Cache-Control: no-cache, private
Content-Type: text/plain; charset=utf-8

[+]ping ok
[+]log ok
[+]loopback-serving-certificate ok
[+]etcd excluded: ok
[+]poststarthook/start-apiserver-admission-initializer ok
[+]poststarthook/generic-apiserver-start-informers ok
[+]poststarthook/priority-and-fairness-config-consumer ok
[+]poststarthook/priority-and-fairness-filter ok
[+]poststarthook/storage-object-count-tracker-hook ok
[+]poststarthook/start-apiextensions-informers ok
[+]poststarthook/start-apiextensions-controllers ok
[+]poststarthook/crd-informer-synced ok
[+]poststarthook/start-system-namespaces-controller ok
[+]poststarthook/peer-endpoint-reconciler-controller ok
[+]poststarthook/start-cluster-authentication-info-controller ok
[+]poststarthook/start-kube-apiserver-identity-lease-controller ok
[+]poststarthook/start-kube-apiserver-identity-lease-garbage-collector ok
[+]poststarthook/storage-readiness ok
[+]poststarthook/start-legacy-token-tracking-controller ok
[+]poststarthook/start-service-ip-repair-controllers ok
[+]poststarthook/rbac/bootstrap-roles ok
[+]poststarthook/scheduling/bootstrap-system-priority-classes ok
[+]poststarthook/priority-and-fairness-config-producer ok
[+]poststarthook/bootstrap-controller ok
[+]poststarthook/start-kubernetes-service-cidr-controller ok
[+]poststarthook/start-kube-aggregator-informers ok
[+]poststarthook/apiservice-status-local-available-controller ok
[+]poststarthook/apiservice-status-remote-available-controller ok
[+]poststarthook/apiservice-registration-controller ok
[+]poststarthook/apiservice-discovery-controller ok
[+]poststarthook/kube-apiserver-autoregistration ok
[+]autoregister-completion ok
[+]poststarthook/apiservice-openapi-controller ok
[+]poststarthook/apiservice-openapiv3-controller ok
livez check passed

=== a secure default
GET /.well-known/openid-configuration
@as alice
@only issuer response_types_supported subject_types_supported id_token_signing_alg_values_supported
--- 403
Cache-Control: no-cache, private
Content-Type: application/json

{
  "id_token_signing_alg_values_supported": null,
  "issuer": null,
  "response_types_supported": null,
  "subject_types_supported": null
}
