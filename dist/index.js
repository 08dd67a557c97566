"use strict";var __create=Object.create;var __defProp=Object.defineProperty;var __getOwnPropDesc=Object.getOwnPropertyDescriptor;var __getOwnPropNames=Object.getOwnPropertyNames;var __getProtoOf=Object.getPrototypeOf;var __hasOwnProp=Object.prototype.hasOwnProperty;var __commonJS=(cb,mod)=>function __require(){try{return mod||(0,cb[__getOwnPropNames(cb)[0]])((mod={exports:{}}).exports,mod),mod.exports}catch(e){throw mod=0,
e}};var __copyProps=(to,from,except,desc)=>{if(from&&typeof from==="object"||typeof from==="function"){for(let key of __getOwnPropNames(from))if(!__hasOwnProp.call(
to,key)&&key!==except)__defProp(to,key,{get:()=>from[key],enumerable:!(desc=__getOwnPropDesc(from,key))||desc.enumerable})}return to};var __toESM=(mod,isNodeMode,target)=>(target=mod!=null?__create(__getProtoOf(mod)):{},__copyProps(isNodeMode||!mod||!mod.__esModule?__defProp(target,"default",{
value:mod,enumerable:true}):target,mod));var require_tunnel=__commonJS({"node_modules/tunnel/lib/tunnel.js"(exports2){"use strict";var net=require("net");var tls=require("tls");var http2=require("http");
var https2=require("https");var events=require("events");var assert=require("assert");var util=require("util");exports2.httpOverHttp=httpOverHttp2;exports2.httpsOverHttp=
httpsOverHttp2;exports2.httpOverHttps=httpOverHttps2;exports2.httpsOverHttps=httpsOverHttps2;function httpOverHttp2(options){var agent=new TunnelingAgent(options);
agent.request=http2.request;return agent}function httpsOverHttp2(options){var agent=new TunnelingAgent(options);agent.request=http2.request;agent.createSocket=createSecureSocket;
agent.defaultPort=443;return agent}function httpOverHttps2(options){var agent=new TunnelingAgent(options);agent.request=https2.request;return agent}function httpsOverHttps2(options){
var agent=new TunnelingAgent(options);agent.request=https2.request;agent.createSocket=createSecureSocket;agent.defaultPort=443;return agent}function TunnelingAgent(options){
var self=this;self.options=options||{};self.proxyOptions=self.options.proxy||{};self.maxSockets=self.options.maxSockets||http2.Agent.defaultMaxSockets;self.requests=
[];self.sockets=[];self.on("free",function onFree(socket,host,port,localAddress){var options2=toOptions(host,port,localAddress);for(var i=0,len=self.requests.length;i<
len;++i){var pending=self.requests[i];if(pending.host===options2.host&&pending.port===options2.port){self.requests.splice(i,1);pending.request.onSocket(socket);
return}}socket.destroy();self.removeSocket(socket)})}util.inherits(TunnelingAgent,events.EventEmitter);TunnelingAgent.prototype.addRequest=function addRequest(req,host,port,localAddress){
var self=this;var options=mergeOptions({request:req},self.options,toOptions(host,port,localAddress));if(self.sockets.length>=this.maxSockets){self.requests.push(
options);return}self.createSocket(options,function(socket){socket.on("free",onFree);socket.on("close",onCloseOrRemove);socket.on("agentRemove",onCloseOrRemove);
req.onSocket(socket);function onFree(){self.emit("free",socket,options)}function onCloseOrRemove(err){self.removeSocket(socket);socket.removeListener("free",onFree);
socket.removeListener("close",onCloseOrRemove);socket.removeListener("agentRemove",onCloseOrRemove)}})};TunnelingAgent.prototype.createSocket=function createSocket(options,cb){
var self=this;var placeholder={};self.sockets.push(placeholder);var connectOptions=mergeOptions({},self.proxyOptions,{method:"CONNECT",path:options.host+":"+options.
port,agent:false,headers:{host:options.host+":"+options.port}});if(options.localAddress){connectOptions.localAddress=options.localAddress}if(connectOptions.proxyAuth){
connectOptions.headers=connectOptions.headers||{};connectOptions.headers["Proxy-Authorization"]="Basic "+new Buffer(connectOptions.proxyAuth).toString("base64")}
debug2("making CONNECT request");var connectReq=self.request(connectOptions);connectReq.useChunkedEncodingByDefault=false;connectReq.once("response",onResponse);
connectReq.once("upgrade",onUpgrade);connectReq.once("connect",onConnect);connectReq.once("error",onError);connectReq.end();function onResponse(res){res.upgrade=
true}function onUpgrade(res,socket,head){process.nextTick(function(){onConnect(res,socket,head)})}function onConnect(res,socket,head){connectReq.removeAllListeners();
socket.removeAllListeners();if(res.statusCode!==200){debug2("tunneling socket could not be established, statusCode=%d",res.statusCode);socket.destroy();var error3=new Error(
"tunneling socket could not be established, statusCode="+res.statusCode);error3.code="ECONNRESET";options.request.emit("error",error3);self.removeSocket(placeholder);
return}if(head.length>0){debug2("got illegal response body from proxy");socket.destroy();var error3=new Error("got illegal response body from proxy");error3.code=
"ECONNRESET";options.request.emit("error",error3);self.removeSocket(placeholder);return}debug2("tunneling connection has established");self.sockets[self.sockets.
indexOf(placeholder)]=socket;return cb(socket)}function onError(cause){connectReq.removeAllListeners();debug2("tunneling socket could not be established, cause=\
%s\n",cause.message,cause.stack);var error3=new Error("tunneling socket could not be established, cause="+cause.message);error3.code="ECONNRESET";options.request.
emit("error",error3);self.removeSocket(placeholder)}};TunnelingAgent.prototype.removeSocket=function removeSocket(socket){var pos=this.sockets.indexOf(socket);if(pos===
-1){return}this.sockets.splice(pos,1);var pending=this.requests.shift();if(pending){this.createSocket(pending,function(socket2){pending.request.onSocket(socket2)})}};
function createSecureSocket(options,cb){var self=this;TunnelingAgent.prototype.createSocket.call(self,options,function(socket){var hostHeader=options.request.getHeader(
"host");var tlsOptions=mergeOptions({},self.options,{socket,servername:hostHeader?hostHeader.replace(/:.*$/,""):options.host});var secureSocket=tls.connect(0,tlsOptions);
self.sockets[self.sockets.indexOf(socket)]=secureSocket;cb(secureSocket)})}function toOptions(host,port,localAddress){if(typeof host==="string"){return{host,port,
localAddress}}return host}function mergeOptions(target){for(var i=1,len=arguments.length;i<len;++i){var overrides=arguments[i];if(typeof overrides==="object"){var keys=Object.
keys(overrides);for(var j=0,keyLen=keys.length;j<keyLen;++j){var k=keys[j];if(overrides[k]!==void 0){target[k]=overrides[k]}}}}return target}var debug2;if(process.
env.NODE_DEBUG&&/\btunnel\b/.test(process.env.NODE_DEBUG)){debug2=function(){var args=Array.prototype.slice.call(arguments);if(typeof args[0]==="string"){args[0]=
"TUNNEL: "+args[0]}else{args.unshift("TUNNEL:")}console.error.apply(console,args)}}else{debug2=function(){}}exports2.debug=debug2}});var require_tunnel2=__commonJS({"node_modules/tunnel/index.js"(exports2,module2){module2.exports=require_tunnel()}});var os=__toESM(require("os"));function toCommandValue(input){if(input===null||input===void 0){return""}else if(typeof input==="string"||input instanceof String){return input}return JSON.stringify(
input)}function toCommandProperties(annotationProperties){if(!Object.keys(annotationProperties).length){return{}}return{title:annotationProperties.title,file:annotationProperties.
file,line:annotationProperties.startLine,endLine:annotationProperties.endLine,col:annotationProperties.startColumn,endColumn:annotationProperties.endColumn}}function issueCommand(command,properties,message){const cmd=new Command(command,properties,message);process.stdout.write(cmd.toString()+os.EOL)}function issue(name,message=""){
issueCommand(name,{},message)}var CMD_STRING="::";var Command=class{constructor(command,properties,message){if(!command){command="missing.command"}this.command=
command;this.properties=properties;this.message=message}toString(){let cmdStr=CMD_STRING+this.command;if(this.properties&&Object.keys(this.properties).length>0){
cmdStr+=" ";let first=true;for(const key in this.properties){if(this.properties.hasOwnProperty(key)){const val=this.properties[key];if(val){if(first){first=false}else{
cmdStr+=","}cmdStr+=`${key}=${escapeProperty(val)}`}}}}cmdStr+=`${CMD_STRING}${escapeData(this.message)}`;return cmdStr}};function escapeData(s){return toCommandValue(
s).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(/\n/g,"%0A")}function escapeProperty(s){return toCommandValue(s).replace(/%/g,"%25").replace(/\r/g,"%0D").replace(
/\n/g,"%0A").replace(/:/g,"%3A").replace(/,/g,"%2C")}var crypto=__toESM(require("crypto"));var fs=__toESM(require("fs"));var os2=__toESM(require("os"));function issueFileCommand(command,message){const filePath=process.env[`GITHUB_${command}`];if(!filePath){throw new Error(`Unable to find environment variable fo\
r file command ${command}`)}if(!fs.existsSync(filePath)){throw new Error(`Missing file at path: ${filePath}`)}fs.appendFileSync(filePath,`${toCommandValue(message)}${os2.EOL}`,
{encoding:"utf8"})}function prepareKeyValueMessage(key,value){const delimiter=`ghadelimiter_${crypto.randomUUID()}`;const convertedValue=toCommandValue(value);if(key.
includes(delimiter)){throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`)}if(convertedValue.includes(delimiter)){throw new Error(
`Unexpected input: value should not contain the delimiter "${delimiter}"`)}return`${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`}var os3=__toESM(require("os"),1);var http=__toESM(require("http"),1);var https=__toESM(require("https"),1);function getProxyUrl(reqUrl){const usingSsl=reqUrl.protocol==="https:";if(checkBypass(reqUrl)){return void 0}const proxyVar=(()=>{if(usingSsl){return process.env["\
https_proxy"]||process.env["HTTPS_PROXY"]}else{return process.env["http_proxy"]||process.env["HTTP_PROXY"]}})();if(proxyVar){try{return new DecodedURL(proxyVar)}catch(_a){
if(!proxyVar.startsWith("http://")&&!proxyVar.startsWith("https://"))return new DecodedURL(`http://${proxyVar}`)}}else{return void 0}}function checkBypass(reqUrl){
if(!reqUrl.hostname){return false}const reqHost=reqUrl.hostname;if(isLoopbackAddress(reqHost)){return true}const noProxy=process.env["no_proxy"]||process.env["N\
O_PROXY"]||"";if(!noProxy){return false}let reqPort;if(reqUrl.port){reqPort=Number(reqUrl.port)}else if(reqUrl.protocol==="http:"){reqPort=80}else if(reqUrl.protocol===
"https:"){reqPort=443}const upperReqHosts=[reqUrl.hostname.toUpperCase()];if(typeof reqPort==="number"){upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`)}for(const upperNoProxyItem of noProxy.
split(",").map(x=>x.trim().toUpperCase()).filter(x=>x)){if(upperNoProxyItem==="*"||upperReqHosts.some(x=>x===upperNoProxyItem||x.endsWith(`.${upperNoProxyItem}`)||
upperNoProxyItem.startsWith(".")&&x.endsWith(`${upperNoProxyItem}`))){return true}}return false}function isLoopbackAddress(host){const hostLower=host.toLowerCase();
return hostLower==="localhost"||hostLower.startsWith("127.")||hostLower.startsWith("[::1]")||hostLower.startsWith("[0:0:0:0:0:0:0:1]")}var DecodedURL=class extends URL{constructor(url,base){
super(url,base);this._decodedUsername=decodeURIComponent(super.username);this._decodedPassword=decodeURIComponent(super.password)}get username(){return this._decodedUsername}get password(){
return this._decodedPassword}};var tunnel=__toESM(require_tunnel2(),1);var ProxyAgent=class{constructor(){throw new Error("undici is not part of this bundle: requests go through node:http and node:https")}};var __awaiter=function(thisArg,_arguments,P,generator){function adopt(value){return value instanceof P?value:new P(function(resolve){resolve(value)})}return new(P||
(P=Promise))(function(resolve,reject){function fulfilled(value){try{step(generator.next(value))}catch(e){reject(e)}}function rejected(value){try{step(generator["\
throw"](value))}catch(e){reject(e)}}function step(result){result.done?resolve(result.value):adopt(result.value).then(fulfilled,rejected)}step((generator=generator.
apply(thisArg,_arguments||[])).next())})};var HttpCodes;(function(HttpCodes2){HttpCodes2[HttpCodes2["OK"]=200]="OK";HttpCodes2[HttpCodes2["MultipleChoices"]=300]=
"MultipleChoices";HttpCodes2[HttpCodes2["MovedPermanently"]=301]="MovedPermanently";HttpCodes2[HttpCodes2["ResourceMoved"]=302]="ResourceMoved";HttpCodes2[HttpCodes2["\
SeeOther"]=303]="SeeOther";HttpCodes2[HttpCodes2["NotModified"]=304]="NotModified";HttpCodes2[HttpCodes2["UseProxy"]=305]="UseProxy";HttpCodes2[HttpCodes2["Swit\
chProxy"]=306]="SwitchProxy";HttpCodes2[HttpCodes2["TemporaryRedirect"]=307]="TemporaryRedirect";HttpCodes2[HttpCodes2["PermanentRedirect"]=308]="PermanentRedir\
ect";HttpCodes2[HttpCodes2["BadRequest"]=400]="BadRequest";HttpCodes2[HttpCodes2["Unauthorized"]=401]="Unauthorized";HttpCodes2[HttpCodes2["PaymentRequired"]=402]=
"PaymentRequired";HttpCodes2[HttpCodes2["Forbidden"]=403]="Forbidden";HttpCodes2[HttpCodes2["NotFound"]=404]="NotFound";HttpCodes2[HttpCodes2["MethodNotAllowed"]=
405]="MethodNotAllowed";HttpCodes2[HttpCodes2["NotAcceptable"]=406]="NotAcceptable";HttpCodes2[HttpCodes2["ProxyAuthenticationRequired"]=407]="ProxyAuthenticati\
onRequired";HttpCodes2[HttpCodes2["RequestTimeout"]=408]="RequestTimeout";HttpCodes2[HttpCodes2["Conflict"]=409]="Conflict";HttpCodes2[HttpCodes2["Gone"]=410]="\
Gone";HttpCodes2[HttpCodes2["TooManyRequests"]=429]="TooManyRequests";HttpCodes2[HttpCodes2["InternalServerError"]=500]="InternalServerError";HttpCodes2[HttpCodes2["\
NotImplemented"]=501]="NotImplemented";HttpCodes2[HttpCodes2["BadGateway"]=502]="BadGateway";HttpCodes2[HttpCodes2["ServiceUnavailable"]=503]="ServiceUnavailabl\
e";HttpCodes2[HttpCodes2["GatewayTimeout"]=504]="GatewayTimeout"})(HttpCodes||(HttpCodes={}));var Headers;(function(Headers2){Headers2["Accept"]="accept";Headers2["\
ContentType"]="content-type"})(Headers||(Headers={}));var MediaTypes;(function(MediaTypes2){MediaTypes2["ApplicationJson"]="application/json"})(MediaTypes||(MediaTypes=
{}));function getProxyUrl2(serverUrl){const proxyUrl=getProxyUrl(new URL(serverUrl));return proxyUrl?proxyUrl.href:""}var HttpRedirectCodes=[HttpCodes.MovedPermanently,
HttpCodes.ResourceMoved,HttpCodes.SeeOther,HttpCodes.TemporaryRedirect,HttpCodes.PermanentRedirect];var HttpResponseRetryCodes=[HttpCodes.BadGateway,HttpCodes.ServiceUnavailable,
HttpCodes.GatewayTimeout];var RetryableHttpVerbs=["OPTIONS","GET","DELETE","HEAD"];var ExponentialBackoffCeiling=10;var ExponentialBackoffTimeSlice=5;var HttpClientError=class _HttpClientError extends Error{constructor(message,statusCode){
super(message);this.name="HttpClientError";this.statusCode=statusCode;Object.setPrototypeOf(this,_HttpClientError.prototype)}};var HttpClientResponse=class{constructor(message){
this.message=message}readBody(){return __awaiter(this,void 0,void 0,function*(){return new Promise(resolve=>__awaiter(this,void 0,void 0,function*(){let output=Buffer.
alloc(0);this.message.on("data",chunk=>{output=Buffer.concat([output,chunk])});this.message.on("end",()=>{resolve(output.toString())})}))})}readBodyBuffer(){return __awaiter(
this,void 0,void 0,function*(){return new Promise(resolve=>__awaiter(this,void 0,void 0,function*(){const chunks=[];this.message.on("data",chunk=>{chunks.push(chunk)});
this.message.on("end",()=>{resolve(Buffer.concat(chunks))})}))})}};var HttpClient=class{constructor(userAgent,handlers,requestOptions){this._ignoreSslError=false;this._allowRedirects=true;this._allowRedirectDowngrade=false;this.
_maxRedirects=50;this._allowRetries=false;this._maxRetries=1;this._keepAlive=false;this._disposed=false;this.userAgent=this._getUserAgentWithOrchestrationId(userAgent);
this.handlers=handlers||[];this.requestOptions=requestOptions;if(requestOptions){if(requestOptions.ignoreSslError!=null){this._ignoreSslError=requestOptions.ignoreSslError}
this._socketTimeout=requestOptions.socketTimeout;if(requestOptions.allowRedirects!=null){this._allowRedirects=requestOptions.allowRedirects}if(requestOptions.allowRedirectDowngrade!=
null){this._allowRedirectDowngrade=requestOptions.allowRedirectDowngrade}if(requestOptions.maxRedirects!=null){this._maxRedirects=Math.max(requestOptions.maxRedirects,
0)}if(requestOptions.keepAlive!=null){this._keepAlive=requestOptions.keepAlive}if(requestOptions.allowRetries!=null){this._allowRetries=requestOptions.allowRetries}
if(requestOptions.maxRetries!=null){this._maxRetries=requestOptions.maxRetries}}}options(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){
return this.request("OPTIONS",requestUrl,null,additionalHeaders||{})})}get(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.
request("GET",requestUrl,null,additionalHeaders||{})})}del(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("DE\
LETE",requestUrl,null,additionalHeaders||{})})}post(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("POST",
requestUrl,data,additionalHeaders||{})})}patch(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("PATCH",requestUrl,
data,additionalHeaders||{})})}put(requestUrl,data,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("PUT",requestUrl,data,additionalHeaders||
{})})}head(requestUrl,additionalHeaders){return __awaiter(this,void 0,void 0,function*(){return this.request("HEAD",requestUrl,null,additionalHeaders||{})})}sendStream(verb,requestUrl,stream,additionalHeaders){
return __awaiter(this,void 0,void 0,function*(){return this.request(verb,requestUrl,stream,additionalHeaders)})}getJson(requestUrl_1){return __awaiter(this,arguments,
void 0,function*(requestUrl,additionalHeaders={}){additionalHeaders[Headers.Accept]=this._getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.
ApplicationJson);const res=yield this.get(requestUrl,additionalHeaders);return this._processResponse(res,this.requestOptions)})}postJson(requestUrl_1,obj_1){return __awaiter(
this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){const data=JSON.stringify(obj,null,2);additionalHeaders[Headers.Accept]=this._getExistingOrDefaultHeader(
additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson);additionalHeaders[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(additionalHeaders,
MediaTypes.ApplicationJson);const res=yield this.post(requestUrl,data,additionalHeaders);return this._processResponse(res,this.requestOptions)})}putJson(requestUrl_1,obj_1){
return __awaiter(this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){const data=JSON.stringify(obj,null,2);additionalHeaders[Headers.Accept]=this.
_getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson);additionalHeaders[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(
additionalHeaders,MediaTypes.ApplicationJson);const res=yield this.put(requestUrl,data,additionalHeaders);return this._processResponse(res,this.requestOptions)})}patchJson(requestUrl_1,obj_1){
return __awaiter(this,arguments,void 0,function*(requestUrl,obj,additionalHeaders={}){const data=JSON.stringify(obj,null,2);additionalHeaders[Headers.Accept]=this.
_getExistingOrDefaultHeader(additionalHeaders,Headers.Accept,MediaTypes.ApplicationJson);additionalHeaders[Headers.ContentType]=this._getExistingOrDefaultContentTypeHeader(
additionalHeaders,MediaTypes.ApplicationJson);const res=yield this.patch(requestUrl,data,additionalHeaders);return this._processResponse(res,this.requestOptions)})}request(verb,requestUrl,data,headers){
return __awaiter(this,void 0,void 0,function*(){if(this._disposed){throw new Error("Client has already been disposed.")}const parsedUrl=new URL(requestUrl);let info2=this.
_prepareRequest(verb,parsedUrl,headers);const maxTries=this._allowRetries&&RetryableHttpVerbs.includes(verb)?this._maxRetries+1:1;let numTries=0;let response;do{
response=yield this.requestRaw(info2,data);if(response&&response.message&&response.message.statusCode===HttpCodes.Unauthorized){let authenticationHandler;for(const handler of this.
handlers){if(handler.canHandleAuthentication(response)){authenticationHandler=handler;break}}if(authenticationHandler){return authenticationHandler.handleAuthentication(
this,info2,data)}else{return response}}let redirectsRemaining=this._maxRedirects;while(response.message.statusCode&&HttpRedirectCodes.includes(response.message.
statusCode)&&this._allowRedirects&&redirectsRemaining>0){const redirectUrl=response.message.headers["location"];if(!redirectUrl){break}const parsedRedirectUrl=new URL(
redirectUrl);if(parsedUrl.protocol==="https:"&&parsedUrl.protocol!==parsedRedirectUrl.protocol&&!this._allowRedirectDowngrade){throw new Error("Redirect from HT\
TPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.")}yield response.
readBody();if(parsedRedirectUrl.hostname!==parsedUrl.hostname){for(const header in headers){if(header.toLowerCase()==="authorization"){delete headers[header]}}}
info2=this._prepareRequest(verb,parsedRedirectUrl,headers);response=yield this.requestRaw(info2,data);redirectsRemaining--}if(!response.message.statusCode||!HttpResponseRetryCodes.
includes(response.message.statusCode)){return response}numTries+=1;if(numTries<maxTries){yield response.readBody();yield this._performExponentialBackoff(numTries)}}while(numTries<
maxTries);return response})}dispose(){if(this._agent){this._agent.destroy()}this._disposed=true}requestRaw(info2,data){return __awaiter(this,void 0,void 0,function*(){
return new Promise((resolve,reject)=>{function callbackForResult(err,res){if(err){reject(err)}else if(!res){reject(new Error("Unknown error"))}else{resolve(res)}}
this.requestRawWithCallback(info2,data,callbackForResult)})})}requestRawWithCallback(info2,data,onResult){if(typeof data==="string"){if(!info2.options.headers){
info2.options.headers={}}info2.options.headers["Content-Length"]=Buffer.byteLength(data,"utf8")}let callbackCalled=false;function handleResult(err,res){if(!callbackCalled){
callbackCalled=true;onResult(err,res)}}const req=info2.httpModule.request(info2.options,msg=>{const res=new HttpClientResponse(msg);handleResult(void 0,res)});let socket;
req.on("socket",sock=>{socket=sock});req.setTimeout(this._socketTimeout||3*6e4,()=>{if(socket){socket.end()}handleResult(new Error(`Request timeout: ${info2.options.
path}`))});req.on("error",function(err){handleResult(err)});if(data&&typeof data==="string"){req.write(data,"utf8")}if(data&&typeof data!=="string"){data.on("cl\
ose",function(){req.end()});data.pipe(req)}else{req.end()}}getAgent(serverUrl){const parsedUrl=new URL(serverUrl);return this._getAgent(parsedUrl)}getAgentDispatcher(serverUrl){
const parsedUrl=new URL(serverUrl);const proxyUrl=getProxyUrl(parsedUrl);const useProxy=proxyUrl&&proxyUrl.hostname;if(!useProxy){return}return this._getProxyAgentDispatcher(
parsedUrl,proxyUrl)}_prepareRequest(method,requestUrl,headers){const info2={};info2.parsedUrl=requestUrl;const usingSsl=info2.parsedUrl.protocol==="https:";info2.
httpModule=usingSsl?https:http;const defaultPort=usingSsl?443:80;info2.options={};info2.options.host=info2.parsedUrl.hostname;info2.options.port=info2.parsedUrl.
port?parseInt(info2.parsedUrl.port):defaultPort;info2.options.path=(info2.parsedUrl.pathname||"")+(info2.parsedUrl.search||"");info2.options.method=method;info2.
options.headers=this._mergeHeaders(headers);if(this.userAgent!=null){info2.options.headers["user-agent"]=this.userAgent}info2.options.agent=this._getAgent(info2.
parsedUrl);if(this.handlers){for(const handler of this.handlers){handler.prepareRequest(info2.options)}}return info2}_mergeHeaders(headers){if(this.requestOptions&&
this.requestOptions.headers){return Object.assign({},lowercaseKeys(this.requestOptions.headers),lowercaseKeys(headers||{}))}return lowercaseKeys(headers||{})}_getExistingOrDefaultHeader(additionalHeaders,header,_default){
let clientHeader;if(this.requestOptions&&this.requestOptions.headers){const headerValue=lowercaseKeys(this.requestOptions.headers)[header];if(headerValue){clientHeader=
typeof headerValue==="number"?headerValue.toString():headerValue}}const additionalValue=additionalHeaders[header];if(additionalValue!==void 0){return typeof additionalValue===
"number"?additionalValue.toString():additionalValue}if(clientHeader!==void 0){return clientHeader}return _default}_getExistingOrDefaultContentTypeHeader(additionalHeaders,_default){
let clientHeader;if(this.requestOptions&&this.requestOptions.headers){const headerValue=lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];if(headerValue){
if(typeof headerValue==="number"){clientHeader=String(headerValue)}else if(Array.isArray(headerValue)){clientHeader=headerValue.join(", ")}else{clientHeader=headerValue}}}
const additionalValue=additionalHeaders[Headers.ContentType];if(additionalValue!==void 0){if(typeof additionalValue==="number"){return String(additionalValue)}else if(Array.
isArray(additionalValue)){return additionalValue.join(", ")}else{return additionalValue}}if(clientHeader!==void 0){return clientHeader}return _default}_getAgent(parsedUrl){
let agent;const proxyUrl=getProxyUrl(parsedUrl);const useProxy=proxyUrl&&proxyUrl.hostname;if(this._keepAlive&&useProxy){agent=this._proxyAgent}if(!useProxy){agent=
this._agent}if(agent){return agent}const usingSsl=parsedUrl.protocol==="https:";let maxSockets=100;if(this.requestOptions){maxSockets=this.requestOptions.maxSockets||
http.globalAgent.maxSockets}if(proxyUrl&&proxyUrl.hostname){const agentOptions={maxSockets,keepAlive:this._keepAlive,proxy:Object.assign(Object.assign({},(proxyUrl.
username||proxyUrl.password)&&{proxyAuth:`${proxyUrl.username}:${proxyUrl.password}`}),{host:proxyUrl.hostname,port:proxyUrl.port})};let tunnelAgent;const overHttps=proxyUrl.
protocol==="https:";if(usingSsl){tunnelAgent=overHttps?tunnel.httpsOverHttps:tunnel.httpsOverHttp}else{tunnelAgent=overHttps?tunnel.httpOverHttps:tunnel.httpOverHttp}
agent=tunnelAgent(agentOptions);this._proxyAgent=agent}if(!agent){const options={keepAlive:this._keepAlive,maxSockets};agent=usingSsl?new https.Agent(options):new http.Agent(
options);this._agent=agent}if(usingSsl&&this._ignoreSslError){agent.options=Object.assign(agent.options||{},{rejectUnauthorized:false})}return agent}_getProxyAgentDispatcher(parsedUrl,proxyUrl){
let proxyAgent;if(this._keepAlive){proxyAgent=this._proxyAgentDispatcher}if(proxyAgent){return proxyAgent}const usingSsl=parsedUrl.protocol==="https:";proxyAgent=
new ProxyAgent(Object.assign({uri:proxyUrl.href,pipelining:!this._keepAlive?0:1},(proxyUrl.username||proxyUrl.password)&&{token:`Basic ${Buffer.from(`${proxyUrl.
username}:${proxyUrl.password}`).toString("base64")}`}));this._proxyAgentDispatcher=proxyAgent;if(usingSsl&&this._ignoreSslError){proxyAgent.options=Object.assign(
proxyAgent.options.requestTls||{},{rejectUnauthorized:false})}return proxyAgent}_getUserAgentWithOrchestrationId(userAgent){const baseUserAgent=userAgent||"acti\
ons/http-client";const orchId=process.env["ACTIONS_ORCHESTRATION_ID"];if(orchId){const sanitizedId=orchId.replace(/[^a-z0-9_.-]/gi,"_");return`${baseUserAgent} \
actions_orchestration_id/${sanitizedId}`}return baseUserAgent}_performExponentialBackoff(retryNumber){return __awaiter(this,void 0,void 0,function*(){retryNumber=
Math.min(ExponentialBackoffCeiling,retryNumber);const ms=ExponentialBackoffTimeSlice*Math.pow(2,retryNumber);return new Promise(resolve=>setTimeout(()=>resolve(),
ms))})}_processResponse(res,options){return __awaiter(this,void 0,void 0,function*(){return new Promise((resolve,reject)=>__awaiter(this,void 0,void 0,function*(){
const statusCode=res.message.statusCode||0;const response={statusCode,result:null,headers:{}};if(statusCode===HttpCodes.NotFound){resolve(response)}function dateTimeDeserializer(key,value){
if(typeof value==="string"){const a=new Date(value);if(!isNaN(a.valueOf())){return a}}return value}let obj;let contents;try{contents=yield res.readBody();if(contents&&
contents.length>0){if(options&&options.deserializeDates){obj=JSON.parse(contents,dateTimeDeserializer)}else{obj=JSON.parse(contents)}response.result=obj}response.
headers=res.message.headers}catch(err){}if(statusCode>299){let msg;if(obj&&obj.message){msg=obj.message}else if(contents&&contents.length>0){msg=contents}else{msg=
`Failed request: (${statusCode})`}const err=new HttpClientError(msg,statusCode);err.result=response.result;reject(err)}else{resolve(response)}}))})}};var lowercaseKeys=obj=>Object.
keys(obj).reduce((c,k)=>(c[k.toLowerCase()]=obj[k],c),{});var ExitCode;(function(ExitCode2){ExitCode2[ExitCode2["Success"]=0]="Success";ExitCode2[ExitCode2["Failure"]=1]="Failure"})(ExitCode||(ExitCode={}));function setSecret(secret){issueCommand("add-mask",{},secret)}function getInput(name,options){const val=process.env[`INPUT_${name.replace(/ /g,"_").toUpperCase()}`]||"";if(options&&options.required&&!val){throw new Error(`\
Input required and not supplied: ${name}`)}if(options&&options.trimWhitespace===false){return val}return val.trim()}function setOutput(name,value){const filePath=process.env["GITHUB_OUTPUT"]||"";if(filePath){return issueFileCommand("OUTPUT",prepareKeyValueMessage(name,value))}
process.stdout.write(os3.EOL);issueCommand("set-output",{name},toCommandValue(value))}function debug(message){issueCommand("debug",{},message)}function error(message,properties={}){issueCommand("error",toCommandProperties(properties),message instanceof
Error?message.toString():message)}function warning(message,properties={}){issueCommand("warning",toCommandProperties(properties),message instanceof Error?message.
toString():message)}function notice(message,properties={}){issueCommand("notice",toCommandProperties(properties),message instanceof Error?message.toString():message)}
function info(message){process.stdout.write(message+os3.EOL)}function startGroup(name){issue("group",name)}function endGroup(){issue("endgroup")}function accessKeyCredentials(key,signer){let proved=false;let refusal2;let trial;return{way:"access-key",authorize:async request=>{while(!proved&&trial!==void 0)
await trial;if(refusal2!==void 0)return{kind:"fault",fault:refusal2};let endTrial=()=>void 0;trial=new Promise(resolve=>{endTrial=()=>{trial=void 0;resolve()}});
const{headers,offsetMs}=signer.sign(request,key);return{kind:"pass",headers,accepted:()=>{proved=true;endTrial()},refused:(fault,serverTime)=>{const again=signer.
blamesClock(fault,serverTime,offsetMs);if(!again&&fault.status===401)refusal2=fault;endTrial();return{fault,again}}}}}}var NOWHERE=new URL("https://invalid");function parseEndpoint(name,text,wanted,problems){if(!URL.canParse(text)){if(text.includes("@"))problems.add(`input ${name}\
 is not a URL: ${wanted}.`);else problems.refuse(`input ${name}`,text,`${wanted}.`);return NOWHERE}const url=new URL(text);if(url.username!==""||url.password!==
""||/[?#]/.test(text)){problems.add(`input ${name} has user info, a query or a fragment: ${wanted}, and the credentials as inputs of their own.`)}else if(url.protocol!==
"https:"&&!(url.protocol==="http:"&&isLoopback(url.hostname))){problems.refuse(`input ${name}`,text,`only https keeps the credentials secret (http is for loopba\
ck hosts alone): ${wanted}.`)}return url}function below(base,path){return new URL(base.href.replace(/\/$/,"")+path)}function isLoopback(hostname){return hostname===
"localhost"||hostname==="[::1]"||/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)}function isJsonObject(value){return typeof value==="object"&&value!==null&&!Array.isArray(value)}function objectAt(object,name){const value=valueAt(object,name);
return isJsonObject(value)?value:{}}function textAt(object,name){const value=valueAt(object,name);if(typeof value==="string")return value.trim();return typeof value===
"number"||typeof value==="boolean"?String(value):""}function valueAt(object,name){return ownValue(object,name)??ownValue(object,name.toLowerCase())}function ownValue(object,name){
return Object.hasOwn(object,name)?object[name]:void 0}var NOT_ACCEPTED={token:"The token is wrong, has expired (it lives 24 hours) or was issued by another region than the one that is asked: get a new one there.","\
access-key":"Check access_key and secret_key, and security_token if they are temporary and may have expired. They are not tried again: five wrong tries lock a k\
ey for five minutes.",iam:"A newly exchanged token was not accepted either: check that iam_endpoint and endpoint belong to one region, and that project_id is of\
 it.",sts:"A newly exchanged key was not accepted either: check that sts_endpoint and endpoint belong to one cloud, and that project_id is of the region."};var GRANTEES={
token:"the user","access-key":"the owner of the access key",iam:"the user group that the conversion rules of identity_provider lead to",sts:"the agency that age\
ncy_urn names"};function adviceForGatewayCode(code2,context){switch(/^APIGW?\.(\d{4})$/.exec(code2)?.[1]??""){case"0101":return`${context.host} has no such API:\
 check ${settingOf(context)} and its path, and that service is the one that the job belongs to.`;case"0303":return"The gateway refused the kind of authenticatio\
n, or the clock of the runner is off by more than 15 minutes.";case"0301":case"0307":return NOT_ACCEPTED[context.way];default:return void 0}}function adviceForStatus(status,context){
if(status>=300&&status<400){return`Set ${context.input} to the URL that the service itself answers on: a redirect is never followed, since the credentials would\
 travel with it.`}switch(status){case 400:return"Check job_id and project_id, and that service is the one that the job belongs to.";case 401:return NOT_ACCEPTED[context.
way];case 403:return`Grant ${GRANTEES[context.way]} ${context.permission||`the permission to query jobs of ${context.title}`} in the project, and check that pro\
ject_id is the project that owns the job.`;case 404:return`Check job_id, project_id, service, and region or endpoint; a service forgets a job some time after it\
 has ended.`;case 407:return"The proxy wants credentials: put them into https_proxy as http://user:password@host:port.";case 429:return"The API is asked too oft\
en by this project: raise poll_interval, or gate fewer jobs at a time.";default:return status>=500||status===408||status===425?`${context.title} or its gateway \
is in trouble: run the workflow again later, or raise outage_tolerance.`:"Check service, and region or endpoint."}}var INTERLOPER_ADVICE="Something between the \
runner and the API may have answered: check endpoint, and the proxy that https_proxy and no_proxy lead to.";var ENCODED_MESSAGE_ADVICE="The answer has an encode\
d_authorization_message, which an administrator can decode to see the policy that denied it.";function settingOf({input}){return input.endsWith("endpoint")?`reg\
ion or ${input}`:input}function isCertificateError(code2){return/^(?:CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/.
test(code2)}function adviceForCertificate(code2,host,setting){switch(code2){case"CERT_HAS_EXPIRED":case"CERT_NOT_YET_VALID":return`The certificate of ${host} is\
 not valid today: have it renewed, and check the clock of the runner.`;case"ERR_TLS_CERT_ALTNAME_INVALID":return`The certificate belongs to another host than ${host}\
: check the host name in ${setting}.`;default:return`The runner does not know who signed the certificate of ${host}: if that is a CA of your own, point NODE_EXT\
RA_CA_CERTS to its certificate.`}}function adviceForNetworkError(code2,context){if(isCertificateError(code2))return adviceForCertificate(code2,context.host,settingOf(
context));if(code2.startsWith("PROXY_")){const reason=code2.slice("PROXY_".length);if(isCertificateError(reason))return adviceForCertificate(reason,"the proxy",
"https_proxy");return`Check the proxy that https_proxy names, and that it lets the runner reach ${context.host}; hosts in no_proxy go without it.`}switch(code2){case"\
ENOTFOUND":case"EAI_AGAIN":return`Check ${settingOf(context)}, and that the runner can resolve the host name ${context.host}.`;case"ECONNREFUSED":return`Nothing\
 listens at ${context.host}: check ${settingOf(context)}, and the firewall in between.`;case"TIMEOUT":case"ETIMEDOUT":case"EHOSTUNREACH":case"ENETUNREACH":return`\
Check that the runner can reach ${context.host}, directly or through https_proxy, and raise request_timeout if it is slow.`;default:return`Check the network bet\
ween the runner and ${context.host}, its proxy included.`}}var QUOTE=34;var COMMA=44;var OPEN_LIST=91;var BACKSLASH=92;var CLOSE_LIST=93;var OPEN_OBJECT=123;var CLOSE_OBJECT=125;function hasDuplicateKeys(text){const open=[];
let expectsName=false;for(let at=0;at<text.length;at+=1){switch(text.charCodeAt(at)){case OPEN_OBJECT:open.push(new Set);expectsName=true;break;case OPEN_LIST:open.
push(void 0);expectsName=false;break;case CLOSE_OBJECT:case CLOSE_LIST:open.pop();expectsName=false;break;case COMMA:expectsName=open.at(-1)!==void 0;break;case QUOTE:{
const end=endOfString(text,at);const names=expectsName?open.at(-1):void 0;if(names!==void 0&&!isNew(names,text.slice(at,end+1)))return true;expectsName=false;at=
end;break}}}return false}function endOfString(text,start){for(let end=text.indexOf('"',start+1);end!==-1;end=text.indexOf('"',end+1)){let before=end-1;while(text.
charCodeAt(before)===BACKSLASH)before-=1;if((end-before)%2===1)return end}return text.length}function isNew(names,token){const name=token.includes("\\")?String(
JSON.parse(token)):token.slice(1,-1);if(names.has(name))return false;names.add(name);return true}function retryAfterMs(headers,wallTime){const value=headers["retry-after"]?.trim()??"";const milliseconds=/^\d+$/.test(value)?Number(value)*1e3:dateOf(value)-(dateOf(
headers.date)||wallTime);return milliseconds>0&&Number.isFinite(milliseconds)?milliseconds:void 0}function dateOf(text){return text!==void 0&&/^[A-Za-z]{3,9}, /.
test(text)?Date.parse(text):Number.NaN}var HTML_BODY="its body is HTML, not JSON";var ENCODED_MESSAGE="encoded_authorization_message";function judge(result,context,wallTime){if(result.kind==="no-answ\
er")return{kind:"fault",fault:networkFault(result,context)};const{status,headers,body}=result;const document=parse(body);if(status>=200&&status<300&&status!==206){
return typeof document==="string"?{kind:"fault",fault:unusableAnswer(status,document,requestIdOf(headers))}:{kind:"document",status,document,requestId:requestIdOf(
headers)}}const words=typeof document==="string"?{code:"",message:"",requestId:""}:errorWords(document);const kind=kindOf(status,words.code);const fault={kind,status,
code:words.code,message:status>=300&&status<400?redirectWords(headers,context.host):words.message||bodyWords(status,document),requestId:requestIdOf(headers)||words.
requestId,advice:adviceFor(status,words.code,document,context),retryAfterMs:kind==="throttled"?retryAfterMs(headers,wallTime):void 0,concernsAllJobs:status===401||
status===403};return{kind:"fault",fault}}function adviceFor(status,code2,document,context){const advice=adviceForGatewayCode(code2,context)??adviceForStatus(status,
context);if(typeof document==="string"){return status>=400&&document===HTML_BODY?`${INTERLOPER_ADVICE} ${advice}`:advice}const encoded2=[document,objectAt(document,
"error")].some(each=>textAt(each,ENCODED_MESSAGE)!=="");return encoded2?`${advice} ${ENCODED_MESSAGE_ADVICE}`:advice}function unusableAnswer(status,why,requestId){
return{kind:"outage",status,code:"",message:`the answer is not usable: ${why}`,requestId,advice:INTERLOPER_ADVICE,retryAfterMs:void 0,concernsAllJobs:false}}function networkFault({
code:code2,message},context){const wantsCredentials=code2==="PROXY_407";return{kind:wantsCredentials||isCertificateError(code2.replace(/^PROXY_/,""))?"fatal":"o\
utage",status:wantsCredentials?407:void 0,code:code2.startsWith("PROXY_")?"":code2,message,requestId:"",advice:wantsCredentials?adviceForStatus(407,context):adviceForNetworkError(
code2,context),retryAfterMs:void 0,concernsAllJobs:false}}function kindOf(status,code2){if(status===429||status===503)return"throttled";if(status===404)return/^APIGW?\./.
test(code2)?"fatal":"not-found";if(status===408||status===425||status===206)return"outage";return status>=300&&status<500?"fatal":"outage"}function parse(body){
if(body.kind==="unusable")return body.why;if(body.bytes.length===0)return"its body is empty";try{const text=new TextDecoder("utf-8",{fatal:true}).decode(body.bytes);
const value=JSON.parse(text);if(!isJsonObject(value))return"its body is JSON, but not an object";return hasDuplicateKeys(text)?"its body names a member twice, a\
nd so says two things at once":value}catch{return/^\s*</.test(body.bytes.toString("latin1",0,256))?HTML_BODY:"its body is not JSON"}}function errorWords(document){
const nested=objectAt(document,"error");const first=(...names)=>names.map(name=>textAt(document,name)).find(text=>text!=="")??"";return{code:first("error_code",
"errorCode","errCode")||textAt(nested,"code")||first("code"),message:first("error_msg","errorMessage","errMsg")||textAt(nested,"message")||first("message","reas\
on"),requestId:first("request_id")}}function bodyWords(status,document){return typeof document==="string"?`HTTP ${status}; ${document}`:`HTTP ${status} without \
an error message`}function redirectWords(headers,host){const{location}=headers;const base=`https://${host}`;if(location===void 0||!URL.canParse(location,base))return"\
a redirect without a usable target";const target=new URL(location,base);return target.host===host?`a redirect within ${host}`:`a redirect to ${target.host}`}function requestIdOf(headers){
const id=headers["x-request-id"]??headers["x-iam-trace-id"]??headers["x-github-request-id"]??"";return Array.isArray(id)?id.join(", "):id}var MONTHS=["jan","feb","mar","apr","may","jun","jul","aug","sep","oct","nov","dec"];var YEAR_FIRST=/^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?(?:Z|([+-])(\d{2}):?(\d{2}))?(?: [A-Z]{1,5})?$/;
var DAY_FIRST=/^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:[:.](\d{1,9}))?$/;var MILLISECONDS=/^\d{13}$/;function parseInstant(text){const trimmed=text.
trim();const match=YEAR_FIRST.exec(trimmed);if(match!==null){const[,year2,month,day2,hour2,minute2,second2,fraction3,sign2,zoneHours,zoneMinutes]=match;const offset=(Number(
zoneHours??0)*60+Number(zoneMinutes??0))*(sign2==="-"?-6e4:6e4);return instant([year2,Number(month)-1,day2,hour2,minute2,second2],fraction3,offset)}if(MILLISECONDS.
test(trimmed))return Number(trimmed);const dayFirst=DAY_FIRST.exec(trimmed);if(dayFirst===null)return void 0;const[,day,monthName,year,hour,minute,second,fraction2]=dayFirst;
return instant([year,MONTHS.indexOf((monthName??"").toLowerCase()),day,hour,minute,second],fraction2,0)}function instant(parts,fraction2,offsetMs){const[year=NaN,
month=NaN,day=NaN,hour=NaN,minute=NaN,second=NaN]=parts.map(Number);const atZone=Date.UTC(year,month,day,hour,minute,second);const date=new Date(atZone);if(date.
getUTCMonth()!==month||date.getUTCDate()!==day||hour>23||minute>59||second>59){return void 0}const result=atZone+Math.floor(Number(`0.${fraction2??"0"}`)*1e3)-offsetMs;
return result>=0?result:void 0}function idTokens(oidc2,way,ports){const url=new URL(oidc2.requestUrl);if(oidc2.audience!=="")url.searchParams.append("audience",oidc2.audience);const ask=asker(
{title:"GitHub's OIDC provider",input:"ACTIONS_ID_TOKEN_REQUEST_URL",advice:"Check that the job still has permissions: id-token: write, and that GitHub is well.",
way},ports);return async limits=>{const reply=await ask(url,{authorization:`Bearer ${oidc2.requestToken}`},limits);if(reply.kind==="fault")return reply;const idToken=textAt(
reply.document,"value");if(!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(idToken))return unusable(reply,"GitHub's OIDC provider: it has no token");ports.keepSecret(idToken);
return idToken}}function asker(party,{clock,newTransport}){const transport=newTransport();const common={accept:"application/json","accept-encoding":"identity","\
content-type":"application/json"};return async(url,headers,{timeoutMs,until,signal},content)=>{const result=await transport({url,headers:{...common,...headers},
...content===void 0?{}:{method:"POST",body:JSON.stringify(content)},timeoutMs:Math.max(1,Math.min(timeoutMs,until-clock.now())),signal});const context={...party,
permission:"",host:url.host};const outcome=judge(result,context,clock.wallTime());if(outcome.kind==="fault")return{kind:"fault",fault:inExchange(outcome.fault,party)};
return{...outcome,kind:"reply",headers:result.kind==="answer"?result.headers:{}}}}function inExchange(fault,{title,advice}){const refused=fault.kind==="fatal"||
fault.kind==="not-found";const{status=0}=fault;return{...fault,kind:refused?"fatal":fault.kind,message:`${title}: ${fault.message}`,advice:refused&&status>=400&&
status!==407?advice:fault.advice,concernsAllJobs:refused}}function unusable({status},why){return{kind:"fault",fault:unusableAnswer(status,why,"")}}function lifetime(end,headers,{
clock}){const left=(parseInstant(end)??Number.NaN)-(dateOf(headers.date)||clock.wallTime());return left>0?left:void 0}var SENDABLE=/^[\x21-\x7e]+$/;var IAM={title:"IAM",input:"iam_endpoint",advice:"Check identity_provider and project_id, and in IAM the provider: its issuer, its\
 client ID (the audience), its signing keys (GitHub may have new ones) and its conversion rules.",way:"iam"};function iamExchange(plan,projectId,ports){const askGitHub=idTokens(
plan.oidc,"iam",ports);const ask=asker(IAM,ports);return async limits=>{const idToken=await askGitHub(limits);if(typeof idToken!=="string")return idToken;const reply=await ask(
below(plan.endpoint,"/v3.0/OS-AUTH/id-token/tokens"),{"x-idp-id":plan.identityProvider},limits,{auth:{id_token:{id:idToken},scope:{project:{id:projectId}}}});if(reply.
kind==="fault")return reply;const token=String(reply.headers["x-subject-token"]??"");if(!SENDABLE.test(token))return unusable(reply,"IAM: it has no usable X-Sub\
ject-Token");ports.keepSecret(token);const headers={"x-auth-token":token};return{kind:"lease",lifetimeMs:lifetime(textAt(objectAt(reply.document,"token"),"expir\
es_at"),reply.headers,ports),headersFor:()=>({headers,excuses:()=>false})}}}var STS={title:"STS",input:"sts_endpoint",advice:"Check provider_urn and agency_urn,\
 the provider's issuer and client IDs (the audience), and the trust policy of the agency.",way:"sts"};function stsExchange(plan,signer,ports){const askGitHub=idTokens(
plan.oidc,"sts",ports);const ask=asker(STS,ports);return async limits=>{const idToken=await askGitHub(limits);if(typeof idToken!=="string")return idToken;const reply=await ask(
below(plan.endpoint,"/v5/agencies/assume-with-oidc"),{},limits,{provider_urn:plan.providerUrn,agency_urn:plan.agencyUrn,agency_session_name:"cloud-job-gate",id_token:idToken});
if(reply.kind==="fault")return reply;const credentials=objectAt(reply.document,"credentials");const key=temporaryKey(credentials);if(key===void 0)return unusable(
reply,"STS: it has no usable key");ports.keepSecret(key.secret);ports.keepSecret(key.securityToken);return{kind:"lease",lifetimeMs:lifetime(textAt(credentials,"\
expiration"),reply.headers,ports),headersFor:request=>{const{headers,offsetMs}=signer.sign(request,key);return{headers,excuses:(fault,serverTime)=>signer.blamesClock(
fault,serverTime,offsetMs)}}}}}function temporaryKey(credentials){const key={id:textAt(credentials,"access_key_id"),secret:textAt(credentials,"secret_access_key"),
securityToken:textAt(credentials,"security_token")};return Object.values(key).every(part=>SENDABLE.test(part))?key:void 0}var AHEAD_MS=10*6e4;var RETRY_MS=6e4;var RenewableCredentials=class{way;#exchange;#ports;#lease;#renewAt=Infinity;#endsAt=Infinity;#why="first";#renewedOnRefusal=false;#flight;constructor(way,exchange,ports){
this.way=way;this.#exchange=exchange;this.#ports=ports}authorize=async(request,limits)=>{for(;;){let lease=this.#lease;if(lease!==void 0&&this.#ports.clock.now()<
this.#renewAt)return this.#pass(lease,request);this.#flight??=this.#renew(limits).finally(()=>{this.#flight=void 0});const fault=await this.#flight;lease=this.#lease;
const holds=lease!==void 0&&(fault===void 0||this.#ports.clock.now()<this.#endsAt);if(lease!==void 0&&holds)return this.#pass(lease,request);if(fault!==void 0)return{
kind:"fault",fault}}};#pass(lease,request){const{headers,excuses}=lease.headersFor(request);return{kind:"pass",headers,accepted:()=>{if(lease===this.#lease)this.#renewedOnRefusal=
false},refused:(fault,serverTime)=>({fault,again:excuses(fault,serverTime)||fault.status===401&&this.#replaceable(lease)})}}#replaceable(refused){if(refused!==this.#lease)
return true;if(this.#renewedOnRefusal)return false;this.#renewedOnRefusal=true;this.#why="refused";this.#lease=void 0;return true}async#renew(limits){const{clock,
tell}=this.#ports;const got=await this.#exchange(limits);const now=clock.now();if(got.kind==="fault"){if(this.#lease!==void 0&&now<this.#endsAt){this.#renewAt=Math.
min(now+RETRY_MS,this.#endsAt);if(!limits.signal.aborted)tell({kind:"exchange-failed",fault:got.fault})}return got.fault}const lifetimeMs=got.lifetimeMs??Infinity;
this.#endsAt=now+lifetimeMs;this.#renewAt=this.#endsAt-Math.min(AHEAD_MS,lifetimeMs/2);this.#lease=got;tell({kind:"exchanged",why:this.#why,lifetimeMs:got.lifetimeMs});
this.#why="due";return void 0}};var import_node_crypto=require("node:crypto");var ALGORITHM="SDK-HMAC-SHA256";function sign(request,key,at){const date=new Date(at).toISOString().replace(/[-:]|\.\d+/g,
"");const given=Object.entries({...request.headers,host:request.url.host,"x-sdk-date":date}).map(([name,value])=>[name.toLowerCase(),value.trim()]).sort(([a],[b])=>compare(
a,b));const names=given.map(([name])=>name).join(";");const canonicalRequest=[request.method,canonicalPath(request.url.pathname),canonicalQuery(request.url.searchParams),
given.map(([name,value])=>`${name}:${value}
`).join(""),names,sha256(request.body)].join("\n");const signature=(0,import_node_crypto.createHmac)("sha256",key.secret).update([ALGORITHM,date,sha256(canonicalRequest)].
join("\n")).digest("hex");return{...Object.fromEntries(given),authorization:`${ALGORITHM} Access=${key.id}, SignedHeaders=${names}, Signature=${signature}`}}function canonicalPath(path){
return`${path.split("/").map(decoded).map(encoded).join("/")}/`.replace(/\/\/$/,"/")}function canonicalQuery(query){return[...query].sort(([a,x],[b,y])=>compare(
a,b)||compare(x,y)).map(([name,value])=>`${encoded(name)}=${encoded(value)}`).join("&")}function decoded(segment){try{return decodeURIComponent(segment)}catch{return segment}}
function encoded(text){return encodeURIComponent(text).replace(/[!'()*]/g,c=>`%${c.charCodeAt(0).toString(16).toUpperCase()}`)}function sha256(text){return(0,import_node_crypto.createHash)(
"sha256").update(text).digest("hex")}function compare(a,b){return a<b?-1:Number(a>b)}var SKEW_MS=5*6e4;var Signer=class{#projectId;#ports;#offsetMs=0;#corrected=false;constructor(projectId,ports){this.#projectId=projectId;this.#ports=ports}sign(request,key){
const temporary=key.securityToken===""?{}:{"x-security-token":key.securityToken};const headers={"x-project-id":this.#projectId,...temporary};const at=this.#ports.
clock.wallTime()+this.#offsetMs;return{headers:sign({...request,headers},key,at),offsetMs:this.#offsetMs}}blamesClock(fault,serverTime,offsetMs){const{clock,tell}=this.#ports;
const refused=fault.status===401||isSkewCode(fault.code);if(refused&&offsetMs!==this.#offsetMs)return true;if(!refused||this.#corrected||serverTime===void 0)return false;
const skew=serverTime-clock.wallTime();if(!isSkewCode(fault.code)&&Math.abs(skew)<=SKEW_MS)return false;this.#corrected=true;this.#offsetMs=skew;tell({kind:"clo\
ck-corrected",offsetMs:skew});return true}};function isSkewCode(code2){return/^APIGW?\.0303$/.test(code2)}var UNITS={ms:1,s:1e3,m:6e4,h:36e5};var LONGEST_DURATION_MS=24*864e5;var DURATION_SYNTAX="a whole number with a unit (500ms, 90s, 15m, 2h) or a sum of such (1h3\
0m); a bare number means seconds; 24 days at most";function parseDuration(text){const bare=/^\d+$/.test(text)?`${text}s`:text;if(!/^(?:\d+(?:ms|s|m|h))+$/.test(
bare))return void 0;let total=0;for(const[,digits,unit]of bare.matchAll(/(\d+)(ms|s|m|h)/gy)){total+=Number(digits)*(UNITS[unit??""]??Number.NaN)}return total>=
1&&total<=LONGEST_DURATION_MS?total:void 0}function formatDuration(milliseconds){const whole=Math.max(0,Math.floor(milliseconds));if(whole>0&&whole<1e3)return`${whole}\
ms`;const parts=[];let rest=whole;for(const unit of["h","m","s"]){const size=UNITS[unit]??1;const count=Math.floor(rest/size);rest-=count*size;if(count>0)parts.
push(`${count}${unit}`);else if(parts.length>0)break}return parts.length===0?"0s":parts.slice(0,2).join(" ")}function tokenCredentials(token,{clock}){const startedAt=clock.now();let proved=false;return{way:"token",authorize:()=>Promise.resolve({kind:"pass",headers:{"x-\
auth-token":token},accepted:()=>{proved=true},refused:fault=>{if(!proved||fault.status!==401)return{fault,again:false};const waited=formatDuration(clock.now()-startedAt);
const advice=`The token expired after ${waited} (or was revoked): pass a newer one, or let the gate renew its own with identity_provider.`;return{fault:{...fault,
advice},again:false}}})}}function createCredentials(plan,projectId,ports){switch(plan.kind){case"token":return tokenCredentials(plan.token,ports);case"access-key":return accessKeyCredentials(
plan.key,new Signer(projectId,ports));case"iam":return new RenewableCredentials(plan.kind,iamExchange(plan,projectId,ports),ports);case"sts":return new RenewableCredentials(
plan.kind,stsExchange(plan,new Signer(projectId,ports),ports),ports)}}var systemClock={now:()=>performance.now(),wallTime:()=>new Date().getTime(),sleep:(milliseconds,signal)=>new Promise(resolve=>{if(signal.aborted){resolve();return}
const finish=()=>{clearTimeout(timer);signal.removeEventListener("abort",finish);resolve()};const timer=setTimeout(finish,milliseconds);signal.addEventListener(
"abort",finish)})};var ID=/^[A-Za-z0-9_-]{1,128}$/;function isId(text){return ID.test(text)}var ID_SYNTAX="letters, digits, - and _, 128 at most";var FAMILIES=[{tokens:[],accessKey:"HUAWEI_CLOUD_ACCESS_KEY_ID",secretKey:"HUAWEI_CLOUD_SECRET_ACCESS_KEY",projectId:"HUAWEI_CLOUD_PROJECT_ID",region:"HUAWEI_CL\
OUD_REGION"},{tokens:[],accessKey:"HUAWEICLOUD_SDK_AK",secretKey:"HUAWEICLOUD_SDK_SK",securityToken:"HUAWEICLOUD_SDK_SECURITY_TOKEN",projectId:"HUAWEICLOUD_SDK_\
PROJECT_ID"},{tokens:["OS_AUTH_TOKEN","OS_TOKEN"],accessKey:"OS_ACCESS_KEY",secretKey:"OS_SECRET_KEY",securityToken:"OS_SECURITY_TOKEN",projectId:"OS_PROJECT_ID",
region:"OS_REGION_NAME"}];var OIDC_URL_VARIABLE="ACTIONS_ID_TOKEN_REQUEST_URL";var OIDC_TOKEN_VARIABLE="ACTIONS_ID_TOKEN_REQUEST_TOKEN";var SECRET_VARIABLES=[OIDC_TOKEN_VARIABLE,
...FAMILIES.flatMap(({tokens,secretKey,securityToken})=>[...tokens,secretKey,securityToken??[]].flat())];function firstSet(names,read){return names.filter(name=>name!==
void 0).map(name=>({name,value:read(name)})).find(({value})=>value!=="")}var WAYS=[{kind:"token",needs:["token"],takes:[]},{kind:"access-key",needs:["access_key","secret_key"],takes:["security_token"]},{kind:"iam",needs:["identity_pr\
ovider"],takes:[]},{kind:"sts",needs:["provider_urn","agency_urn"],takes:[]}];var ONE_WAY="pass one of token; access_key and secret_key; identity_provider; prov\
ider_urn and agency_urn";var LONGEST_TOKEN=16384;var NO_PLAN={plan:{kind:"token",token:""},from:""};function parseCredentials(sources,endpoints){const{input,problems}=sources;
const isGiven=name=>input(name)!=="";const begun=WAYS.filter(({needs,takes})=>[...needs,...takes].some(isGiven));const given=begun.flatMap(({needs,takes})=>[...needs,
...takes].filter(isGiven));const keyless=begun.some(({kind})=>kind==="iam"||kind==="sts");if(isGiven("audience")&&!keyless)given.push("audience");const[way]=begun;
if(way===void 0&&given.length===0)return fromEnvironment(sources);if(way===void 0||begun.length>1||given.includes("audience")){const why=given.length===1?"makes\
 no way":"belong to different ways";problems.add(`${listed(given)} ${why} of authenticating: ${ONE_WAY}.`);return NO_PLAN}for(const missing of way.needs.filter(
name=>!isGiven(name))){problems.refuse(`input ${missing}`,"",`${listed(given)} cannot do without it.`)}return{plan:planOf(way.kind,sources,endpoints),from:listed(
given)}}function listed(names){return`input${names.length===1?"":"s"} ${names.join(", ")}`}function planOf(kind,sources,endpoints){const{input,problems}=sources;
switch(kind){case"token":return{kind,token:checked(sources,"input token","token",input("token"))};case"access-key":return{kind,key:checkedKey(sources,name=>({from:`\
input ${name}`,value:input(name)}))};case"iam":{const identityProvider=input("identity_provider");if(!/^[\x20-\x7e]{1,64}$/.test(identityProvider)){problems.refuse(
"input identity_provider",identityProvider,"pass the name that the provider has in IAM.")}return{kind,identityProvider,endpoint:endpoints.endpointOf("iam_endpoi\
nt","iam").url,oidc:oidc(sources)}}case"sts":{const endpoint=endpoints.endpointOf("sts_endpoint","sts").url;if(endpoints.foreign!==void 0){problems.add(`input p\
rovider_urn is for Huawei Cloud alone, and ${endpoints.foreign}: use identity_provider.`)}return{kind,providerUrn:input("provider_urn"),agencyUrn:input("agency_\
urn"),endpoint,oidc:oidc(sources)}}}}function oidc({input,variable:variable2,problems}){const url=variable2(OIDC_URL_VARIABLE);const requestToken=variable2(OIDC_TOKEN_VARIABLE);
const allowed=URL.canParse(url)&&requestToken!=="";if(!allowed){problems.add("Missing permissions: id-token: write. Without it GitHub gives the job no OIDC toke\
n to exchange.")}return{requestUrl:allowed?new URL(url):NOWHERE,requestToken,audience:input("audience")}}function fromEnvironment(sources){const{variable:variable2,
problems}=sources;const halves=[];for(const{tokens,accessKey,secretKey,securityToken=""}of FAMILIES){const token=firstSet(tokens,variable2);if(token!==void 0){const from=`\
environment variable ${token.name}`;return{plan:{kind:"token",token:checked(sources,from,"token",token.value)},from}}const names={access_key:accessKey,secret_key:secretKey,
security_token:securityToken};const set=[accessKey,secretKey].filter(name=>variable2(name)!=="");if(set.length===2){const key=checkedKey(sources,name=>({from:`e\
nvironment variable ${names[name]}`,value:names[name]===""?"":variable2(names[name])}));return{plan:{kind:"access-key",key},from:`environment variables ${set.join(
", ")}`}}halves.push(...set)}const half=halves.length===0?"":` (${halves.join(", ")} alone will not do)`;problems.add(`No credentials, neither by input nor in t\
he environment${half}: ${ONE_WAY}.`);return NO_PLAN}function checkedKey(sources,part){const check=(name,noun)=>{const{from,value}=part(name);return checked(sources,
from,noun,value)};const id=check("access_key","access key");return{id,secret:check("secret_key","secret key"),securityToken:check("security_token","security tok\
en")}}function checked({problems},from,noun,value){if(value.length>LONGEST_TOKEN){problems.add(`${from} has ${value.length} characters: a ${noun} has ${LONGEST_TOKEN}\
 at most.`)}else if(!/^[\x21-\x7e]*$/.test(value)){problems.add(`${from} contains a blank, a line break or another character that no ${noun} has: check how it w\
as stored or passed on.`)}return value}var ROWS=[{names:/^eu-(?:de|nl)$/,cloud:"Open Telekom Cloud",domain:"otc.t-systems.com"},{names:/^eu-ch2$/,cloud:"Open Telekom Cloud",domain:"sc.otc.t-systems.c\
om",renamed:{iam:"iam-pub"}},{names:/^eu-west-0$/,cloud:"FlexibleEngine",domain:"prod-cloud-ocb.orange-business.com"},{names:/^eu-west-101$/,cloud:"Huawei Cloud",
domain:"myhuaweicloud.eu"},{names:/^(?:ae|af|ap|cn|la|me|my|na|ru|sa|tr)-[a-z]{2,20}-\d{1,3}$/,cloud:"Huawei Cloud",domain:"myhuaweicloud.com"}];var KNOWN_REGIONS="\
eu-de, eu-nl and eu-ch2 (Open Telekom Cloud), eu-west-0 (FlexibleEngine), eu-west-101 and names like ap-southeast-1 that begin with ae-, af-, ap-, cn-, la-, me-\
, my-, na-, ru-, sa- or tr- (Huawei Cloud)";function findRegion(name){const row=ROWS.find(({names})=>names.test(name));if(row===void 0)return void 0;const{cloud,
domain,renamed}=row;return{cloud,endpointOf:service=>new URL(`https://${renamed?.[service]??service}.${name}.${domain}`)}}function find({input,variable:variable2},name,variables){const given=input(name);const other=given===""?firstSet(variables,variable2):void 0;return other===void 0?
{value:given,from:`input ${name}`}:{value:other.value,from:`environment variable ${other.name}`}}var RegionalEndpoints=class{#sources;#name;#region;#used=false;#refused=false;constructor(sources){this.#sources=sources;this.#name=find(sources,"region",FAMILIES.
map(({region})=>region));this.#region=findRegion(this.#name.value)}get foreign(){const plays=this.#used||this.#sources.input("region")!=="";if(!plays||this.#region===
void 0||this.#region.cloud==="Huawei Cloud")return void 0;return`${this.#name.value} belongs to ${this.#region.cloud}`}endpointOf(input,service){const{input:read,
problems}=this.#sources;const{value,from}=this.#name;const example=input==="sts_endpoint"?"ap-southeast-1":"eu-de";const host=findRegion(example)?.endpointOf(service).
host??"";const baseUrl=`the base URL of the service, e.g. https://${host}`;const text=read(input);if(text!==""){return{url:parseEndpoint(input,text,`pass ${baseUrl}`,
problems),cloud:void 0,from:`input ${input}`}}this.#used=true;if(this.#region!==void 0){return{url:this.#region.endpointOf(service),cloud:this.#region.cloud,from}}
if(value==="")problems.refuse(`input ${input}`,"",`pass region, e.g. ${example}, or ${baseUrl}.`);else if(!this.#refused){problems.refuse(from,value,`known are ${KNOWN_REGIONS}\
; for any other pass endpoint instead.`)}this.#refused=true;return{url:NOWHERE,cloud:void 0,from}}};function parseAccess(sources,service){const{problems}=sources;const project=find(sources,"project_id",FAMILIES.map(({projectId})=>projectId));if(!isId(project.value)){
const wanted=`pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;problems.refuse(project.from,project.value,wanted)}const regional=new RegionalEndpoints(
sources);const endpoint=regional.endpointOf("endpoint",service.host);const credentials=parseCredentials(sources,regional);return{projectId:project.value,endpoint:endpoint.
url,cloud:endpoint.cloud,credentials:credentials.plan,sources:[`project: ${project.from}`,`endpoint: ${endpoint.from}`,`credentials: ${credentials.from}`]}}var Problems=class{sentences=[];#show;constructor(show){this.#show=show}refuse(from,given,wanted){this.add(`${from} ${given===""?"is missing":`is "${this.#show(
given)}"`}: ${wanted}`)}add(sentence){this.sentences.push(sentence.charAt(0).toUpperCase()+sentence.slice(1))}};var UnusableDocument=class extends Error{name="UnusableDocument"};var MOST_SUB_JOBS=1e5;function buildTree(document,read){const root=read(document);const tree={...root.facts,subJobs:new Array};const pending=[{into:tree.subJobs,
documents:root.subJobs}];let count=0;for(let next=pending.pop();next!==void 0;next=pending.pop()){count+=next.documents.length;if(count>MOST_SUB_JOBS)throw new UnusableDocument(
`it has more than ${MOST_SUB_JOBS} sub-jobs`);for(const child of next.documents){const{facts,subJobs}=read(child);const job={...facts,subJobs:new Array};next.into.
push(job);if(subJobs.length>0)pending.push({into:job.subJobs,documents:subJobs})}}return tree}function subJobDocuments(value,member){if(value===void 0||value===
null)return[];if(!Array.isArray(value))throw new UnusableDocument(`its ${member} is not a list`);return value.map(entry=>{if(!isJsonObject(entry))throw new UnusableDocument(
`its ${member} has an entry that is not an object`);return entry})}function statusWord(value){if(value===void 0||value===null)return void 0;if(typeof value==="s\
tring")return value.trim()===""?void 0:value.trim();return typeof value==="number"||typeof value==="boolean"?String(value):"not a word"}function phaseOf(status,words){
const word=status?.toLowerCase()??"";return Object.hasOwn(words,word)?words[word]??"Unknown":"Unknown"}function joinDistinct(...texts){return[...new Set(texts.filter(
text=>text!==""))].join(": ")}function firstText(object,names){return names.map(name=>textAt(object,name)).find(text=>text!=="")??""}function progressOf(value){
const fraction2=typeof value==="string"?fractionOf(value):value;if(typeof fraction2!=="number"||!(fraction2>=0&&fraction2<=100))return void 0;return fraction2<=
1?fraction2:fraction2/100}function fractionOf(text){const digits=/^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(text.trim())?.[1];return digits===void 0||Number(digits)>100?
void 0:Number(digits)/100}function requireJobId(found,asked){if(found===asked)return;throw new UnusableDocument(found===""?"it does not say which job it is abou\
t":`it is about job ${found}`)}var PHASES={initializing:"Initializing",running:"Running",success:"Success",failed:"Failed"};function decodeCce(document,jobId){requireJobId(textAt(objectAt(document,
"metadata"),"uid"),jobId);return buildTree(document,readJob)}function readJob(document){const metadata=objectAt(document,"metadata");const spec=objectAt(document,
"spec");const status=statusOf(document);return{facts:{id:textAt(metadata,"uid"),type:textAt(spec,"type"),phase:phaseOf(status.word,PHASES),status:status.word,reason:status.
reason,errorCode:"",resourceId:textAt(spec,"resourceID"),resourceName:textAt(spec,"resourceName"),clusterId:textAt(spec,"clusterUID"),startedAt:parseInstant(textAt(
metadata,"creationTimestamp")),updatedAt:parseInstant(textAt(metadata,"updateTimestamp")),endedAt:void 0,progress:void 0},subJobs:["subJobs","subjobs"].flatMap(
name=>subJobDocuments(ownValue(spec,name),name))}}function statusOf(document){const status=valueAt(document,"status");if(!isJsonObject(status))return{word:statusWord(
status),reason:""};return{word:statusWord(valueAt(status,"phase"))??statusWord(valueAt(status,"status")),reason:joinDistinct(textAt(status,"reason"),textAt(status,
"message"))}}var PHASES2={init:"Initializing",waiting:"Initializing",pending_payment:"Initializing",running:"Running",success:"Success",fail:"Failed",failed:"Failed"};var UNPAID="\
PENDING_PAYMENT: the order has not been paid yet";var RESOURCE_IDS=["image_id","server_id","volume_id","server_group_id","protected_instance_id","instance_id"];
var RESOURCE_NAMES=["image_name","name","server_name"];function decodeV1(document,jobId){requireJobId(textAt(document,"job_id"),jobId);return buildTree(document,
readV1Job)}function readV1Job(document){const entities=objectAt(document,"entities");const status=statusWord(valueAt(document,"status"));const endedAt=parseInstant(
textAt(document,"end_time"));return{facts:{id:textAt(document,"job_id"),type:textAt(document,"job_type"),phase:phaseOf(status,PHASES2),status,reason:joinDistinct(
textAt(document,"fail_reason"),textAt(document,"error_msg"),textAt(entities,"errorcode_message"),textAt(entities,"addition_error_msg"),status?.toLowerCase()==="\
pending_payment"?UNPAID:""),errorCode:textAt(document,"error_code")||textAt(entities,"addition_error_code"),resourceId:firstText(entities,RESOURCE_IDS)||textAt(
document,"resource_id"),resourceName:firstText(entities,RESOURCE_NAMES),clusterId:"",startedAt:parseInstant(textAt(document,"begin_time")),updatedAt:endedAt,endedAt,
progress:progressOf(valueAt(entities,"process_percent"))},subJobs:subJobsOf(document)}}function subJobsOf(document){const entities=objectAt(document,"entities");
const jobs=[...subJobDocuments(valueAt(entities,"sub_jobs_result"),"sub_jobs_result"),...subJobDocuments(valueAt(entities,"sub_jobs"),"sub_jobs"),...subJobDocuments(
valueAt(document,"sub_jobs"),"sub_jobs")];const known=new Set(jobs.map(job=>textAt(job,"job_id")));const ids=valueAt(entities,"sub_jobs_list");const listed2=(Array.
isArray(ids)?ids:[]).filter(id=>typeof id==="string"&&!known.has(id));const results=valueAt(entities,"results");const failedImages=(Array.isArray(results)?results:
[]).filter(result=>isJsonObject(result)&&phaseOf(textAt(result,"status"),PHASES2)==="Failed");return[...jobs,...listed2.map(id=>({job_id:id})),...failedImages.map(
result=>({job_type:"image",status:result["status"],entities:result}))]}function decodeElb(document,jobId){const job=valueAt(document,"job");if(!isJsonObject(job))throw new UnusableDocument("it has no job");const found=textAt(job,"j\
ob_id");if(found!=="")requireJobId(found,jobId);return{...buildTree(job,readV1Job),id:jobId}}var PHASES3={running:"Running",completed:"Success",failed:"Failed"};function decodeJobsById(document,jobId){const job=objectAt(document,"job");requireJobId(textAt(
job,"id"),jobId);return buildTree(job,readJob2)}function readJob2(job){const instance=objectAt(job,"instance");const status=statusWord(valueAt(job,"status"));const endedAt=parseInstant(
textAt(job,"ended"));return{facts:{id:textAt(job,"id"),type:textAt(job,"name"),phase:phaseOf(status,PHASES3),status,reason:joinDistinct(textAt(job,"fail_reason"),
textAt(job,"error_msg")),errorCode:textAt(job,"error_code"),resourceId:textAt(instance,"id"),resourceName:textAt(instance,"name"),clusterId:"",startedAt:parseInstant(
textAt(job,"created")),updatedAt:endedAt,endedAt,progress:progressOf(valueAt(job,"process"))},subJobs:subJobsOf(job)}}var v1Path=(projectId,jobId)=>`/v1/${projectId}/jobs/${jobId}`;var jobsByIdPath=(projectId,jobId)=>`/v3/${projectId}/jobs?id=${jobId}`;var IN_THE_REFERENCE="see\
 the page of the call in the API reference";function v1(name,title,fullName){return{name,title,fullName,jobIdAt:".job_id",host:name,permission:"",path:v1Path,decode:decodeV1}}
function database(name,title,fullName,permission){return{...v1(name,title,fullName),permission,path:jobsByIdPath,decode:decodeJobsById}}var SERVICES=[{name:"cce",
title:"CCE",fullName:"Cloud Container Engine",jobIdAt:"create or delete a cluster or a node: .status.jobID; accept a node, change a node pool, rotate certificat\
es: .jobid; resize a cluster: .jobID; delete a node pool: .jobId",host:"cce",permission:"cce:job:get",path:(projectId,jobId)=>`/api/v3/projects/${projectId}/job\
s/${jobId}`,decode:decodeCce},{name:"cce-autopilot",title:"CCE Autopilot",fullName:"CCE Autopilot",jobIdAt:".status.jobID",host:"cce",permission:"",path:(projectId,jobId)=>`\
/autopilot/v3/projects/${projectId}/jobs/${jobId}`,decode:decodeCce},{...v1("ims","IMS","Image Management Service"),jobIdAt:"create, import, export or copy an i\
mage: .job_id",permission:"ims:imageJobs:getPercentage",path:(projectId,jobId,cloud)=>cloud==="Huawei Cloud"?`/v1/cloudimages/job/${jobId}`:v1Path(projectId,jobId,
cloud)},{...v1("ecs","ECS","Elastic Cloud Server"),jobIdAt:".job_id; the job is forgotten a day after its end"},v1("evs","EVS","Elastic Volume Service"),v1("bms",
"BMS","Bare Metal Server"),v1("sdrs","SDRS","Storage Disaster Recovery"),{...v1("deh","DeH","Dedicated Host"),jobIdAt:IN_THE_REFERENCE},{...v1("sfs-turbo","SFS \
Turbo","Scalable File Service Turbo"),jobIdAt:IN_THE_REFERENCE,path:(projectId,jobId)=>`/v1/${projectId}/sfs-turbo/jobs/${jobId}`},{...v1("dcs","DCS","Distribut\
ed Cache Service"),jobIdAt:IN_THE_REFERENCE,permission:"dcs:job:get",path:(projectId,jobId)=>`/v2/${projectId}/jobs/${jobId}`},database("rds","RDS","Relational \
Database Service","rds:task:list"),database("dds","DDS","Document Database Service",""),database("gaussdb","GaussDB","GaussDB",""),{...v1("elb","ELB","Elastic L\
oad Balance"),jobIdAt:"copy a load balancer or a listener: .job_id",path:(projectId,jobId)=>`/v3/${projectId}/elb/jobs/${jobId}`,decode:decodeElb}];var INPUT_DEFAULTS={job_id:"",project_id:"",service:"cce",region:"",endpoint:"",token:"",access_key:"",secret_key:"",security_token:"",identity_provider:"",audience:"",
provider_urn:"",agency_urn:"",iam_endpoint:"",sts_endpoint:"",timeout:"30m",poll_interval:"auto",request_timeout:"30s",outage_tolerance:"2m",fail_fast:"true",summary:"\
always",comment:"never",github_token:"${{ github.token }}"};var REPORT_CHOICES=["always","on-failure","never"];var SHORTEST_INTERVAL_MS=100;var LANES=8;var ACCESS_KEY_LANES=4;
var NO_ID="the call answered without a job ID where it was looked for.";var SECRET_INPUTS=["token","secret_key","security_token"];function parseConfig(read,variable2,show){
const problems=new Problems(show);const input=name=>read(name)||INPUT_DEFAULTS[name];const inputs=new InputParser(input,problems);const service=inputs.service();
const plan={jobIds:inputs.jobIds(service),timeoutMs:inputs.duration("timeout"),pollInterval:inputs.pollInterval(),requestTimeoutMs:inputs.duration("request_time\
out"),outageToleranceMs:inputs.duration("outage_tolerance"),failFast:inputs.choice("fail_fast",["true","false"])==="true"};const access=parseAccess({input,variable:variable2,
problems},service);const lanes=access.credentials.kind==="access-key"?ACCESS_KEY_LANES:LANES;const config={plan:{...plan,lanes},service,access,summary:inputs.choice(
"summary",REPORT_CHOICES),comment:inputs.choice("comment",REPORT_CHOICES),githubToken:givenToken(read)};return problems.sentences.length>0?{kind:"problems",problems:problems.
sentences}:{kind:"config",config}}var InputParser=class{constructor(read,problems){this.read=read;this.problems=problems}read;problems;jobIds(service){const ids=[
...new Set(this.read("job_id").split(/[\s,]+/))].filter(id=>id!=="");if(ids.length===0)this.problems.refuse("input job_id","","pass the ID of the job to wait fo\
r, or several, separated by commas, spaces or lines.");for(const id of ids.filter(each=>!isId(each))){this.problems.refuse("input job_id",id,`a job ID consists \
of ${ID_SYNTAX}; several are separated by commas, spaces or lines.`)}if(ids.includes("null")){const{title,jobIdAt}=service;this.problems.refuse("input job_id","\
null",`${NO_ID} Where ${title} answers it: ${jobIdAt}.`)}return ids}duration(name){const text=this.read(name);const duration=parseDuration(text);if(duration===void 0)
this.problems.refuse(`input ${name}`,text,`a duration is ${DURATION_SYNTAX}.`);return duration??0}pollInterval(){const text=this.read("poll_interval");if(text===
"auto")return"auto";const interval=parseDuration(text)??0;if(interval<SHORTEST_INTERVAL_MS){this.problems.refuse("input poll_interval",text,`pass auto, or a dur\
ation of ${SHORTEST_INTERVAL_MS}ms at least: ${DURATION_SYNTAX}.`)}return interval}choice(name,choices){const text=this.read(name);const choice=choices.find(each=>each===
text.toLowerCase());if(choice===void 0)this.problems.refuse(`input ${name}`,text,`pass one of ${choices.join(", ")}.`);return choice??choices[0]}service(){const text=this.
read("service");const service=SERVICES.find(({name})=>name===text.toLowerCase());if(service!==void 0)return service;this.problems.refuse("input service",text,`p\
ass one of ${SERVICES.map(({name})=>name).join(", ")}.`);return SERVICES[0]}};function givenToken(read){const token=read("github_token");return token===INPUT_DEFAULTS.
github_token?"":token}var ERROR_STATUS=4;var USAGE_ERROR_STATUS=2;function exitStatus(outcome,signal){switch(outcome){case"success":return 0;case"failed":return 1;case"timed-out":return 3;case"\
error":return ERROR_STATUS;case"cancelled":return signal==="SIGTERM"?143:130}}function defect(error3){return{kind:"fatal",status:void 0,code:"",message:`unexpected fault of the gate: ${error3 instanceof Error?error3.message:String(error3)}`,
requestId:"",advice:"This is a defect of the action: please report it, with the log of a run in which debug logging is on.",retryAfterMs:void 0,concernsAllJobs:false}}
function resultOfDefect(error3,jobIds){const fault=defect(error3);const jobs=jobIds.map(jobId=>({jobId,ending:{kind:"error",fault},job:void 0,failedJob:void 0,requests:{
made:0,failed:0}}));return{outcome:"error",jobs,durationMs:0,defect:fault}}var import_node_events=require("node:events");var Lanes=class{#free;#waiting=new Set;#clock;constructor(lanes,clock){this.#free=lanes;this.#clock=clock}async enter(until,signal){if(signal.aborted||this.#clock.
now()>until)return false;if(this.#free>0){this.#free-=1;return true}const turn=new AbortController;let entered=false;const call=()=>{entered=true;turn.abort()};
const stop=()=>{turn.abort()};this.#waiting.add(call);signal.addEventListener("abort",stop);await this.#clock.sleep(until-this.#clock.now(),turn.signal);signal.
removeEventListener("abort",stop);this.#waiting.delete(call);return entered}leave(){const[next]=this.#waiting;if(next===void 0){this.#free+=1;return}this.#waiting.
delete(next);next()}};function*walk(root){const pending=[{job:root,depth:0,parent:void 0}];for(let visit=pending.pop();visit!==void 0;visit=pending.pop()){yield visit;for(const subJob of visit.
job.subJobs.toReversed()){pending.push({job:subJob,depth:visit.depth+1,parent:visit})}}}function lineage(visit){const jobs=[];for(let at=visit;at!==void 0;at=at.
parent)jobs.push(at.job);return jobs.reverse()}function failedVisits(root){return[...walk(root)].filter(visit=>visit.job.phase==="Failed")}function verdict(root){
for(const{job}of walk(root))if(job.phase==="Failed")return"failed";return root.phase==="Success"?"success":"open"}function rootCauses(root){const words=new Map;
const explained2=new Set;const failed2=[];for(const visit of walk(root)){words.set(visit,ownWords(visit.job)??(visit.parent&&words.get(visit.parent))??NO_WORDS);
if(visit.job.phase!=="Failed")continue;failed2.push(visit);for(let at=visit.parent;at!==void 0&&!explained2.has(at);at=at.parent)explained2.add(at)}return failed2.
filter(visit=>!explained2.has(visit)).map(visit=>({visit,...words.get(visit)??NO_WORDS})).sort((a,b)=>compareTimes(failureTime(a.visit.job),failureTime(b.visit.
job)))}var NO_WORDS={errorCode:"",reason:""};function ownWords({phase,errorCode,reason}){return phase==="Failed"&&(errorCode!==""||reason!=="")?{errorCode,reason}:
void 0}function failureTime(job){return job.endedAt??job.updatedAt}function compareTimes(a,b){if(a===void 0||b===void 0)return Number(a===void 0)-Number(b===void 0);
return a-b}var WORST_FIRST=["Failed","Unknown","Running","Initializing","Success"];function worstPhase(phases){return WORST_FIRST.find(phase=>phases.includes(phase))??
"Unknown"}function isEnded(job){return job.phase==="Success"||job.phase==="Failed"}function subJobCounts(root){let ended=0;let total=0;for(const{job,depth}of walk(
root)){if(depth===0||job.status===void 0)continue;total+=1;if(isEnded(job))ended+=1}return{ended,total}}var MOST_LOOK_UPS=10;async function lookUpCauses(results,plan,ports){const until=Math.min(plan.deadline,ports.clock.now()+plan.requestTimeoutMs);const asked=new Set(
results.map(({jobId})=>jobId));const found=[];const stopped=()=>ports.signal.aborted;let left=results.some(brokeOff)?0:MOST_LOOK_UPS;for(const original of results){
let result=original;for(let visit=silent(result,asked);visit!==void 0;visit=silent(result,asked)){const timeoutMs=Math.min(plan.requestTimeoutMs,until-ports.clock.
now());if(left<1||timeoutMs<1||stopped())break;left-=1;asked.add(visit.job.id);ports.listen(result.jobId,{kind:"look-up",visit});const answer=await ports.ask(visit.
job.id,{timeoutMs,until,signal:ports.signal});if(answer.kind==="job"){const previous=result.failedJob;result=counted(joined(result,visit,answer.job),0);if(result.
failedJob!==void 0)ports.listen(result.jobId,{kind:"answer",job:result.failedJob,previous});continue}result=counted(result,1);if(!stopped())ports.listen(result.
jobId,{kind:"look-up-failed",fault:answer.fault});if(endsLookUps(answer.fault))left=0}found.push(result)}return found}function silent({failedJob},asked){if(failedJob===
void 0)return void 0;for(const visit of walk(failedJob)){const{id,phase,reason,subJobs}=visit.job;const saysNothing=phase==="Failed"&&reason===""&&subJobs.length===
0;if(visit.depth>0&&saysNothing&&isId(id)&&!asked.has(id))return visit}return void 0}function endsLookUps({concernsAllJobs,kind}){return concernsAllJobs||kind===
"throttled"}function brokeOff({ending}){return(ending.kind==="failed"||ending.kind==="error")&&ending.fault!==void 0&&endsLookUps(ending.fault)}function counted(result,failed2){
const{requests}=result;return{...result,requests:{...requests,made:requests.made+1,failed:requests.failed+failed2}}}function joined(result,visit,found){let job=explained(
visit.job,found);let before=visit.job;for(let at=visit.parent;at!==void 0;at=at.parent){const[from,to]=[before,job];job={...at.job,subJobs:at.job.subJobs.map(subJob=>subJob===
from?to:subJob)};before=at.job}return{...result,failedJob:job,job:result.job===result.failedJob?job:result.job}}function explained(listed2,found){return{...listed2,
type:listed2.type||found.type,reason:found.reason,errorCode:listed2.errorCode||found.errorCode,resourceId:listed2.resourceId||found.resourceId,resourceName:listed2.
resourceName||found.resourceName,clusterId:listed2.clusterId||found.clusterId,startedAt:listed2.startedAt??found.startedAt,updatedAt:listed2.updatedAt??found.updatedAt,
endedAt:listed2.endedAt??found.endedAt,subJobs:found.subJobs}}var OUTCOMES=["cancelled","failed","error","timed-out","success"];function endsGate({ending},failFast){switch(ending.kind){case"failed":return failFast||ending.fault?.concernsAllJobs===true;case"error":return failFast||ending.
fault.concernsAllJobs;case"timed-out":case"success":case"stopped":return false}}function outcomeOf(jobs,cancelled){const outcomes=new Set(jobs.map(({ending})=>ending.
kind==="stopped"?"error":ending.kind));if(cancelled)outcomes.add("cancelled");return OUTCOMES.find(outcome=>outcomes.has(outcome))??"error"}var PACES=[{untilMs:15e3,pauseMs:1250},{untilMs:75e3,pauseMs:2500},{untilMs:75e4,pauseMs:4500}];var SLOWEST_MS=9e3;var NEAR_THE_END_MS=1e3;var NEAR_THE_END_FOR_MS=6e4;
var SHARE_OF_REMAINING=.25;var JITTER=.2;function doneShare(job){const{ended,total}=subJobCounts(job);return Math.max(job.progress??0,total===0?0:ended/total)}var WIDEST=32;
var WIDENED_BY_AT_MOST_MS=6e4;function widen(width){return Math.min(width*2,WIDEST)}function narrow(width){return Math.max(width*.8,1)}function pollDelay(interval,outlook,width,random){
const regular=interval==="auto"?autoDelay(outlook)*(1-JITTER+2*JITTER*random):interval;return Math.min(regular*width,regular+WIDENED_BY_AT_MOST_MS)}function autoDelay({
ageMs,done,allDoneForMs}){if(allDoneForMs!==void 0&&allDoneForMs<NEAR_THE_END_FOR_MS)return NEAR_THE_END_MS;const byAge=PACES.find(({untilMs})=>ageMs<untilMs)?.
pauseMs??SLOWEST_MS;if(!(done>0&&done<1))return byAge;const remainingMs=ageMs*(1-done)/done;return Math.min(byAge,Math.max(NEAR_THE_END_MS,remainingMs*SHARE_OF_REMAINING))}
var FIRST_BACKOFF_MS=500;var LONGEST_BACKOFF_MS=3e4;function backoffDelay(failures,random){return random*Math.min(FIRST_BACKOFF_MS*2**(failures-1),LONGEST_BACKOFF_MS)}function continueOutage(previous,{fault,sentAt,failedAt},toleranceMs,random){if(previous?.lastTry===true)return void 0;const failures=(previous?.failures??0)+1;
const startedAt=previous?.startedAt??sentAt;const excusedMs=previous?.excusedMs??0;const outage={fault,startedAt,failures};const left=Math.max(0,toleranceMs-(failedAt-
startedAt-excusedMs));if(fault.retryAfterMs!==void 0){return{...outage,excusedMs:excusedMs+fault.retryAfterMs,delayMs:fault.retryAfterMs,lastTry:left===0}}const delayMs=backoffDelay(
failures,random);return{...outage,excusedMs,delayMs:Math.min(delayMs,left),lastTry:delayMs>=left}}var Pace=class{#plan;#clock;#random;#jobStartedAt=Infinity;#done=0;#allDoneSince;#width=1;constructor(plan,clock,random){this.#plan=plan;this.#clock=clock;this.#random=
random}saw(job){this.#jobStartedAt=job.startedAt??Infinity;this.#done=doneShare(job);this.#allDoneSince=this.#done<1?void 0:this.#allDoneSince??this.#clock.now()}throttled(){
this.#width=widen(this.#width)}regularPause(){const now=this.#clock.now();const ageMs=Math.max(now-this.#plan.startedAt,this.#clock.wallTime()-this.#jobStartedAt);
const allDoneForMs=this.#allDoneSince===void 0?void 0:now-this.#allDoneSince;const outlook={ageMs,done:this.#done,allDoneForMs};const delayMs=pollDelay(this.#plan.
pollInterval,outlook,this.#width,this.#random());this.#width=narrow(this.#width);return delayMs}};var MOST_WORDS=20;var UnknownPhases=class{#words=new Set;*newIn(root){for(const visit of walk(root)){if(!isUnknown(visit))continue;const word=visit.job.status??
"";if(this.#words.has(word)||this.#words.size>=MOST_WORDS)continue;this.#words.add(word);yield visit}}};function isUnknown({job,depth}){return job.phase==="Unkn\
own"&&(depth===0||job.status!==void 0)}var NOT_VISIBLE_TOLERANCE_MS=3e4;var GONE_AFTER_MISSES=2;var FINAL_POLL_MS=950;var Watch=class{#plan;#ports;#pace;#job;#proof="open";#failedJob;#outage;#missesInARow=0;#requestId;#requestsMade=0;#requestsFailed=0;#unknownPhases=new UnknownPhases;constructor(plan,ports){
this.#plan=plan;this.#ports=ports;this.#pace=new Pace(plan,ports.clock,ports.random)}async*run(){const{jobId,deadline}=this.#plan;const{ask,clock,signal}=this.#ports;
const stopped=()=>signal.aborted;for(let final=false;;){const reply=await ask(jobId,deadline+(final?FINAL_POLL_MS:0));if(stopped())return this.result({kind:"sto\
pped"});const step=reply===void 0?{delayMs:0}:yield*this.#take(reply,final);if("ending"in step)return this.result(step.ending);if(final)return this.result({kind:"\
timed-out",fault:this.#outage?.fault});const left=Math.max(0,deadline-clock.now());final=step.delayMs>=left;await clock.sleep(Math.min(step.delayMs,left),signal);
if(stopped())return this.result({kind:"stopped"})}}result(ending){return{jobId:this.#plan.jobId,ending:this.#failedJob===void 0?ending:failedBefore(ending),job:this.#job,
failedJob:this.#failedJob,requests:{made:this.#requestsMade,failed:this.#requestsFailed,requestId:this.#requestId}}}*#take({answer,sentAt},final){this.#requestsMade+=
1;if(answer.kind==="job")return yield*this.#takeJob(answer.job,answer.requestId);const{fault}=answer;switch(fault.kind){case"fatal":this.#requestsFailed+=1;return{
ending:{kind:"error",fault}};case"not-found":return yield*this.#takeNotFound(fault,final);case"throttled":this.#pace.throttled();this.#requestsFailed+=1;return yield*this.#takeOutage(
fault,sentAt);case"outage":this.#requestsFailed+=1;return yield*this.#takeOutage(fault,sentAt)}}*#takeJob(job,requestId){yield*this.#endOutage();this.#missesInARow=
0;if(job!==this.#job)yield*this.#takeDocument(job);if(this.#proof==="failed"||this.#failedJob===void 0)this.#requestId=requestId;switch(this.#proof){case"succes\
s":return{ending:{kind:"success"}};case"failed":this.#failedJob=job;if(this.#plan.failFast||isEnded(job))return{ending:{kind:"failed"}};return{delayMs:this.#pace.
regularPause()};case"open":return{delayMs:this.#pace.regularPause()}}}*#takeDocument(job){const previous=this.#job;this.#job=job;this.#proof=verdict(job);this.#pace.
saw(job);yield{kind:"answer",job,previous};for(const visit of this.#unknownPhases.newIn(job))yield{kind:"unknown-phase",visit}}*#takeNotFound(fault,final){yield*this.#endOutage();
this.#missesInARow+=1;const gone=this.#job===void 0?final||this.#waitedMs()>NOT_VISIBLE_TOLERANCE_MS:this.#missesInARow>=GONE_AFTER_MISSES;if(gone)return{ending:{
kind:"error",fault}};if(this.#missesInARow===1)yield{kind:"not-visible",fault,seenBefore:this.#job!==void 0};return{delayMs:this.#pace.regularPause()}}*#takeOutage(fault,sentAt){
const{clock,random}=this.#ports;const failure={fault,sentAt,failedAt:clock.now()};const before=this.#outage;this.#missesInARow=0;this.#outage=continueOutage(before,
failure,this.#plan.outageToleranceMs,random());if(this.#outage===void 0){return{ending:{kind:"error",fault,outageMs:failure.failedAt-(before?.startedAt??sentAt)}}}
if(before===void 0)yield{kind:"outage-started",fault};return{delayMs:this.#outage.delayMs}}*#endOutage(){if(this.#outage===void 0)return;const{startedAt,failures}=this.#outage;
this.#outage=void 0;yield{kind:"outage-ended",lastedMs:this.#ports.clock.now()-startedAt,failedRequests:failures}}#waitedMs(){return this.#ports.clock.now()-this.#plan.
startedAt}};function failedBefore(ending){return ending.kind==="error"?{kind:"failed",fault:ending.fault}:{kind:"failed"}}var HEARTBEAT_MS=6e4;function startGate(plan,ports){const gate=new Gate(plan,ports);return{result:gate.run(),abandon:error3=>gate.abandon(error3)}}var Gate=class{constructor(plan,ports){
this.plan=plan;this.ports=ports;const{clock,random}=ports;this.#startedAt=clock.now();this.#lanes=new Lanes(plan.lanes,clock);(0,import_node_events.setMaxListeners)(
0,this.#stop.signal);const{signal}=this.#stop;const ask=(jobId,until)=>this.#askInLane(jobId,until);const own={...plan,startedAt:this.#startedAt,deadline:this.#deadline()};
this.#watches=new Map(plan.jobIds.map(jobId=>[jobId,new Watch({...own,jobId},{ask,clock,random,signal})]));this.#open=new Map(plan.jobIds.map(jobId=>[jobId,void 0]))}plan;ports;#startedAt;#stop=new AbortController;#lanes;#watches;#ended=new Map;#open;#abandoned=new AbortController;async run(){
const{signal}=this.ports;const cancel=()=>{this.#stop.abort()};signal.addEventListener("abort",cancel);if(signal.aborted)cancel();try{const[ended]=await Promise.
all([this.#waitForAll(),this.#beat()]);const durationMs=this.#waitedMs();const jobs=await this.#explain(ended);return{outcome:outcomeOf(jobs,signal.aborted),jobs,
durationMs}}finally{cancel();signal.removeEventListener("abort",cancel)}}abandon(error3){const fault=defect(error3);const ending={kind:"error",fault};const jobs=[
...this.#watches].map(([jobId,watch])=>this.#ended.get(jobId)??watch.result(ending));this.#abandoned.abort();this.#stop.abort();const outcome=outcomeOf(jobs,this.
ports.signal.aborted);return{outcome:outcome==="success"?"error":outcome,jobs,durationMs:this.#waitedMs(),defect:fault}}async#waitForAll(){const ended=await Promise.
all([...this.#watches].map(([jobId,watch])=>this.#waitFor(jobId,watch)));this.#stop.abort();return ended}async#waitFor(jobId,watch){const events=watch.run();let next=await events.
next();for(;next.done!==true;next=await events.next()){if(next.value.kind==="answer")this.#open.set(jobId,next.value.job);this.#tell({kind:"watch",jobId,waitedMs:this.#waitedMs(),
event:next.value})}this.#open.delete(jobId);this.#ended.set(jobId,next.value);this.#tell({kind:"ended",jobId,waitedMs:this.#waitedMs(),result:next.value});if(endsGate(
next.value,this.plan.failFast))this.#stop.abort();return next.value}#explain(results){const{ask,clock}=this.ports;const signal=AbortSignal.any([this.ports.signal,
this.#abandoned.signal]);const plan={deadline:this.#deadline(),requestTimeoutMs:this.plan.requestTimeoutMs};return lookUpCauses(results,plan,{ask,clock,signal,listen:(jobId,event)=>{
this.#tell({kind:"watch",jobId,waitedMs:this.#waitedMs(),event})}})}async#beat(){const{clock}=this.ports;const{signal}=this.#stop;for(;;){await clock.sleep(HEARTBEAT_MS,
signal);if(signal.aborted)return;const jobs=[...this.#open].map(([jobId,job])=>({jobId,job}));const remainingMs=Math.max(0,this.#deadline()-clock.now());this.#tell(
{kind:"heartbeat",waitedMs:this.#waitedMs(),remainingMs,jobs})}}async#askInLane(jobId,until){const{clock,ask}=this.ports;const{signal}=this.#stop;if(!await this.#lanes.
enter(until,signal))return void 0;try{const sentAt=clock.now();const timeoutMs=Math.min(this.plan.requestTimeoutMs,until-sentAt);if(timeoutMs<1)return void 0;return{
answer:await ask(jobId,{timeoutMs,until,signal}),sentAt}}finally{this.#lanes.leave()}}#tell(event){if(!this.#abandoned.signal.aborted)this.ports.listen(event)}#deadline(){
return this.#startedAt+this.plan.timeoutMs}#waitedMs(){return this.ports.clock.now()-this.#startedAt}};var MARKER=/^<!-- cloud-job-gate key=(\S+) run=(\d{1,15}) attempt=(\d{1,15}) -->/;function keyOf(names){return names.map(name=>encodeURIComponent(name).replaceAll(
"-","%2D")).join("/")}function markerLine({key,run}){return`<!-- cloud-job-gate key=${key} run=${run.id} attempt=${run.attempt} -->`}function markerOf(body){const[
,key,id,attempt2]=MARKER.exec(body)??[];return key===void 0?void 0:{key,run:{id:Number(id),attempt:Number(attempt2)}}}function compareRuns(a,b){return a.id-b.id||
a.attempt-b.attempt}var EVENTS=["pull_request","pull_request_target"];function placeOf({variable:variable2,event},gate){const name=variable2("GITHUB_EVENT_NAME");if(!EVENTS.includes(
name)){return{kind:"other-event",why:`a comment belongs to a pull request, and this run's event is ${name||"unknown"}`}}const repository=variable2("GITHUB_REPOS\
ITORY");const pullRequest=pullRequestOf(event());const apiUrl=apiUrlOf(variable2("GITHUB_API_URL")||"https://api.github.com");const run={id:Number(variable2("GI\
THUB_RUN_ID")),attempt:Number(variable2("GITHUB_RUN_ATTEMPT")||"1")};if(!/^[\w-]+\/(?!\.\.?$)[\w.-]+$/.test(repository))return unknown("GITHUB_REPOSITORY names \
no repository");if(pullRequest===void 0)return unknown("the event names no pull request");if(apiUrl===void 0)return unknown("GITHUB_API_URL is no https URL");if(!isCount(
run.id)||!isCount(run.attempt))return unknown("GITHUB_RUN_ID or GITHUB_RUN_ATTEMPT is no number");const step=[variable2("GITHUB_WORKFLOW"),variable2("GITHUB_JOB"),
variable2("GITHUB_ACTION")];return{kind:"place",place:{apiUrl,repository,pullRequest,marker:{key:keyOf([...step,...gate]),run}}}}function runUrlOf(variable2){const[
server,repository,run]=["GITHUB_SERVER_URL","GITHUB_REPOSITORY","GITHUB_RUN_ID"].map(variable2);const url=`${server??""}/${repository??""}/actions/runs/${run??""}`;
return/^https?:\/\/[^\s/]+(?:\/[\w.-]+)*\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/.test(url)?url:""}function unknown(why){return{kind:"unknown",why}}function pullRequestOf(event){
if(!isJsonObject(event))return void 0;const number=objectAt(event,"pull_request")["number"];return typeof number==="number"&&isCount(number)?number:void 0}function isCount(value){
return Number.isSafeInteger(value)&&value>0}function apiUrlOf(text){if(!URL.canParse(text))return void 0;const url=new URL(text);return url.protocol==="https:"||
url.protocol==="http:"&&isLoopback(url.hostname)?url:void 0}function listenForCancellation(){const controller=new AbortController;let cause;const hear=signal=>{if(cause!==void 0)process.exit(exitStatus("cancelled",cause));
cause=signal;controller.abort()};process.on("SIGINT",hear);process.on("SIGTERM",hear);return{signal:controller.signal,cause:()=>cause}}function shownJob(result){return result.failedJob??result.job}function effectivePhase(result){if(result.failedJob!==void 0||result.ending.kind==="failed")return"\
Failed";return result.job?.phase??"Unknown"}function seenToEnd(result){return result.job!==void 0&&isEnded(result.job)}function rankedCauses(results){const ranked=results.
flatMap(result=>result.failedJob===void 0?[]:rootCauses(result.failedJob).map(cause=>({result,cause})));if(results.length===1)return ranked;const timeOf=({cause})=>cause.
visit.job.endedAt??cause.visit.job.updatedAt??Infinity;return ranked.map(entry=>({entry,time:timeOf(entry)})).sort((a,b)=>a.time===b.time?0:a.time-b.time).map(({
entry})=>entry)}function worstFirst(results,most){const kinds=["failed","error","timed-out","stopped","success"];const ranked=kinds.flatMap(kind=>results.filter(
({ending})=>ending.kind===kind));const kept=new Set(ranked.slice(0,most));return results.filter(result=>kept.has(result))}function busySubJobs(root){const busy=[];
const waiting=new Set;for(const visit of walk(root)){if(visit.depth===0||!isBusy(visit.job))continue;busy.push(visit);for(let at=visit.parent;at!==void 0&&!waiting.
has(at);at=at.parent)waiting.add(at)}return busy.filter(visit=>!waiting.has(visit)).map(visit=>visit.job)}function isBusy(job){return job.phase==="Running"||job.
phase==="Unknown"&&job.status!==void 0}function pathOf(visit,longest){const jobs=lineage(visit);if(jobs.length<=longest)return{head:jobs,omitted:0,tail:[]};const tail=Math.
floor(longest/2);const head=longest-tail-1;return{head:jobs.slice(0,head),omitted:jobs.length-head-tail,tail:jobs.slice(-tail)}}var LONGEST_NAME=120;var LONGEST_PATH=8;var PHASE_ICONS={Initializing:"🕓",Running:"⏳",Success:"✅",Failed:"❌",Unknown:"❔"};var OUTCOME_WORDS={success:"\
✅ Success",failed:"❌ Failed","timed-out":"⌛ Timed out",error:"❗ Error",cancelled:"🚫 Cancelled"};function outcomeWords(outcome){return OUTCOME_WORDS[outcome]}
function endingWords(ending){return ending.kind==="stopped"?"🚫 Not waited for":OUTCOME_WORDS[ending.kind]}function phaseWord(job,style){if(job.phase!=="Unkno\
wn")return job.phase;if(job.status===void 0)return"Unknown (no status)";const status=style.quote(job.status,LONGEST_NAME);return status===""?"Unknown (an empty \
status)":`Unknown (status ${status})`}function phaseIcon(job){return job.status===void 0?"➖":PHASE_ICONS[job.phase]}function phaseWords(job,style){return`${PHASE_ICONS[job.
phase]} ${phaseWord(job,style)}`}function subJobPhaseWords(job,style){return job.status===void 0?`➖ ${NO_STATUS}`:phaseWords(job,style)}function subJobPhaseWord(job,style){
return job.status===void 0?NO_STATUS:phaseWord(job,style)}var NO_STATUS="No status";function firstShown(style,...texts){for(const text of texts){const shown=style.
quote(text,LONGEST_NAME);if(shown!=="")return shown}return""}function typeName(job,style,depth){return firstShown(style,job.type)||(depth===0?"The job":"A sub-j\
ob")}function resourceName(job,style){return firstShown(style,job.resourceName,job.resourceId)}function jobTitle(job,jobId,style){const name=firstShown(style,job?.
resourceName??"",job?.resourceId??"",jobId);return`${firstShown(style,job?.type??"")||"job"} ${name}`.trim()}function subJobTitle(job,style){const words=[firstShown(
style,job.type),resourceName(job,style)].filter(word=>word!=="");if(words.length>0)return words.join(" ");return`sub-job ${firstShown(style,job.id)}`.trim()}function pathText(visit,style){
const{head,omitted,tail}=pathOf(visit,LONGEST_PATH);const names=jobs=>jobs.map(job=>firstShown(style,job.type,job.resourceName,job.id)||"(no type)");const gap=omitted===
0?[]:[`… ${formatCount(omitted)} more …`];return[...names(head),...gap,...names(tail)].join(" › ")}function progressText(job){const{ended,total}=subJobCounts(
job);const counts=total===0?[]:[`${formatCount(ended)}/${formatCount(total)} sub-jobs`];return[...counts,...percent(job)].join(" · ")}function percent(job){const known=fraction(
job);return known===null?[]:[`${Math.floor(known*100)} %`]}function fraction({progress}){return progress===void 0||!Number.isFinite(progress)?null:Math.min(Math.
max(progress,0),1)}function formatCount(count){return String(count).replace(/\B(?=(?:\d{3})+$)/g,",")}function counted2(count,noun){return`${formatCount(count)}\
 ${noun}${count===1?"":"s"}`}function formatTime(instant2){const iso=isoTime(instant2);return iso===null?"":`${iso.slice(0,-5).replace("T"," ")} UTC`}function isoTime(instant2){
if(instant2===void 0)return null;const date=new Date(instant2);return Number.isNaN(date.getTime())?null:date.toISOString()}function runTime(job){const lasted=(job.
endedAt??job.updatedAt??Number.NaN)-(job.startedAt??Number.NaN);return Number.isFinite(lasted)?formatDuration(lasted):""}var LONGEST_CODE=120;function reasonText(reason,errorCode,style){const words=style.quote(reason);const code2=style.quote(errorCode,LONGEST_CODE);if(words==="")return code2;
return code2===""||says(style,reason,errorCode)?words:`${words} (${code2})`}function says(style,words,code2){return style.plain(words).includes(style.plain(code2,
LONGEST_CODE))}function causeSentence({visit,reason,errorCode},style){const subject=typeName(visit.job,style,visit.depth);if(style.quote(reason)!=="")return`${subject}\
 failed: ${reasonText(reason,errorCode,style)}`;const code2=style.quote(errorCode,LONGEST_CODE);return`${subject} failed: the API gives no reason${code2===""?"":
` (${code2})`}`}function faultSentence(fault,style){const advice=style.say(fault.advice);const facts=endSentence(faultFacts(fault,style));return advice===""?facts:
`${facts} ${advice}`}function faultFacts(fault,style){const{status,code:code2,message,requestId}=fault;const words=style.quote(message);const saidStatus=status===
void 0||words.includes(`HTTP ${status}`)?"":`HTTP ${status}`;const saidCode=says(style,message,code2)?"":style.quote(code2,LONGEST_CODE);const what=[saidStatus,
saidCode].filter(word=>word!=="").join(" ");const sentence=[what,words].filter(word=>word!=="").join(": ")||"no usable answer";const id=style.quote(requestId,LONGEST_CODE);
return id===""?sentence:`${sentence} (request ID ${id})`}function endSentence(sentence){return/[.!?…]$/.test(sentence)?sentence:`${sentence}.`}function plainStyle(clean){return{quote:clean,plain:clean,say:clean}}function shortened(style,longest){return{quote:(text,maxLength=longest)=>style.quote(text,Math.
min(maxLength,longest)),plain:(text,maxLength=longest)=>style.plain(text,Math.min(maxLength,longest)),say:(text,maxLength=longest)=>style.say(text,Math.min(maxLength,
longest))}}var LONGEST_TEXT=500;var ESC=String.fromCharCode(27);var BEL=String.fromCharCode(7);var ANSI=new RegExp([`(?:${ESC}\\[|)[0-?]*[ -/]*[@-~]`,`(?:${ESC}[\\]PX^_]|\
[-])[^\\p{Cc}]*(?:${BEL}|${ESC}\\\\|)`,`${ESC}[ -/]*[0-~]`].join("|"),"gu");var INVISIBLE=/[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]+/gu;
var BLANKS=/[\s\u0085\u2800]+/gu;var CONTROLS=new RegExp("\\p{Cc}+","gu");function createCleaner(secrets){return(text,maxLength=LONGEST_TEXT)=>{const visible=secrets.
redact(text).replace(INVISIBLE,"").replace(ANSI,"").replace(BLANKS," ").replace(CONTROLS,"").replace(/ {2,}/g," ").trim();return cut(defuse(secrets.redact(visible)),
maxLength)}}function defuse(line){return line.replace(/^:/,"：").replace(/#(?=[#[]|$)/g,"＃")}function cut(text,maxLength){if(text.length<=maxLength)return text;
if(maxLength<1)return"";const end=maxLength-1;const last=text.charCodeAt(end-1);const splitsPair=last>=55296&&last<=56319;return`${text.slice(0,splitsPair?end-1:
end).trimEnd()}…`}var MOST_TASKS=50;var LONGEST_LABEL=50;var SHORTEST_PART=1/200;var MINUTE_MS=6e4;var DAY_MS=864e5;function ganttLines(root,clean){const all=tasksOf(root);const tasks=mostTelling(
all);if(tasks.length===0)return[];const first=Math.min(...tasks.map(({start})=>start));const span=Math.max(...tasks.map(({end})=>end))-first;const left=all.length-
tasks.length;const more=left===0?[]:[`The chart leaves out ${formatCount(left)} of ${formatCount(all.length)} sub-jobs.`,""];return["```mermaid","gantt","  titl\
e When each sub-job ran (UTC)","  dateFormat YYYY-MM-DD HH:mm:ss.SSS",`  axisFormat ${axisFormat(span)}`,...tasks.map(task=>taskLine(task,span,clean)),"```","",
...more]}function tasksOf(root){const visits=[...walk(root)];const known=visits.flatMap(({job})=>[job.startedAt,job.updatedAt,job.endedAt]).filter(isDrawable);const last=known.
reduce((latest,instant2)=>Math.max(latest,instant2),0);return visits.flatMap(({job,depth})=>{const start=job.startedAt;const end=isEnded(job)||job.status===void 0?
job.endedAt??job.updatedAt:last;return depth>0&&isDrawable(start)&&isDrawable(end)&&end>=start?[{job,start,end}]:[]})}function mostTelling(tasks){const rank=({job})=>job.
phase==="Failed"?0:job.phase==="Success"?2:1;const kept=new Set([0,1,2].flatMap(each=>tasks.filter(task=>rank(task)===each)).slice(0,MOST_TASKS));return tasks.filter(
task=>kept.has(task))}function taskLine({job,start,end},span,clean){const name=`${phaseIcon(job)} ${label(subJobTitle(job,plainStyle(clean)))} ${formatDuration(
end-start)}`;const tag=job.phase==="Failed"?"crit, ":job.phase==="Success"?"done, ":"active, ";return`  ${name} :${tag}${mermaidTime(start)}, ${mermaidTime(Math.
max(end,start+span*SHORTEST_PART,start+1))}`}function label(text){const safe=text.replace(/[^\p{L}\p{N} ._/-]+/gu," ").replace(/ {2,}/g," ");return cut(safe.trim(),
LONGEST_LABEL)||"sub-job"}function axisFormat(span){if(span<10*MINUTE_MS)return"%H:%M:%S";return span<DAY_MS?"%H:%M":"%m-%d %H:%M"}function isDrawable(instant2){
return isoTime(instant2)?.length==="2026-11-21T10:45:30.000Z".length}function mermaidTime(instant2){return(isoTime(instant2)??"").replace("T"," ").replace("Z","")}var NOTHING="–";function code(text){if(text==="")return"";const runs=[...text.matchAll(/`+/g)].map(([run])=>run.length);const fence="`".repeat(runs.reduce((longest,run)=>Math.
max(longest,run),0)+1);const pad=text.startsWith("`")||text.endsWith("`")?" ":"";return`${fence}${pad}${text}${pad}${fence}`}function cellCode(text){return text.
includes("\\|")?htmlCode(text):code(text).replaceAll("|","\\|")}function htmlCode(text){if(text==="")return"";const inert=text.replace(/[!-/:-@[-`{-~]/g,character=>`\
&#${character.charCodeAt(0)};`);return`<code>${inert}</code>`}function table(head,rows){return[tableRow(head),tableRow(head.map(()=>"---")),...rows.map(tableRow)]}
function tableRow(cells){return`| ${cells.map(cell=>cell===""?NOTHING:cell).join(" | ")} |`}function markdownStyle(clean){return styleWith(clean,code)}function cellStyle(clean){
return styleWith(clean,cellCode)}function htmlStyle(clean){return styleWith(clean,htmlCode)}function styleWith(clean,show){return{quote:(text,maxLength)=>show(clean(
text,maxLength)),plain:clean,say:(text,maxLength)=>{const words=clean(text,maxLength);return isPlain(words)?words:show(words)}}}function isPlain(text){return/^[\w .,;:'"()?%…–—›→/+=-]*$/.
test(text)&&!/:\/\/|www\.|GH-|__|(?:^|\W)_|_(?:\W|$)/i.test(text)}var MOST_NAMED=3;var LONGEST_REASON=300;function endingSentence(result,style){const{ending}=result;const title=jobTitle(shownJob(result),result.jobId,style);switch(ending.
kind){case"success":return`${title} succeeded`;case"failed":return failedSentence(result,style);case"timed-out":{const fault=ending.fault===void 0?"":`; the las\
t request failed: ${faultSentence(ending.fault,style)}`;return`${title} ${stateText(result.job,style)}${fault}`}case"error":{const outage=ending.outageMs===void 0?
"":`No usable answer for ${formatDuration(ending.outageMs)}, at last: `;return`${outage}${faultSentence(ending.fault,style)}`}case"stopped":return`${title} ${stateText(
result.job,style)}`}}function failedSentence(result,style){const causes=rankedCauses([result]);const[first]=causes;if(first===void 0)return`${jobTitle(shownJob(
result),result.jobId,style)} failed`;return`${causeSentence(first.cause,style)}${moreCauses(causes.length-1)}`}function earlyEndSentence(results,style){const early=results.
flatMap(({ending,jobId})=>ending.kind==="failed"&&ending.fault!==void 0?[{fault:ending.fault,jobId}]:[]);const[first]=early;if(first===void 0)return"";const more=early.
length===1?"":` and ${counted2(early.length-1,"more job")}`;const whose=results.length===1?"the job":`job ${style.quote(first.jobId)}${more}`;return`The gate co\
uld not wait for the end of ${whose}: ${endSentence(faultSentence(first.fault,style))}`}function stateText(job,style){if(job===void 0)return"never gave a usable\
 answer";const progress=progressText(job);const busy=busyText(job,style);const reason=style.quote(job.reason,LONGEST_REASON);const phase=`${phaseWord(job,style)}${reason===
""?"":` (${reason})`}`;return`was still ${phase}${progress===""?"":`, ${progress}`}${busy===""?"":`; at work: ${busy}`}`}function busyText(job,style){return listText(
busySubJobs(job),subJob=>`${subJobTitle(subJob,style)} (${phaseWord(subJob,style)})`)}function stillRunningSentence(results,style){const open=results.filter(result=>!seenToEnd(
result));if(open.length===0)return"";if(results.length===1)return"The cloud job may still be running.";const names=listText(open,({jobId})=>style.quote(jobId));
return`${formatCount(open.length)} of ${counted2(results.length,"cloud job")} may still be running: ${endSentence(names)}`}function verdictText(result,style){const[
first]=result.jobs;const what=result.jobs.length===1&&first!==void 0?jobTitle(shownJob(first),first.jobId,style):endingCounts(result.jobs);return`${outcomeWords(
result.outcome)}: ${what} after ${formatDuration(result.durationMs)}`}function endingCounts(results){const words={success:"succeeded",failed:"failed","timed-out":"\
timed out",error:"in error",stopped:"not waited for"};const order=["failed","error","timed-out","stopped","success"];const counts=order.map(kind=>({kind,count:results.
filter(({ending})=>ending.kind===kind).length})).filter(({count})=>count>0).map(({kind,count})=>`${formatCount(count)} ${words[kind]}`);return`${counted2(results.
length,"job")}, ${counts.join(", ")}`}function reasonOf(result,clean){if(result.outcome==="success")return"";const style=plainStyle(clean);const more=[earlyEndSentence(
result.jobs,style),stillRunningSentence(result.jobs,style)];const cause=causeOf(result,style);return more.reduce((said,next)=>next===""?said:`${endSentence(said)}\
 ${next}`,cause)}function causeOf(result,style){const after=`after ${formatDuration(result.durationMs)}`;const causes=failuresText(result,style);switch(result.outcome){case"\
success":return"";case"failed":return causes||`Failed ${after}`;case"error":return endingsText(result,"error",style)||defectText(result,style)||`The gate itself\
 failed ${after}`;case"timed-out":return`Timed out ${after}: ${endingsText(result,"timed-out",style)}`;case"cancelled":{const failures=causes===""?[]:[`already \
failed: ${causes}`];const left=endingsText(result,"stopped",style);const words=[...failures,...left===""?[]:[left]].join("; ");return words===""?`Cancelled ${after}`:
`Cancelled ${after}: ${words}`}}}function defectText({defect:defect2},style){return defect2===void 0?"":faultSentence(defect2,style)}function failuresText(result,style){
const causes=rankedCauses(result.jobs);const[first]=causes;if(first===void 0)return"";const whose=result.jobs.length===1?"":`${jobTitle(shownJob(first.result),first.
result.jobId,style)}: `;return`${whose}${causeSentence(first.cause,style)}${moreCauses(causes.length-1)}`}function endingsText(result,kind,style){const ended=result.
jobs.filter(({ending})=>ending.kind===kind);const whose=({jobId})=>kind==="error"&&result.jobs.length>1?`job ${style.quote(jobId)}: `:"";const named=ended.slice(
0,MOST_NAMED).map(job=>`${whose(job)}${endingSentence(job,style)}`);const more=ended.length-named.length;return more===0?named.join("; "):`${named.join("; ")}; \
and ${counted2(more,"more job")}`}function moreCauses(count){return count<=0?"":`; and ${counted2(count,"more failure")}`}function listText(items,show){const named=items.
slice(0,MOST_NAMED).map(show).join(", ");const more=items.length-MOST_NAMED;return more>0?`${named} and ${formatCount(more)} more`:named}function factsTable(facts){return table(["Fact","Value"],facts.filter(([,value])=>value!==""))}function gateFacts(result,context,clean){const{quote}=cellStyle(clean);
return[["Project",quote(context.projectId)],["Region",quote(context.region)],["Service",quote(context.service)],["Endpoint",quote(context.endpoint)],["Waited",`${formatDuration(
result.durationMs)} of ${formatDuration(context.timeoutMs)}, from ${formatTime(context.startedAt)}`]]}function jobFacts(result,clean){const style=cellStyle(clean);
const{made,failed:failed2,requestId}=result.requests;const job=shownJob(result);const own=job===void 0?[["Phase","❔ Unknown (never answered)"]]:[["Phase",phaseFact(
result,job,style)],["Progress",progressText(job)],["Resource ID",style.quote(job.resourceId)],["Cluster ID",style.quote(job.clusterId)],["Started",formatTime(job.
startedAt)],["Ended",isEnded(job)?formatTime(job.endedAt??job.updatedAt):""]];return[["Job ID",style.quote(result.jobId)],...own,["Requests",`${formatCount(made)}${failed2===
0?"":` (${formatCount(failed2)} failed)`}`],["Request ID",style.quote((faultOf(result)?.requestId??"")||(requestId??""))]]}function phaseFact(result,shown,style){
const last=result.job??shown;const own=phaseWords(last,style);return effectivePhase(result)===last.phase?own:`❌ Failed (the job itself: ${own})`}function faultOf({
ending}){return ending.kind==="error"||ending.kind==="timed-out"?ending.fault:void 0}var HINTS=[{words:/quota|(?:number|maximum) of .{1,40} (?:is |has been |was )?(?:exceeded|reached)/i,hint:"A quota of the project seems to be used up: delete wh\
at is no longer needed, or ask for a higher quota."},{words:/\b(?:no|not enough|insufficient|too few) (?:free |available |private )*(?:ips?|(?:ip )?addresses|(?:ip )?address)\b|\baddress(?:es)? .{0,30}(?:exhausted|used up)/i,
hint:"The subnet seems to have too few free addresses: release some, or use a larger subnet."},{words:/sold ?out|out of stock|no valid host|\b(?:insufficient|not enough) (?:capacity|resources?|inventory)|\bresources? (?:is |are )?(?:insufficient|exhausted)/i,
hint:"The cloud seems to be short of this kind of resource: try another flavor or availability zone, or try again later."},{words:/unauthori[sz]ed|\bnot authori[sz]ed|\bforbidden\b|\b(?:access|permission) (?:is |was )?denied|\b(?:no|missing|insufficient) (?:permissions?|privileges?)\b|authori[sz]ation (?:failed|failure)/i,
hint:"A permission seems to be missing: check the policies and agencies of the account that started the job."},{words:/no route to host|\bunreachable\b|connection (?:was |is )?(?:refused|reset|timed out)|\bi\/o timeout\b|no such host|name resolution|\bsecurity groups?\b/i,
hint:"A connection seems to have failed: check security groups, network ACLs, routes and name resolution there."}];function hintOf({reason,errorCode},clean){const words=`${clean(
reason)} ${clean(errorCode)}`;return HINTS.find(each=>each.words.test(words))?.hint??""}function introLines(result,size,clean){const style=shortened(markdownStyle(clean),size.text);const heading=[`## ${verdictText(result,style)}`,""];if(result.outcome===
"success")return heading;const causes=rankedCauses(result.jobs);const failed2=result.outcome==="failed";const reason=failed2&&causes.length>0?causes.slice(0,size.
causes).flatMap(cause=>causeLines(cause,result.jobs.length>1,style,clean)):[`**Why:** ${endSentence(causeOf(result,style))}`];const more=failed2&&causes.length>
size.causes?[`… and ${counted2(causes.length-size.causes,"more root cause")}`]:[];const running=stillRunningSentence(result.jobs,style);const notes=[earlyEndSentence(
result.jobs,style),running].filter(note=>note!=="");const paragraphs=[...reason,...more,...notes.map(note=>`⚠️ ${note}`)];const severe=failed2||result.outcome===
"error";const block=[`> [!${severe?"CAUTION":"WARNING"}]`,paragraphs.map(line=>`> ${line}`).join("\n>\n")];return[...heading,...block,""]}function causeLines({result,
cause},several,style,clean){const whose=several?` (job ${style.quote(result.jobId)})`:"";const hint=hintOf(cause,clean);return[`**Root cause:** ${causeSentence(
cause,style)}`,...several||cause.visit.depth>0?[`Path: ${pathText(cause.visit,style)}${whose}`]:[],...hint===""?[]:[`💡 ${hint}`]]}var MOST_OTHERS=500;var REASON_LENGTHS=[LONGEST_TEXT,200,80];var SHORTEST_REASON=80;var DEEPEST_INDENT=10;var TREE_OVERHEAD_BYTES=400;function rowsOf(root,clean){
const rows=[];for(const{job,depth}of walk(root))if(depth>0)rows.push(rowOf(job,depth,clean));return rows}function rowOf(job,depth,clean){const style=cellStyle(clean);
let texts;return{phase:job.phase,rank:rankOf(job),line:longest=>{texts??={cells:firstCells(job,depth,style),reason:clean(job.reason),code:clean(job.errorCode)};
return tableRow([...texts.cells,reasonText(texts.reason,texts.code,shortened(style,longest))])}}}function firstCells(job,depth,style){const level=Math.min(depth-
1,DEEPEST_INDENT);const deep=depth-1>DEEPEST_INDENT?`(depth ${formatCount(depth)}) `:"";const indent=level===0?"":`${"&emsp;".repeat(level)}↳ `;return[`${indent}${deep}${subJobTitle(
job,style)}`,subJobPhaseWords(job,style),runTime(job)]}function rankOf(job){if(job.phase==="Failed")return 0;return job.phase==="Success"||job.status===void 0?2:
1}function fitRows(trees,room){const wanted=new Set(trees.flatMap(worthShowing));const longest=REASON_LENGTHS.find(length=>fits(wanted,length,room));const shown=longest===
void 0?thatFit(wanted,room):wanted;return trees.map(rows=>[...rows.filter(row=>shown.has(row)).map(row=>row.line(longest??SHORTEST_REASON)),...omissionLine(rows.
filter(row=>!shown.has(row)))])}function worthShowing(rows){const others=[...ofRank(rows,1),...ofRank(rows,2)];return[...ofRank(rows,0),...others.slice(0,MOST_OTHERS)]}
function thatFit(wanted,room){const fitting=new Set;let left=room;for(const row of[0,1,2].flatMap(rank=>ofRank([...wanted],rank))){left-=bytesOf(row.line(SHORTEST_REASON));
if(left<0)break;fitting.add(row)}return fitting}function ofRank(rows,rank){return rows.filter(row=>row.rank===rank)}function fits(rows,longestReason,room){let left=room;
for(const row of rows){left-=bytesOf(row.line(longestReason));if(left<0)return false}return true}function bytesOf(line){return Buffer.byteLength(line)+1}function omissionLine(omitted){
if(omitted.length===0)return[];const phases=["Failed","Unknown","Running","Initializing","Success"];const counts=phases.map(phase=>({phase,count:omitted.filter(
row=>row.phase===phase).length})).filter(({count})=>count>0);const[only]=counts;const what=counts.length===1&&only!==void 0?`, all ${only.phase}`:`: ${counts.map(
({phase,count})=>`${formatCount(count)} ${phase}`).join(", ")}`;return["",`… and ${formatCount(omitted.length)} more${what}`]}var SUMMARY_LIMIT_BYTES=9e5;var BREADTHS=[{causes:10,text:LONGEST_TEXT,listed:500,detailed:100,charts:5},{causes:10,text:LONGEST_TEXT,listed:100,detailed:20,charts:5},
{causes:5,text:200,listed:20,detailed:0,charts:0},{causes:3,text:80,listed:5,detailed:0,charts:0}];var LONGEST_LISTED=120;function summaryOf(result,context,clean,limit=SUMMARY_LIMIT_BYTES){
for(const breadth of BREADTHS){const summary=summaryWithin(limit,breadth,result,context,clean);if(summary!==void 0)return summary}return`## ${outcomeWords(result.
outcome)}
`}function summaryWithin(limit,breadth,result,context,clean){const intro=introLines(result,breadth,clean);const[only]=result.jobs;if(result.jobs.length===1&&only!==
void 0){const facts=factsTable([...jobFacts(only,clean),...gateFacts(result,context,clean)]);const job=shownJob(only);const rows=job===void 0?[]:rowsOf(job,clean);
const chart=job===void 0||breadth.charts===0?[]:ganttLines(job,clean);return assemble(limit,intro,[{before:[...facts,""],rows,after:chart}])}const gate=factsTable(
gateFacts(result,context,clean));const overview=overviewLines(result.jobs,breadth.listed,clean);const detailed=worstFirst(result.jobs,breadth.detailed);const charted=new Set(
detailed.filter(({ending})=>ending.kind==="failed").slice(0,breadth.charts));const sections=detailed.map(job=>detailSection(job,charted.has(job),clean));const hidden=result.
jobs.length-sections.length;const more=hidden===0||breadth.detailed===0?[]:[`The details of ${counted2(hidden,"more job")} are left out.`,""];return assemble(limit,
[...intro,...gate,"",...overview],[...sections,{before:more,rows:[],after:[]}])}function assemble(limit,intro,sections){const fixed=[...intro,...sections.flatMap(
({before,after})=>[...before,...after])];const used=fixed.reduce((size,line)=>size+bytesOf(line),0);const room=limit-used-sections.length*TREE_OVERHEAD_BYTES;if(room<
0)return void 0;const trees=fitRows(sections.map(({rows})=>rows),room);const head=table(["Sub-job","Phase","Duration","Reason"],[]);const lines=sections.flatMap(
({before,rows,after},index)=>[...before,...rows.length===0?[]:[...head,...trees[index]??[],""],...after]);return`${[...intro,...lines].join("\n").trimEnd()}
`}function overviewLines(results,most,clean){const style=shortened(cellStyle(clean),LONGEST_LISTED);const listed2=worstFirst(results,most);const rows=listed2.map(
result=>[jobTitle(shownJob(result),result.jobId,style),endingWords(result.ending),result.ending.kind==="success"?"":endingSentence(result,style),style.quote(result.
jobId)]);const rest=results.length-listed2.length;return[...table(["Job","Result","Why","Job ID"],rows),"",...rest===0?[]:[`… and ${counted2(rest,"more job")}`,
""]]}function detailSection(result,chart,clean){const title=jobTitle(shownJob(result),result.jobId,htmlStyle(clean));const open=result.ending.kind==="failed"?" \
open":"";const job=shownJob(result);return{before:[`<details${open}>`,`<summary>${endingWords(result.ending)}: ${title}</summary>`,"",...factsTable(jobFacts(result,
clean)),""],rows:job===void 0?[]:rowsOf(job,clean),after:[...chart&&job!==void 0?ganttLines(job,clean):[],"</details>",""]}}var CommentError=class extends Error{name="CommentError"};var REQUEST_TIMEOUT_MS=1e4;var PAGE_SIZE=100;var MOST_PAGES=50;function commentApi(target,transport,signal){
const{apiUrl,repository,pullRequest,token}=target;const base=`${apiUrl.href.replace(/\/$/,"")}/repos/${repository}/issues`;const headers={accept:"application/vn\
d.github+json","accept-encoding":"identity",authorization:`Bearer ${token}`,"content-type":"application/json","x-github-api-version":"2022-11-28"};const call=async(method,path,body)=>{
const content=body===void 0?{}:{body:JSON.stringify({body})};const request={...content,method,url:new URL(base+path),headers,timeoutMs:REQUEST_TIMEOUT_MS,signal};
const result=await transport(request);return isPassing(result)&&!signal.aborted?transport(request):result};return{list:async()=>{const comments=[];for(let page=1;page<=
MOST_PAGES;page+=1){const result=await call("GET",`/${pullRequest}/comments?per_page=${PAGE_SIZE}&page=${page}`);const entries=documentOf(result);if(!Array.isArray(
entries))throw new CommentError("GitHub answered with something else than a list.");comments.push(...entries.filter(isJsonObject).flatMap(decode));if(!hasNextPage(
result))break}return comments},create:async body=>one(await call("POST",`/${pullRequest}/comments`,body)),update:async(id,body)=>{const result=await call("PATCH",
`/comments/${id}`,body);return isGone(result)?void 0:one(result)},remove:async id=>{const result=await call("DELETE",`/comments/${id}`);if(!isGone(result))documentOf(
result)}}}function isPassing(result){return result.kind==="no-answer"||result.status>=500}function hasNextPage(result){const link=result.kind==="answer"?result.
headers["link"]:void 0;return[link].flat().some(each=>each?.includes('rel="next"')===true)}function isGone(result){return result.kind==="answer"&&(result.status===
404||result.status===410)}function one(result){const document=documentOf(result);const[comment2]=isJsonObject(document)?decode(document):[];if(comment2===void 0)
throw new CommentError("GitHub answered with something else than a comment.");return comment2}function decode(document){const id=document["id"];const body=document["\
body"];if(typeof id!=="number"||!Number.isSafeInteger(id))return[];const type=textAt(objectAt(document,"user"),"type");const association=textAt(document,"author\
_association");const trusted=type==="Bot"||["OWNER","MEMBER","COLLABORATOR"].includes(association);return[{id,body:typeof body==="string"?body:"",url:textAt(document,
"html_url"),trusted}]}function documentOf(result){if(result.kind==="no-answer")throw new CommentError(`GitHub's API did not answer: ${result.message}`);const document=parse2(
result);if(result.status>=200&&result.status<300)return document;throw new CommentError(refusal(result,isJsonObject(document)?textAt(document,"message"):""))}function parse2({
body}){if(body.kind==="unusable")return void 0;try{return JSON.parse(body.bytes.toString("utf8"))}catch{return void 0}}function refusal({status,headers},message){
const said=`GitHub's API answered HTTP ${status}${message===""?"":` (${message})`}`;const throttled=status===429||headers["x-ratelimit-remaining"]==="0"||headers["\
retry-after"]!==void 0;if(throttled)return`${said}: too many requests were made with this token.`;switch(status){case 401:return`${said}: github_token is wrong \
or has expired.`;case 403:case 404:return`${said}: the token lacks the permission pull-requests: write. Grant it under "permissions" of the workflow or its job;\
 for a pull request from a fork the token stays read-only, whatever is granted there.`;default:return`${said}.`}}var MOST_LOOKS=3;async function writeSticky(api,{marker,body,create},pause2){const find2=async()=>ours(await api.list(),marker.key);let mine=await find2();if(mine.
length===0&&!create)return{kind:"none"};const kind=mine.length===0?"created":"updated";for(let looks=0;;looks+=1){const[survivor,...others]=mine;const isOlder=({
run})=>compareRuns(run,marker.run)<=0;if(!mine.every(isOlder)){await removeAll(api,others.filter(isOlder));return{kind:"superseded"}}await removeAll(api,others);
const settled=looks>0&&survivor!==void 0&&compareRuns(survivor.run,marker.run)===0;if(settled&&others.length===0)return{kind,url:survivor.comment.url};const{url}=settled?
survivor.comment:await write(api,survivor,body);if(looks===MOST_LOOKS||!await pause2())return{kind,url};mine=await find2()}}async function write(api,survivor,body){
const updated=survivor===void 0?void 0:await api.update(survivor.comment.id,body);return updated??await api.create(body)}function ours(comments,key){return comments.
flatMap(comment2=>{const marker=markerOf(comment2.body);return comment2.trusted&&marker?.key===key?[{comment:comment2,run:marker.run}]:[]}).sort((a,b)=>a.comment.
id-b.comment.id)}async function removeAll(api,comments){for(const{comment:comment2}of comments)await api.remove(comment2.id)}var LONGEST_COMMENT_BYTES=6e4;async function comment(request,ports){const{context,token,choice,result}=request;const found=placeOf(ports.run,[context.service,context.
projectId]);if(found.kind==="other-event")return{level:"notice",message:`No comment was written: ${ports.clean(found.why)}.`};if(found.kind==="unknown")return failed(
found.why,ports.clean);if(!/^[\x21-\x7e]+$/.test(token))return failed("github_token is empty or no token",ports.clean);const{place}=found;try{const api=commentApi(
{...place,token},ports.transport,ports.signal);const body=bodyOf(request,markerLine(place.marker),ports);const create=choice==="always"||result.outcome!=="succe\
ss";return outcomeOf2(await writeSticky(api,{marker:place.marker,body,create},ports.pause),ports.clean)}catch(error3){if(ports.signal.aborted)return failed("Git\
Hub took too long",ports.clean);return failed(error3 instanceof CommentError?error3.message:`unexpected fault: ${String(error3)}`,ports.clean)}}function bodyOf({
result,context},marker,{run,clean}){const url=runUrlOf(run.variable);const footer=url===""?"":`
[Log and summary of this run](${url})
`;const limit=LONGEST_COMMENT_BYTES-Buffer.byteLength(marker)-Buffer.byteLength(footer)-1;return`${marker}
${summaryOf(result,context,clean,limit)}${footer}`}function outcomeOf2(result,clean){switch(result.kind){case"created":case"updated":return{level:"info",message:`\
Comment ${result.kind}: ${clean(result.url)}`};case"superseded":return{level:"info",message:"A newer run has written the comment; this one leaves it alone."};case"\
none":return{level:"info",message:"There is no comment to bring up to date."}}}function failed(why,clean){return{level:"warning",message:`The comment could not \
be written: ${endSentence(clean(why))} The verdict stands.`}}var import_node_fs=require("node:fs");function variable(name){return process.env[name]??""}function readEvent(){try{return JSON.parse((0,import_node_fs.readFileSync)(
variable("GITHUB_EVENT_PATH"),"utf8"))}catch{return void 0}}function showsColour(){if(variable("NO_COLOR")!=="")return false;const forced=variable("FORCE_COLOR");
return forced!==""?forced!=="0":variable("GITHUB_ACTIONS")==="true"||process.stdout.isTTY}function isDebugging(){return variable("RUNNER_DEBUG")==="1"||variable(
"ACTIONS_STEP_DEBUG")==="true"}var COMMENT_MS=3e4;var CANCELLED_COMMENT_MS=700;var SETTLE_MS=1e3;var SAY={info,notice,warning};async function writeComment(request,{transport,cancellation,clean}){
const stop=new AbortController;const abort=()=>{stop.abort()};const cancelled=request.result.outcome==="cancelled";const timer=setTimeout(abort,cancelled?CANCELLED_COMMENT_MS:
COMMENT_MS);if(!cancelled){cancellation.signal.addEventListener("abort",abort);if(cancellation.signal.aborted)abort()}const pause2=async()=>{if(!cancelled)await systemClock.
sleep(SETTLE_MS,stop.signal);return!cancelled&&!stop.signal.aborted};const run={variable,event:readEvent};const{level,message}=await comment(request,{run,transport,
signal:stop.signal,pause:pause2,clean});clearTimeout(timer);SAY[level](message)}function regionOf(endpoint){const[service="",name=""]=endpoint.hostname.split(".");return findRegion(name)?.endpointOf(service).hostname===endpoint.hostname?name:
""}function contextOf(config){return{jobIds:config.plan.jobIds,service:config.service.name,projectId:config.access.projectId,region:regionOf(config.access.endpoint),
endpoint:config.access.endpoint.href,sources:config.access.sources,timeoutMs:config.plan.timeoutMs,pollInterval:config.plan.pollInterval,startedAt:systemClock.wallTime()}}var FLUSH_MS=3e4;var HURRIED_FLUSH_MS=700;async function exitWith(status,hurry){process.exitCode=status;const flushed=Promise.all([flush(process.stdout),flush(process.
stderr)]);await Promise.race([flushed,pause(FLUSH_MS),aborted(hurry).then(()=>pause(HURRIED_FLUSH_MS))]);process.exit(status)}function flush(stream){return new Promise(
resolve=>{stream.write("",()=>{resolve()})})}function pause(milliseconds){return new Promise(resolve=>{setTimeout(resolve,milliseconds)})}function aborted(signal){
return new Promise(resolve=>{if(signal.aborted)resolve();signal.addEventListener("abort",()=>{resolve()})})}var import_node_http=require("node:http");var import_node_https=require("node:https");var import_node_stream=require("node:stream");var import_node_tls=require("node:tls");
var ProxyFault=class extends Error{code;constructor(code2,message){super(message);this.code=`PROXY_${code2}`}};function parseProxyUrl(text){const full=text.includes(
"://")?text:`http://${text}`;return/^https?:/i.test(full)&&URL.canParse(full)?new URL(full):void 0}var TunnelAgent=class extends import_node_https.Agent{#proxy;constructor(proxy){
super({keepAlive:true});this.#proxy=proxy}createConnection(options,done){const host=options.host??"";const authority=`${host.includes(":")?`[${host}]`:host}:${String(
options.port)}`;const request=this.#proxy.protocol==="https:"?import_node_https.request:import_node_http.request;const connecting=request({...proxyAddress(this.#proxy),
method:"CONNECT",path:authority,headers:{host:authority,...proxyAuthorization(this.#proxy)},agent:false,signal:options.tunnelSignal});const fail=error3=>{done(error3,
new import_node_stream.Duplex)};connecting.once("error",error3=>{const words=`the proxy ${this.#proxy.host} gives no answer: ${error3.message}`;fail(new ProxyFault(
error3.code??"",words))});connecting.once("connect",({statusCode=0},socket)=>{if(statusCode>=200&&statusCode<300){const servername=options.servername??"";done(null,
(0,import_node_tls.connect)({socket,host,servername,ALPNProtocols:["http/1.1"]}))}else{socket.destroy();fail(new ProxyFault(statusCode,`the proxy answered ${statusCode}`))}});
connecting.end();return void 0}};function proxyAddress({protocol,hostname,port}){return{host:hostname.replace(/^\[(.*)\]$/,"$1"),port:Number(port)||(protocol===
"https:"?443:80)}}function proxyAuthorization({username,password}){if(username===""&&password==="")return{};const credentials=`${decodeURIComponent(username)}:${decodeURIComponent(
password)}`;return{"proxy-authorization":`Basic ${Buffer.from(credentials).toString("base64")}`}}var USED=["https_proxy","HTTPS_PROXY"];var UNUSED=["http_proxy","HTTP_PROXY"];function checkProxyEnvironment(environment,secrets){for(const name of[...USED,...UNUSED]){
for(const secret of proxyCredentials(parseProxyUrl(environment[name]??""))??[])secrets.add(secret)}const used=USED.find(name=>(environment[name]??"")!=="");if(used===
void 0)return[];const url=parseProxyUrl(environment[used]??"");if(url===void 0||proxyCredentials(url)===void 0){return[`Environment variable ${used} is not the \
URL of an HTTP proxy: set it to http://host:port, or unset it.`]}environment[used]=url.href;return[]}function proxyCredentials(url){if(url===void 0)return[];const{
username,password}=url;try{const decoded2=decodeURIComponent(password);return password===""?[]:[password,decoded2,`${decodeURIComponent(username)}:${decoded2}`]}catch{
return void 0}}var import_node_fs2=require("node:fs");var import_node_os=require("node:os");var import_node_path=require("node:path");function printLines(lines){for(const line of lines)info(line)}function printGroups(groups){for(const{title,lines}of groups){startGroup(title);printLines(lines);
endGroup()}}function annotate({level,title,message}){(level==="error"?error:warning)(message,{title})}function writeOutputs(outputs){attempt("The outputs",()=>{
requireFile("GITHUB_OUTPUT");for(const[name,value]of Object.entries(outputs))setOutput(name,value)})}function writeSummary(markdown){let written=false;attempt("\
The job summary",()=>{(0,import_node_fs2.appendFileSync)(requireFile("GITHUB_STEP_SUMMARY"),markdown);written=true});return written}function writeReport(markdown){
let path="";attempt("The report file",()=>{const temp=variable("RUNNER_TEMP");const folder=(0,import_node_fs2.mkdtempSync)((0,import_node_path.join)(temp===""?(0,import_node_os.tmpdir)():
temp,"cloud-job-gate-"));const file=(0,import_node_path.join)(folder,"report.md");(0,import_node_fs2.writeFileSync)(file,markdown);path=file});return path}function requireFile(name){
const path=variable(name);if(path==="")throw new Error(`${name} is not set`);return path}function attempt(what,write2,clean=String){try{write2()}catch(error3){const why=error3 instanceof
Error?error3.message:String(error3);warning(`${what} could not be written: ${clean(why)}. The verdict stands.`)}}var SECRET_NAME=/token|secret|passw|credential|authorization|signature|cookie|private/i;var JWT=/eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;function observed(transport,now,hear){
return async request=>{const sentAt=now();const result=await transport(request);hear({summary:lineOf(request,result,Math.round(now()-sentAt)),document:documentOf2(
result)});return result}}function lineOf({method="GET",url},result,lastedMs){if(result.kind==="no-answer"){return`${method} ${url.href} → no answer in ${lastedMs}\
 ms: ${result.code} ${result.message}`}const id=requestIdOf(result.headers);return`${method} ${url.href} → ${result.status} in ${lastedMs} ms${id===""?"":`, r\
equest ID ${id}`}`}function documentOf2(result){if(result.kind==="no-answer")return"";if(result.body.kind==="unusable")return`(no usable body: ${result.body.why}\
)`;try{const document=JSON.parse(result.body.bytes.toString("utf8"),(name,value)=>SECRET_NAME.test(name)&&(typeof value==="string"||typeof value==="number")?"**\
*":value);return JSON.stringify(document).replaceAll(JWT,"***")}catch{return`(${result.body.bytes.length} bytes that are no JSON)`}}var BODY_LIMIT_BYTES=16*1024*1024;var HEADERS_LIMIT_BYTES=64*1024;var IDLE_TIMEOUT_MS=2**31-1;function createTransport(userAgent){const preparation=new Preparation;
const client=new HttpClient(userAgent,[preparation],{allowRedirects:false,allowRetries:false,keepAlive:true,socketTimeout:IDLE_TIMEOUT_MS});return request=>withinTime(
request,async(signal,aborted2)=>{const{method="GET",url,body:content=null,headers}=request;preparation.signal=signal;const{message}=await Promise.race([client.request(
method,url.href,content,headers),aborted2]);const body=await Promise.race([readBody(message),aborted2]).catch(error3=>unusable2(describe(error3).message));return{
kind:"answer",status:message.statusCode??0,headers:message.headers,body}})}var Preparation=class{signal;#tunnels=new Map;prepareRequest(options){if(this.signal!==
void 0)options.signal=this.signal;const host=options.host??"";const proxy=options.port===void 0?"":getProxyUrl2(`https://${host}:${String(options.port)}`);if(proxy!==
""){options.agent=this.#tunnelThrough(proxy);options.tunnelSignal=this.signal}options.maxHeaderSize=HEADERS_LIMIT_BYTES;options.host=host.replace(/^\[(.*)\]$/,"\
$1")}canHandleAuthentication(){return false}handleAuthentication(){return Promise.reject(new Error("no request is repeated with other credentials"))}#tunnelThrough(proxy){
const known=this.#tunnels.get(proxy);if(known!==void 0)return known;const url=parseProxyUrl(proxy);if(url===void 0)throw new Error("the environment names a prox\
y that is not an HTTP proxy");const agent=new TunnelAgent(url);this.#tunnels.set(proxy,agent);return agent}};async function withinTime(request,exchange){const controller=new AbortController;
const aborted2=new Promise((_,reject)=>{controller.signal.addEventListener("abort",()=>{reject(abortReason(controller.signal))})});aborted2.catch(()=>void 0);const cancel=()=>{
controller.abort(new Interruption("CANCELLED","the request was cancelled"))};const timer=setTimeout(()=>{controller.abort(new Interruption("TIMEOUT",`no complet\
e answer within ${Math.round(request.timeoutMs)} ms`))},request.timeoutMs);request.signal.addEventListener("abort",cancel);if(request.signal.aborted)cancel();try{
return await exchange(controller.signal,aborted2)}catch(error3){return{kind:"no-answer",...describe(controller.signal.aborted?abortReason(controller.signal):error3)}}finally{
clearTimeout(timer);request.signal.removeEventListener("abort",cancel)}}var Interruption=class extends Error{constructor(code2,message){super(message);this.code=
code2}code};function abortReason(signal){const reason=signal.reason;return reason instanceof Error?reason:new Interruption("CANCELLED","the request was cancelle\
d")}async function readBody(message){const encoding=message.headers["content-encoding"]??"identity";const chunks=[];let size=0;for await(const chunk of message){
if(!Buffer.isBuffer(chunk))return unusable2("its body is not made of bytes");size+=chunk.length;if(size>BODY_LIMIT_BYTES)return unusable2(`its body is larger th\
an ${BODY_LIMIT_BYTES} bytes`);chunks.push(chunk)}if(!message.complete)return unusable2("its body is cut short");if(encoding.toLowerCase()!=="identity")return unusable2(
`its body is encoded as ${encoding}, unasked`);return{kind:"complete",bytes:Buffer.concat(chunks,size)}}function unusable2(why){return{kind:"unusable",why}}function describe(error3){
if(!(error3 instanceof Error))return{code:"",message:String(error3)};const code2="code"in error3&&typeof error3.code==="string"?error3.code:"";const inner=error3 instanceof
AggregateError?error3.errors:[];const message=[error3.message,...inner.map(each=>each instanceof Error?each.message:"")];return{code:code2,message:message.filter(
text=>text!=="").join("; ")||code2}}var VERSION="0.1.0";var USER_AGENT=`cloud-job-gate/${VERSION}`;var LONGEST_DEBUG_LINE=2e4;function createHostTransport(clean){const transport=createTransport(USER_AGENT);if(!isDebugging())
return transport;return observed(transport,()=>systemClock.now(),({summary,document})=>{debug(clean(summary,LONGEST_DEBUG_LINE));if(document!=="")debug(clean(document,
LONGEST_DEBUG_LINE))})}function createExchangeTransport(){return createTransport(USER_AGENT)}var HEADERS={"content-type":"application/json",accept:"application/json","accept-encoding":"identity"};function askForJobsOf(api){const{service,endpoint,projectId,
cloud,credentials,clock}=api;const read=readerOf(api);const askOnce=async(jobId,limits)=>{const{timeoutMs,until,signal}=limits;const url=below(endpoint,service.
path(projectId,jobId,cloud));const pass=await credentials.authorize({method:"GET",url,headers:{},body:""},limits);if(pass.kind==="fault")return{answer:pass,again:false};
const left=Math.max(1,Math.min(timeoutMs,until-clock.now()));const result=await api.transport({url,headers:{...HEADERS,...pass.headers},timeoutMs:left,signal});
const answer=read(result,jobId);if(answer.kind==="job"||answer.fault.kind==="not-found"){pass.accepted();return{answer,again:false}}const date=result.kind==="an\
swer"?dateOf(result.headers.date):Number.NaN;const{fault,again}=pass.refused(answer.fault,Number.isNaN(date)?void 0:date);return{answer:{kind:"fault",fault},again}};
return async(jobId,limits)=>{const{answer,again}=await askOnce(jobId,limits);return again?(await askOnce(jobId,limits)).answer:answer}}function readerOf(api){const{
service,endpoint,credentials,clock}=api;const{title,permission}=service;const context={title,permission,host:endpoint.host,input:"endpoint",way:credentials.way};
const last=new Map;return(result,jobId)=>{const known=last.get(jobId);if(known!==void 0&&isUnchanged(result,known)){return{kind:"job",job:known.job,requestId:requestIdOf(
result.headers)}}const outcome=judge(result,context,clock.wallTime());if(outcome.kind==="fault")return outcome;const{status,document,requestId}=outcome;try{const job=service.
decode(document,jobId);if(result.kind==="answer"&&result.body.kind==="complete"){last.set(jobId,{status,bytes:result.body.bytes,job})}return{kind:"job",job,requestId}}catch(error3){
if(!(error3 instanceof UnusableDocument))throw error3;return{kind:"fault",fault:unusableAnswer(status,error3.message,requestId)}}}}function isUnchanged(result,{
status,bytes}){if(result.kind!=="answer"||result.status!==status||result.body.kind!=="complete")return false;return result.body.bytes.equals(bytes)}var MOST_ANNOTATIONS=10;var LONGEST_MESSAGE=4096;var QUIET_OUTAGE_MS=3e4;function annotations(result,clean){const timedOut=result.jobs.filter(({ending})=>ending.
kind==="timed-out");const warnings=limited(timedOut,"more job",(job,more)=>timeoutAnnotation(job,result,more,clean));return[...errors(result,clean),...warnings]}
function errors(result,clean){if(result.outcome==="success"||result.outcome==="timed-out")return[];const causes=rankedCauses(result.jobs);if(result.outcome!=="f\
ailed"||causes.length===0)return[endingAnnotation(result,clean)];return limited(causes,"more root cause",(cause,more)=>causeAnnotation(cause,more,clean))}function limited(items,noun,show){
const hidden=items.length-MOST_ANNOTATIONS;return items.slice(0,MOST_ANNOTATIONS).map((item,index)=>{const last=hidden>0&&index===MOST_ANNOTATIONS-1;return show(
item,last?` And ${counted2(hidden,noun)}: see the report.`:"")})}function causeAnnotation({result,cause},more,clean){const style=plainStyle(clean);const{visit}=cause;
const resource=resourceName(visit.job,style)||jobName(result,clean);const path=visit.depth===0?"":` Path: ${endSentence(pathText(visit,style))}`;const running=stillRunningSentence(
[result],style);const hint=hintOf(cause,clean);const early=earlyEndSentence([result],style);const notes=[hint===""?"":`Hint: ${hint}`,early,running].filter(note=>note!==
"");const rest=`${path}${notes.map(note=>` ${note}`).join("")}${more}`;return error2(`${typeName(visit.job,style,visit.depth)} failed — ${resource}`,causeSentence(
cause,style),rest)}function timeoutAnnotation(job,{durationMs},more,clean){const style=plainStyle(clean);const words=`Timed out after ${formatDuration(durationMs)}\
: ${endingSentence(job,style)}`;const rest=` ${stillRunningSentence([job],style)} Raise timeout if it takes that long.${more}`;return{...error2(`Timed out — ${jobTitle(
shownJob(job),job.jobId,style)}`,words,rest),level:"warning"}}function endingAnnotation(result,clean){const style=plainStyle(clean);const[first]=result.jobs;const what=result.
jobs.length===1&&first!==void 0?jobTitle(shownJob(first),first.jobId,style):counted2(result.jobs.length,"job");const running=stillRunningSentence(result.jobs,style);
return error2(`${TITLES[result.outcome]} — ${what}`,causeOf(result,style),running===""?"":` ${running}`)}var TITLES={success:"Success",failed:"Failed",error:"\
No verdict","timed-out":"Timed out",cancelled:"Cancelled"};function error2(title,words,rest){return{level:"error",title,message:`${cut(endSentence(words),LONGEST_MESSAGE-
rest.length)}${rest}`}}function jobName(result,clean){const style=plainStyle(clean);const job=shownJob(result);return(job===void 0?"":resourceName(job,style))||
clean(result.jobId)}function warningOf(event,clean){if(event.kind!=="watch")return void 0;const style=plainStyle(clean);const jobId=clean(event.jobId);switch(event.
event.kind){case"unknown-phase":{const{job,depth}=event.event.visit;const name=depth===0?jobTitle(job,event.jobId,style):subJobTitle(job,style);return{level:"wa\
rning",title:`Unknown phase — ${name}`,message:`${name} is ${phaseWord(job,style)}: no known phase, so it is never taken for a success. Job ${jobId}.`}}case"o\
utage-ended":{const{lastedMs,failedRequests}=event.event;if(lastedMs<=QUIET_OUTAGE_MS)return void 0;const lasted=`${formatDuration(lastedMs)} (${counted2(failedRequests,
"failed request")})`;return{level:"warning",title:`Outage of ${formatDuration(lastedMs)}`,message:`The API gave no usable answer for ${lasted}; the wait went on\
. Job ${jobId}.`}}case"answer":case"not-visible":case"outage-started":case"look-up":case"look-up-failed":return void 0}}function changesBetween(previous,job){const changes=[];const pending=[{job,depth:0,before:previous}];for(let pair=pending.pop();pair!==void 0;pair=pending.pop()){
if(isChanged(pair))changes.push(pair);const{depth}=pair;const befores=counterparts(pair.before?.subJobs??[],pair.job.subJobs);for(let index=pair.job.subJobs.length-
1;index>=0;index-=1){const subJob=pair.job.subJobs[index];if(subJob!==void 0)pending.push({job:subJob,depth:depth+1,before:befores[index]})}}return changes}function isChanged({
job,before}){if(before===void 0)return true;return job.phase!==before.phase||job.phase==="Unknown"&&job.status!==before.status||job.reason!==before.reason||job.
errorCode!==before.errorCode||tenths(job)!==tenths(before)}function tenths(job){return Math.floor((job.progress??0)*10)}function counterparts(former,current){const byId=new Map(
former.filter(({id})=>id!=="").map(job=>[job.id,job]));return current.map((job,index)=>{const there=former[index];if(there?.id===job.id&&(job.id!==""||there.type===
job.type))return there;return byId.get(job.id)})}var MOST_CHANGES=200;var DEEPEST_INDENT2=10;var NAME_WIDTH=40;function changeLines(changes,clean,paint){return limited2(changes,change=>changeText(change,clean,
paint),"more change")}function treeLines(root,clean,paint){return limited2(changesBetween(void 0,root),change=>stateText2(change,clean,paint),"more job")}function limited2(changes,show,noun){
if(changes.length<=MOST_CHANGES)return changes.map(show);const isFailure=({job})=>job.phase==="Failed";const failures=changes.filter(isFailure).length;let room=Math.
max(0,MOST_CHANGES-failures);let failureRoom=MOST_CHANGES;const shown=changes.filter(change=>isFailure(change)?failureRoom-- >0:room-- >0);const hidden=Math.max(
0,failures-MOST_CHANGES);const of=hidden===0?"":`, ${formatCount(hidden)} of them Failed`;const rest=changes.length-shown.length;return[...shown.map(show),`… an\
d ${counted2(rest,noun)}${of}`]}function changeText({job,depth,before},clean,paint){const style=plainStyle(clean);const wordOf=depth===0?phaseWord:subJobPhaseWord;
const from=before===void 0?"–":wordOf(before,style);const text=`${nameText(job,depth,clean)}  ${from} → ${phaseText(job,depth,clean)}${detailsText(job,depth,
clean)}`;return paint(text,toneOf(job))}function stateText2({job,depth},clean,paint){const lasted=runTime(job);const text=`${nameText(job,depth,clean)}  ${phaseText(
job,depth,clean)}${lasted===""?"":` · ${lasted}`}${detailsText(job,depth,clean)}`;return paint(text,toneOf(job))}function nameText(job,depth,clean){const style=plainStyle(
clean);const level=Math.min(depth,DEEPEST_INDENT2);const deep=depth>DEEPEST_INDENT2?`(depth ${formatCount(depth)}) `:"";const name=depth===0?jobTitle(job,job.id,
style):subJobTitle(job,style);return`${"  ".repeat(level)}${deep}${name}`.padEnd(NAME_WIDTH)}function phaseText(job,depth,clean){const style=plainStyle(clean);return depth===
0?phaseWords(job,style):subJobPhaseWords(job,style)}function detailsText(job,depth,clean){const reason=reasonText(job.reason,job.errorCode,plainStyle(clean));const progress=depth===
0?progressText(job):percent(job).join("");return`${progress===""?"":` · ${progress}`}${reason===""?"":`: ${reason}`}`}function toneOf(job){if(job.phase==="Fail\
ed")return"bad";if(job.phase==="Success")return"good";return job.phase==="Unknown"&&job.status!==void 0?"warning":void 0}var EXCHANGED={first:"Exchanged the OIDC token for credentials",due:"Renewed the credentials ahead of their end",refused:"Renewed the credentials after a 401"};
function credentialsLine(event,style){switch(event.kind){case"exchanged":{const{why,lifetimeMs}=event;return`${EXCHANGED[why]}${lifetimeMs===void 0?"":`, good f\
or ${formatDuration(lifetimeMs)}`}.`}case"exchange-failed":return`The credentials could not be renewed yet: ${faultSentence(event.fault,style)} They are still v\
alid.`;case"clock-corrected":{const{offsetMs}=event;return`The runner's clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs>0?"behind":"ahead of"} the ser\
ver's: signing by the server's from now on.`}}}var MOST_OPEN=3;function heartbeatText({jobs,remainingMs},jobIds,whose,clean){const left=`${formatDuration(remainingMs)} left`;const[only]=jobs;if(jobIds.length===
1&&only!==void 0)return`${stateText3(only.job,only.jobId,clean)} · ${left}`;const open=jobs.slice(0,MOST_OPEN).map(({jobId,job})=>`${whose(jobId)}${stateText3(
job,jobId,clean)}`);const more=jobs.length>MOST_OPEN?` | and ${formatCount(jobs.length-MOST_OPEN)} more`:"";const ended=`${formatCount(jobIds.length-jobs.length)}\
 of ${counted2(jobIds.length,"job")} ended`;return`${ended} · ${left}${open.map(text=>` | ${text}`).join("")}${more}`}function stateText3(job,jobId,clean){const style=plainStyle(
clean);const title=jobTitle(job,jobId,style);if(job===void 0)return`${title}: no usable answer yet`;const busy=busyText(job,style);const parts=[`${title} still ${phaseWord(
job,style)}`,progressText(job),busy===""?"":`at work: ${busy}`];return parts.filter(part=>part!=="").join(" · ")}var SHORTEST=8;function shortLabels(jobIds){const heads=distinctLength(jobIds,(id,length)=>id.slice(0,length));const tails=distinctLength(jobIds,(id,length)=>id.
slice(-length));const label2=id=>{const length=Math.min(heads,tails);if(id.length<=length)return id;return heads<=tails?`${id.slice(0,length)}…`:`…${id.slice(
-length)}`};return new Map(jobIds.map(id=>[id,label2(id)]))}function distinctLength(ids,part){const longest=ids.reduce((length,id)=>Math.max(length,id.length),SHORTEST);
const count=new Set(ids).size;for(let length=SHORTEST;length<longest;length+=1){if(new Set(ids.map(id=>part(id,length))).size===count)return length}return longest}var MOST_ENDINGS=3;var TONES={success:"good",failed:"bad",error:"bad","timed-out":"warning",cancelled:"warning",stopped:"quiet"};function groupOf(result,clean,paint){
const job=shownJob(result);const title=`${endingWords(result.ending)}: ${jobTitle(job,result.jobId,plainStyle(clean))}`;return{title,lines:job===void 0?["It nev\
er gave a usable answer."]:treeLines(job,clean,paint)}}function placeLines({summary,report},clean){return[...summary===""?[]:[`  Summary  ${clean(summary)}`],...report===
""?[]:[`  Report   ${clean(report)}`]]}function endingLines(result,whose,clean,paint){const style=plainStyle(clean);const causes=rankedCauses(result.jobs);const causeLines2=({
result:{jobId},cause})=>[`  Cause    ${whose(jobId)}${causeSentence(cause,style)}`,`  Path     ${pathText(cause.visit,style)}`,...hintLines(hintOf(cause,clean))];
const others=result.jobs.filter(({ending})=>ending.kind==="error"||ending.kind==="timed-out"||ending.kind==="stopped"&&result.outcome==="cancelled");const otherLine=job=>result.
jobs.length===1?`  Why      ${endingSentence(job,style)}`:`  ${endingWords(job.ending)}: ${whose(job.jobId)}${endingSentence(job,style)}`;const why=causes.length===
0&&others.length===0?causeOf(result,style):"";const running=stillRunningSentence(result.jobs,style);return["",paint(verdictText(result,style),TONES[result.outcome]),
...causes.slice(0,MOST_ENDINGS).flatMap(causeLines2),...moreLine(causes.length,"more cause"),...others.slice(0,MOST_ENDINGS).map(otherLine),...moreLine(others.length,
"more job"),...why===""?[]:[`  ${endSentence(why)}`],...[earlyEndSentence(result.jobs,style),running].filter(note=>note!=="").map(note=>`  ${note}`)]}function hintLines(hint){
return hint===""?[]:[`  Hint     ${hint}`]}function moreLine(count,noun){return count>MOST_ENDINGS?[`  … and ${counted2(count-MOST_ENDINGS,noun)}`]:[]}var ESC2=String.fromCharCode(27);var CODES={bad:31,good:32,quiet:90,strong:1,warning:33};var plain=text=>text;var ansi=(text,tone)=>tone===void 0||text===""?text:
`${ESC2}[${CODES[tone]}m${text}${ESC2}[0m`;var MOST_GROUPS=50;var TIME_WIDTH=7;function createLog(context,clean,paint=plain){const style=plainStyle(clean);const labels=shortLabels(context.jobIds);const several=context.
jobIds.length>1;const whose=jobId=>several?`${labels.get(jobId)??clean(jobId)}  `:"";const line=(waitedMs,jobId,text)=>`${paint(time(waitedMs),"quiet")}  ${whose(
jobId)}${text}`.trimEnd();return{header:()=>headerLines(context,labels,clean,paint),event:event=>{switch(event.kind){case"watch":return watchLines(event.event,clean,
paint).map(text=>line(event.waitedMs,event.jobId,text));case"ended":{const{ending}=event.result;const words=`${endingWords(ending)}: ${endingSentence(event.result,
style)}`;return several?[line(event.waitedMs,event.jobId,paint(words,TONES[ending.kind]))]:[]}case"credentials":return[`${time(event.waitedMs)}  ${credentialsLine(
event.event,style)}`];case"heartbeat":return[paint(`${time(event.waitedMs)}  ${heartbeatText(event,context.jobIds,whose,clean)}`,"quiet")]}},groups:result=>several?
worstFirst(result.jobs,MOST_GROUPS).map(job=>groupOf(job,clean,paint)):[],ending:(result,places={summary:"",report:""})=>[...endingLines(result,whose,clean,paint),
...placeLines(places,clean)]}}function time(waitedMs){return formatDuration(waitedMs<1e3?0:waitedMs).padStart(TIME_WIDTH)}function headerLines(context,labels,clean,paint){
const{jobIds,pollInterval,timeoutMs}=context;const service=clean(context.service);const[first=""]=jobIds;const jobs=jobIds.length===1?[paint(`Waiting for ${service}\
 job ${clean(first)}`,"strong")]:[paint(`Waiting for ${counted2(jobIds.length,`${service} job`)}`,"strong"),...jobIds.map(id=>`  job       ${clean(labels.get(id)??
id)} = ${clean(id)}`)];const often=pollInterval==="auto"?"at automatic intervals":`every ${exactly(pollInterval)}`;return[...jobs,`  project   ${clean(context.projectId)}`,
`  endpoint  ${clean(context.endpoint)}`,...context.sources.length===0?[]:[`  from      ${clean(context.sources.join("; "))}`],`  until     ${formatTime(context.
startedAt+timeoutMs)}, ${formatDuration(timeoutMs)} at most`,`  asking    ${often}`]}function exactly(milliseconds){return milliseconds%1e3===0?formatDuration(milliseconds):
`${milliseconds}ms`}function watchLines(event,clean,paint){if(event.kind==="answer")return changeLines(changesBetween(event.previous,event.job),clean,paint);return[
paint(remark(event,clean),event.kind==="outage-ended"?"good":"warning")]}function remark(event,clean){const style=plainStyle(clean);switch(event.kind){case"not-\
visible":{const knows=event.seenBefore?"no longer knows the job":"does not know the job (yet)";return`The service ${knows}: ${faultSentence(event.fault,style)} \
Asking again.`}case"unknown-phase":{const{job,depth}=event.visit;const name=depth===0?jobTitle(job,job.id,style):subJobTitle(job,style);return`Warning: ${name} \
is ${phaseWord(job,style)}: no known phase, so it is never taken for a success.`}case"outage-started":return`No usable answer: ${faultSentence(event.fault,style)}\
 Asking again.`;case"outage-ended":{const requests=counted2(event.failedRequests,"failed request");return`The API answers again after ${formatDuration(event.lastedMs)}\
 and ${requests}.`}case"look-up":{const{job}=event.visit;return`${subJobTitle(job,style)} gives no reason: asking for it by its own ID, ${clean(job.id)}.`}case"\
look-up-failed":return`No answer about it: ${faultSentence(event.fault,style)}`}}var LARGEST_JSON_BYTES=65536;var MOST_ENTRIES=500;var OMISSION_BYTES=48;var Allowance=class{#entries=MOST_ENTRIES;#bytes=LARGEST_JSON_BYTES-2-OMISSION_BYTES;take(bytes){
if(this.#entries<1||bytes+1>this.#bytes)return false;this.#entries-=1;this.#bytes-=bytes+1;return true}};function jsonBytes(value){return Buffer.byteLength(JSON.
stringify(value))}function omission(omitted){return omitted>0?[{truncated:true,omitted}]:[]}var LONGEST_PATH2=50;var LONGEST_NAME2=200;function failedJobs(results,clean){const failures=results.flatMap(({failedJob,jobId})=>failedJob===void 0?[]:failedVisits(
failedJob).map(visit=>({visit,jobId})));const causes=new Set(rankedCauses(results).map(({cause})=>cause.visit.job));const isCause=({visit})=>causes.has(visit.job);
const allowance=new Allowance;const kept=new Map;for(const failure of[...failures.filter(isCause),...failures.filter(failure2=>!isCause(failure2))]){const entry=entryOf(
failure,clean);if(!allowance.take(jsonBytes(entry)))break;kept.set(failure,entry)}const shown=failures.flatMap(failure=>kept.get(failure)??[]);return[...shown,...omission(
failures.length-shown.length)]}function entryOf({visit,jobId},clean){const{job}=visit;const name=text=>clean(text,LONGEST_NAME2);const{head,omitted,tail}=pathOf(
visit,LONGEST_PATH2);return{id:name(visit.depth===0?jobId:job.id),type:name(job.type),resource:name(job.resourceName)||name(job.resourceId),phase:job.phase,reason:reasonText(
job.reason,job.errorCode,plainStyle(clean)),path:[...head.map(({type})=>name(type)),...omitted>0?["…"]:[],...tail.map(({type})=>name(type))]}}var DEEPEST=50;var SHORT_REASON=200;var LONGEST_NAME3=200;var NEVER_ANSWERED={id:"",type:"",phase:"Unknown",status:void 0,reason:"",errorCode:"",resourceId:"",resourceName:"",
clusterId:"",startedAt:void 0,updatedAt:void 0,endedAt:void 0,progress:void 0,subJobs:[]};function jobNodes(results,clean){const trees=results.map(result=>{const root=shownJob(
result)??NEVER_ANSWERED;const named={...root,id:result.jobId};return{visits:[...walk(named)],failed:effectivePhase(result)==="Failed"}});const visits=byUrgency(
trees);const full=select(visits,job=>nodeOf(job,clean),0);const kept=full.size===visits.length?full:select(visits,job=>nodeOf(job,clean,SHORT_REASON),OMISSION_BYTES);
for(const{visits:tree}of trees)attach(tree,kept);const roots=trees.flatMap(({visits:[root]})=>root===void 0?[]:[kept.get(root)]);const shown=roots.filter(node=>node!==
void 0);return[...shown,...omission(roots.length-shown.length)]}function byUrgency(trees){const ordered=[...trees.filter(({failed:failed2})=>failed2),...trees.filter(
({failed:failed2})=>!failed2)];const roots=ordered.flatMap(({visits})=>visits.slice(0,1));const subJobs=ordered.flatMap(({visits})=>visits.slice(1));const isFailure=({
job})=>job.phase==="Failed";return[...roots,...subJobs.filter(isFailure),...subJobs.filter(visit=>!isFailure(visit))]}function select(visits,makeNode,forOmission){
const kept=new Map;const allowance=new Allowance;for(const visit of visits){if(visit.depth>=DEEPEST)continue;const way=[];for(let at=visit;at!==void 0&&!kept.has(
at);at=at.parent)way.push(at);for(const step of way.reverse()){const node=makeNode(step.job);const bytes=jsonBytes(node)+(step.job.subJobs.length>0?forOmission:
0);if(!allowance.take(bytes))return kept;kept.set(step,node)}}return kept}function attach(visits,kept){for(const visit of visits){const node=kept.get(visit);if(node!==
void 0&&visit.parent!==void 0)kept.get(visit.parent)?.sub_jobs.push(node)}for(const visit of visits){const subJobs=kept.get(visit)?.sub_jobs;subJobs?.push(...omission(
visit.job.subJobs.length-subJobs.length))}}function nodeOf(job,clean,longestReason){const name=text=>clean(text,LONGEST_NAME3);return{id:name(job.id),type:name(
job.type),phase:job.phase,status:job.status===void 0?null:name(job.status),reason:clean(job.reason,longestReason),error_code:name(job.errorCode),resource_id:name(
job.resourceId),resource_name:name(job.resourceName),cluster_id:name(job.clusterId),started_at:isoTime(job.startedAt),updated_at:isoTime(job.updatedAt),ended_at:isoTime(
job.endedAt),progress:fraction(job),sub_jobs:[]}}var LONGEST_PROBLEM=300;var MOST_PROBLEMS=20;function outputsOf(result,clean){const[first]=result.jobs;const job=first===void 0?void 0:shownJob(first);return{outcome:result.
outcome,phase:worstPhase(result.jobs.map(effectivePhase)),reason:reasonOf(result,clean),failed_jobs:JSON.stringify(failedJobs(result.jobs,clean)),jobs:JSON.stringify(
jobNodes(result.jobs,clean)),job_id:clean(first?.jobId??""),resource_id:clean(job?.resourceId??""),resource_name:clean(job?.resourceName??""),cluster_id:clean(job?.
clusterId??""),duration:String(Math.floor(result.durationMs/1e3))}}function usageErrorOutputs(problems,clean){const named=problems.slice(0,MOST_PROBLEMS).map(problem=>clean(
problem,LONGEST_PROBLEM));const more=problems.length-named.length;return{outcome:"error",phase:"",reason:[...named,...more>0?[`and ${more} more`]:[]].join("; "),
failed_jobs:"[]",jobs:"[]",job_id:"",resource_id:"",resource_name:"",cluster_id:"",duration:""}}var Secrets=class{#forms=[];#announce;constructor(announce){this.#announce=announce}add(secret){if(secret===""||this.#forms.includes(secret))return;this.#announce(
secret);const forms=new Set([...this.#forms,...encodings(secret)]);this.#forms=[...forms].sort((a,b)=>b.length-a.length)}redact(text){let redacted=text;for(const form of this.#forms)
redacted=redacted.replaceAll(form,"***");return redacted}};function encodings(secret){const bytes=Buffer.from(secret,"utf8");return[secret,encodeURIComponent(secret),
bytes.toString("base64"),bytes.toString("base64url")]}async function main(){const cancellation=listenForCancellation();for(const stream of[process.stdout,process.stderr])stream.on("error",()=>void 0);const secrets=new Secrets(
setSecret);for(const name of SECRET_INPUTS)secrets.add(getInput(name));for(const name of SECRET_VARIABLES)secrets.add(readVariable(name));secrets.add(givenToken(
getInput));const clean=createCleaner(secrets);const proxyProblems=checkProxyEnvironment(process.env,secrets);const parsed=parseConfig(getInput,readVariable,clean);
if(parsed.kind==="problems"||proxyProblems.length>0){const problems=[...parsed.kind==="problems"?parsed.problems:[],...proxyProblems];return endWithUsageError(problems,
cancellation,clean)}const run=new ActionRun(parsed.config,cancellation,secrets,clean);process.on("uncaughtException",error3=>void run.endWithDefect(error3));return run.
toEnd()}function readVariable(name){return variable(name).trim()}function endWithUsageError(problems,{signal},clean){for(const problem of problems)annotate({level:"\
error",title:"Wrong input",message:problem});info("Nothing was sent. The README of the action describes its inputs.");writeOutputs({...usageErrorOutputs(problems,
clean),report:""});return exitWith(USAGE_ERROR_STATUS,signal)}var ActionRun=class{#config;#cancellation;#secrets;#clean;#context;#log;#startedAt=systemClock.now();#transport;#gate;#ending;#brokenOff=false;#status=ERROR_STATUS;constructor(config,cancellation,secrets,clean){
this.#config=config;this.#cancellation=cancellation;this.#secrets=secrets;this.#clean=clean;this.#context=contextOf(config);this.#log=createLog(this.#context,clean,
showsColour()?ansi:plain);this.#transport=createHostTransport(clean)}async toEnd(){try{printLines(this.#log.header());this.#gate=this.#start();const result=await this.#gate.
result;return await this.#end(result)}catch(error3){return this.#ending??this.endWithDefect(error3)}}endWithDefect(error3){debug(this.#clean(error3 instanceof Error?
error3.stack??error3.message:String(error3),4e3));if(this.#ending===void 0){return this.#end(this.#gate?.abandon(error3)??resultOfDefect(error3,this.#config.plan.
jobIds))}if(this.#brokenOff)process.exit(this.#status);this.#brokenOff=true;warning(this.#clean(`The gate broke off: ${String(error3)}`));return exitWith(this.#status,
this.#cancellation.signal)}#start(){const{service,access,plan}=this.#config;const credentials=createCredentials(access.credentials,access.projectId,{clock:systemClock,
newTransport:()=>createExchangeTransport(),keepSecret:secret=>{this.#secrets.add(secret)},tell:event=>{this.#tell({kind:"credentials",waitedMs:systemClock.now()-
this.#startedAt,event})}});return startGate(plan,{ask:askForJobsOf({...access,service,credentials,transport:this.#transport,clock:systemClock}),clock:systemClock,
random:Math.random,signal:this.#cancellation.signal,listen:event=>{this.#tell(event)}})}#tell(event){printLines(this.#log.event(event));const warning2=warningOf(
event,this.#clean);if(warning2!==void 0)annotate(warning2)}#end(result){this.#ending??=this.#report(result).catch(error3=>this.endWithDefect(error3));return this.#ending}async#report(result){
this.#status=exitStatus(result.outcome,this.#cancellation.cause());const{summary,comment:comment2}=this.#config;const clean=this.#clean;const part=(what,make)=>{
attempt(what,make,clean)};const places={summary:"",report:""};part("The report",()=>{const markdown=summaryOf(result,this.#context,clean);const written=isWanted(
summary,result)&&writeSummary(markdown);if(written)places.summary=runUrlOf(variable)||"on the page of this run";places.report=writeReport(markdown)});let outputs={
outcome:result.outcome};part("The outputs",()=>{outputs=outputsOf(result,clean)});writeOutputs({...outputs,report:places.report});part("The log",()=>{printGroups(
this.#log.groups(result))});part("The end of the log",()=>{printLines(this.#log.ending(result,places))});part("The annotations",()=>{for(const annotation of annotations(
result,clean))annotate(annotation)});if(comment2!=="never")await this.#comment(result,comment2);return exitWith(this.#status,this.#cancellation.signal)}#comment(result,choice){
const request={result,context:this.#context,token:this.#config.githubToken,choice};return writeComment(request,{transport:this.#transport,cancellation:this.#cancellation,
clean:this.#clean})}};function isWanted(choice,{outcome}){return choice==="always"||choice==="on-failure"&&outcome!=="success"}process.exitCode=ERROR_STATUS;main().catch(error3=>{const kind=error3 instanceof Error?error3.name:typeof error3;process.stdout.write(`::error title=Defect::The\
 gate could not start (${kind}): please report this defect of the action.
`);process.exit(ERROR_STATUS)});
